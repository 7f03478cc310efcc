"""Kills an adding process at random moments: 20 rounds, or as many as VERSE_KILL_ROUNDS says."""

from __future__ import annotations

import os
import random
import runpy
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

import index.storage.database as database_module
from index.domain import StoryDraft
from index.storage.base import EncodedStory
from index.storage.database import Database
from index.storage.sqlite import DATABASE_FILE

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGKILL")

CHILD = Path(__file__).with_name("adding_child.py")
MADE = runpy.run_path(str(CHILD))
made_draft: Callable[[int], StoryDraft] = MADE["draft"]
made_encoding: Callable[[int], EncodedStory] = MADE["encoded"]
ROUNDS = int(os.environ.get("VERSE_KILL_ROUNDS", "20"))
PROJECT = Path(database_module.__file__).parents[2]


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


def kill_while_adding(
    folder: Path, first: int, promised: Promised, *, begun: bool, seconds: float
) -> None:
    """Kill a child so long after it was ready, or after its first story was added."""
    child = subprocess.Popen(
        [sys.executable, str(CHILD), str(folder), str(first)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    if begun:
        promised.hear(child.stdout.readline())
    time.sleep(seconds)
    child.kill()
    for line in child.stdout:
        if line.endswith("\n"):  # a line that is cut was still being written
            promised.hear(line)
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL


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
        right, encoding = made_draft(number), made_encoding(number)
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
    for round_ in range(ROUNDS):
        if round_ % 4 == 0:  # creating a library gets its chances to be killed too
            folder, promised, first = tmp_path / f"{round_}", Promised(), 1

        # In every other round at least one story is there, however slow the machine.
        begun = round_ % 2 == 1
        seconds = moments.uniform(0, 0.1 if begun else 0.25)
        kill_while_adding(folder, first, promised, begun=begun, seconds=seconds)

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
