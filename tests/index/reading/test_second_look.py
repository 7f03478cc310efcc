from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.reading.second_look import SIZES, ReadOnce, around, second_looks
from index.reading.spans import TokenScores
from tests.index.reading.support import FURNITURE, FindsWords, story_text

STORY = "\n\n".join(f"This is what the old man said on day {day}." for day in range(40))


def test_a_sentence_stands_in_the_middle_of_its_stretch() -> None:
    text = story_text(STORY)
    assert around(text, 20, 230).positions == (18, 19, 20, 21, 22)
    assert around(text, 0, 230).positions == (0, 1, 2, 3, 4)
    assert around(text, 39, 230).positions == (35, 36, 37, 38, 39)


@pytest.mark.parametrize("most", SIZES)
def test_a_stretch_keeps_to_its_size(most: int) -> None:
    stretch = around(story_text(STORY), 20, most)
    assert most - 60 < len(stretch.words) <= most


def test_a_long_sentence_is_a_stretch_of_its_own() -> None:
    text = story_text(f"He came. {'On and on he went, ' * 60}to the end. He slept.")
    assert around(text, 1, 330).positions == (1,)


def test_furniture_is_not_in_a_stretch() -> None:
    text = story_text(f"He saw a ship.\n{FURNITURE}\nIt was red.")
    assert around(text, 0, 800).positions == (0, 2)


def test_the_margins_are_those_of_the_words_that_begin_in_the_sentence() -> None:
    text = story_text("He had three sons. He rode a black horse.")
    model = FindsWords(three_sons=6, black_horse=3)
    first, second = second_looks(model, "what?", [(text, 0), (text, 1)])
    assert (first.wide, first.narrow) == pytest.approx((6, 6))
    assert (second.wide, second.narrow) == pytest.approx((3, 3))


def test_a_stretch_that_two_sentences_share_is_read_once() -> None:
    text = story_text("He had three sons. He rode a black horse.")
    model = FindsWords()
    once = ReadOnce(model)
    told = second_looks(once, "what?", [(text, 0), (text, 1)])
    assert len(model.read) == 1
    assert second_looks(once, "what?", [(text, 0), (text, 1)]) == told
    assert len(model.read) == 1
    second_looks(once, "who?", [(text, 0)])
    assert len(model.read) == 2


def test_a_sentence_without_a_token_has_no_margin() -> None:
    class Blind(FindsWords):
        def score(self, question: str, texts: Sequence[str]) -> list[list[TokenScores]]:
            return [[] for _ in texts]

    (look,) = second_looks(Blind(), "what?", [(story_text("He came."), 0)])
    assert look.wide == look.narrow == -float("inf")


def test_nothing_to_look_at_is_no_look() -> None:
    assert second_looks(FindsWords(), "what?", []) == []
