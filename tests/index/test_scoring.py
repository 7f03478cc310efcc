from __future__ import annotations

import pytest

from index.scoring import auc, exact_match, f1, normalised, share_of_words


@pytest.mark.parametrize(
    ("ours", "gold"),
    [
        ("The Normans", "normans"),
        ("a bridge over an old river", "bridge over old river"),
        ("in the 10th and 11th centuries.", "in 10th and 11th centuries"),
        ("“No,” he said", "No he said"),
        ("King  Charles\nIII", "king charles iii"),
        ("the king’s tower", "kings tower"),
        ("1,066", "1066"),
        ("", "the"),
        ("", "..."),
        ("", ""),
    ],
)
def test_articles_punctuation_case_and_spaces_do_not_count(ours: str, gold: str) -> None:
    assert exact_match(ours, gold)
    assert f1(ours, gold) == 1.0


@pytest.mark.parametrize(
    ("ours", "gold"), [("Rollo", "Rolf"), ("theatre", "atre"), ("old king", "king old"), ("", "x")]
)
def test_other_words_or_another_order_are_no_exact_match(ours: str, gold: str) -> None:
    assert not exact_match(ours, gold)


def test_an_article_within_a_word_stays() -> None:
    assert normalised("An anthem, a theatre") == ["anthem", "theatre"]


@pytest.mark.parametrize(
    ("ours", "gold", "expected"),
    [
        ("King Charles", "King Charles III", 0.8),
        ("King Charles III", "the King", 0.5),
        ("old king", "king old", 1.0),
        ("long long ago", "long ago", 0.8),
        ("Rollo", "Rolf", 0.0),
        ("Rollo", "", 0.0),
        ("", "Rollo", 0.0),
    ],
)
def test_f1_is_the_mean_of_precision_and_recall_over_words(
    ours: str, gold: str, expected: float
) -> None:
    assert f1(ours, gold) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "gold", "expected"),
    [
        ("He told the king of it.", "The king", 1.0),
        ("He told the king.", "the old king", 0.5),
        ("He went long ago.", "long, long ago", 2 / 3),
        ("He went.", "", 1.0),
        ("", "king", 0.0),
    ],
)
def test_a_text_covers_the_share_of_an_answers_words_that_it_has(
    text: str, gold: str, expected: float
) -> None:
    assert share_of_words(text, gold) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("higher", "lower", "expected"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5, 0.5], [0.5], 0.5),
        ([0.9, 0.1], [0.5, 0.1], 0.625),
    ],
)
def test_the_area_is_the_chance_that_one_is_above_the_other(
    higher: list[float], lower: list[float], expected: float
) -> None:
    assert auc(higher, lower) == pytest.approx(expected)


def test_there_is_no_area_without_both_kinds() -> None:
    assert auc([], [0.5]) is None
    assert auc([0.5], []) is None
