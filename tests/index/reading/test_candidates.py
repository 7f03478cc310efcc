from __future__ import annotations

from index.reading.candidates import FIRST, SPARED, in_turns
from tests.index.reading.support import candidate, story_text

TEXT = story_text(" ".join(f"This is number {number}." for number in range(20)))
OTHER = story_text("Another story. It is short.", story_id=2)
PASSAGES = [candidate(TEXT, first, first + 1) for first in range(10)]


def test_the_best_passages_are_read_first() -> None:
    assert in_turns(PASSAGES) == (PASSAGES[:FIRST], PASSAGES[FIRST:])


def test_a_few_passages_are_read_at_once() -> None:
    few = PASSAGES[: FIRST + SPARED - 1]
    assert in_turns(few) == (few, ())
    assert in_turns([]) == ([], ())


def test_the_best_passage_of_every_story_is_among_the_first() -> None:
    beside = [candidate(OTHER, first, first) for first in range(2)]
    first, further = in_turns([*PASSAGES[:4], *beside, *PASSAGES[4:]])
    assert first == [*PASSAGES[:FIRST], beside[0]]
    assert further == [*PASSAGES[FIRST:4], beside[1], *PASSAGES[4:]]
