"""Kills a process that adds stories and saves indexes: 5 rounds, or VERSE_KILL_ROUNDS."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from index import Library, LibraryOptions, corpora
from tests.index import library_child
from tests.index.killing import killed, kills, rounds
from tests.index.support import WordEncoder

pytestmark = kills

CHILD = Path(library_child.__file__)


def numbers(said: list[str], what: str) -> list[int]:
    return [int(line.split()[1]) for line in said if line.startswith(what)]


def check_story(library: Library, number: int) -> None:
    """The story is there to its last letter, and answers from where its promise stands."""
    right = library_child.story_draft(number)
    story = library.story(right.name)
    assert (story.title, story.text) == (right.title, right.text)
    promise = library_child.promise(number)
    exact = library.quote(f"giant {number} promised", story=right.name)[0]
    assert exact.exact
    assert (exact.quote.text, exact.quote.start) == (promise, right.text.index(promise))
    answer = library.ask(library_child.question(number), story=right.name)
    shown = answer.quotes or answer.nearest
    assert promise in [quote.text for quote in shown]
    assert all(quote.text == right.text[quote.start : quote.end] for quote in shown)


def numbers_kept(folder: Path) -> set[int]:
    """The numbers of the stories beside the seed, each of them checked."""
    with Library.open(LibraryOptions(folder), encoder=WordEncoder()) as library:
        names = [entry.name for entry in library.stories()]
        assert names[0] == "s-400"
        kept = {int(name.removeprefix("story-")) for name in names[1:]}
        for number in kept:
            check_story(library, number)
        return kept


def test_a_library_killed_while_adding_and_saving_opens_whole_and_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(corpora, "SAVED_FROM", 1)
    draw = random.Random(20_260_103)
    folder, kept, saved = tmp_path, set[int](), 0
    for round_ in range(rounds(5)):
        if round_ % 5 == 0:  # creating a library gets its chances to be killed too
            folder, kept = tmp_path / f"{round_}", set()
        # In every other round an index was saved, however slow the machine.
        after = 3 * (round_ % 2)
        next_number = max(kept, default=0) + 1
        said = killed(
            CHILD, folder, next_number, after=after, seconds=draw.uniform(0, 0.3 if after else 1)
        )

        caplog.clear()
        found = numbers_kept(folder)
        added = numbers(said, "added")
        assert kept.union(added) <= found
        # The add that was killed may have been done; nothing else may be there.
        assert found - kept.union(added) <= {max([next_number - 1, *added]) + 1}
        # What a kill leaves of a save is never taken for an index, so none is found damaged.
        assert [record.message for record in caplog.records if record.levelname == "WARNING"] == []
        kept, saved = found, saved + len(numbers(said, "saved"))
    assert saved
