"""Kills an adding process at random moments: 20 rounds, or as many as VERSE_KILL_ROUNDS says."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from index.storage.database import Database
from index.storage.sqlite import DATABASE_FILE
from tests.index.killing import killed, kills, rounds
from tests.index.storage import adding_child

pytestmark = kills

CHILD = Path(adding_child.__file__)


@dataclass
class Promised:
    """What the killed processes said they had done: that and no less has to be there."""

    there: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    removing: set[int] = field(default_factory=set)
    """Told to go, but killed before that had returned: there or not, but whole."""

    def hear(self, line: str) -> None:
        what, number = line.split()
        if what == "added":
            self.there.add(int(number))
        elif what == "removing":
            self.there.remove(int(number))
            self.removing.add(int(number))
        else:
            self.removing.remove(int(number))
            self.gone.add(int(number))


def check_integrity(folder: Path) -> None:
    with closing(sqlite3.connect(folder / DATABASE_FILE)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []


def whole_stories(folder: Path) -> set[int]:
    """Return the numbers of the stories found, each compared to the last letter and vector."""
    with Database.open(folder) as database:
        library = database.library("local")
        texts, entries = library.texts(), library.stories()
        passages, vectors = library.passages(), library.vectors()
    assert vectors.ids.tolist() == [passage.id for passage in passages]
    assert [entry.id for entry in entries] == [story.id for story in texts]
    rows = iter(vectors.vectors)
    for story in texts:
        number = int(story.name.removeprefix("story-"))
        right, encoding = adding_child.draft(number), adding_child.encoded(number)
        assert (story.title, story.text) == (right.title, right.text)
        mine = [(p.start, p.end, p.context) for p in passages if p.story_id == story.id]
        assert mine == [(p.start, p.end, p.context) for p in encoding.passages]
        for vector in encoding.vectors:
            assert np.dot(next(rows), vector) == pytest.approx(1.0, abs=1e-5)
    assert next(rows, None) is None
    return {int(story.name.removeprefix("story-")) for story in texts}


def test_a_library_survives_kill_minus_9_with_every_story_whose_add_had_returned(
    tmp_path: Path,
) -> None:
    moments = random.Random(20_260_102)
    added = 0
    folder, promised, first = tmp_path, Promised(), 1
    for round_ in range(rounds(20)):
        if round_ % 4 == 0:  # creating a library gets its chances to be killed too
            folder, promised, first = tmp_path / f"{round_}", Promised(), 1

        # In every other round at least one story is there, however slow the machine.
        after = round_ % 2
        seconds = moments.uniform(0, 0.1 if after else 0.25)
        for line in killed(CHILD, folder, first, after=after, seconds=seconds):
            promised.hear(line)

        found = whole_stories(folder)
        check_integrity(folder)
        assert promised.there <= found
        assert not promised.gone & found
        # The add that was killed may have been done; nothing else may be there.
        extra = found - promised.there - promised.removing
        latest = max(promised.there | promised.gone | promised.removing, default=0)
        assert extra <= {max(first, latest + 1)}
        promised.there = found
        promised.gone |= promised.removing - found
        promised.removing.clear()
        added += len(found)
        first = max({first - 1, latest, *extra}) + 1
    assert added > 0
