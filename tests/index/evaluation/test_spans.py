from __future__ import annotations

import pytest

from index.evaluation.spans import exact_match, f1, share_of_words


@pytest.mark.parametrize(
    ("ours", "gold", "same"),
    [
        ("The Snow Man!", "snow man", True),
        ("“a  king’s horse”", "king's horse", True),
        ("ten o'clock", "ten oclock", True),
        ("theatre", "atre", False),
        ("man snow", "snow man", False),
        ("the", "", True),
    ],
)
def test_case_punctuation_articles_and_spaces_make_no_difference(
    ours: str, gold: str, same: bool
) -> None:
    assert exact_match(ours, gold) is same


@pytest.mark.parametrize(
    ("ours", "gold", "score"),
    [
        ("the old king", "king", 2 / 3),
        ("no no no", "no", 0.5),
        ("queen", "king", 0.0),
        ("the", "a", 1.0),
        ("king", "the", 0.0),
    ],
)
def test_f1_counts_the_words_in_common(ours: str, gold: str, score: float) -> None:
    assert f1(ours, gold) == pytest.approx(score)


def test_the_share_of_an_answers_words_counts_each_as_often_as_it_stands() -> None:
    assert share_of_words("The king slept and slept.", "king slept slept well") == 0.75
    assert share_of_words("anything", "the") == 1.0
