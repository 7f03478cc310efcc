from __future__ import annotations

import pytest

from index.english.negation import denies, is_negation
from index.english.numbers import is_day, ordinal_value, value_of
from index.english.opposites import are_opposites


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("400", "400"),
        ("four hundred", "400"),
        ("one thousand two hundred and five", "1205"),
        ("twenty one", "21"),
        ("1,000", "1000"),
        ("hundred", "100"),
        ("three million", "3000000"),
        ("cat", None),
        ("", None),
    ],
)
def test_a_number_has_one_value_however_it_is_written(words: str, value: str | None) -> None:
    assert value_of(words.split()) == value


def test_a_place_in_a_row_is_one_in_digits_and_in_words() -> None:
    assert ordinal_value("third") == ordinal_value("3rd") != ordinal_value("fourth")
    assert ordinal_value("bird") is None


@pytest.mark.parametrize(
    "word", ["not", "never", "don't", "didnt", "cannot", "without", "refused", "failed"]
)
def test_what_denies_or_refuses_is_a_negation(word: str) -> None:
    assert is_negation(word)


@pytest.mark.parametrize("word", ["note", "want", "plant", "knot", "fair", "ever"])
def test_what_only_looks_like_a_negation_is_none(word: str) -> None:
    assert not is_negation(word)


def test_a_prefix_or_ending_that_denies_is_seen_against_the_plain_word() -> None:
    assert denies("unable", "able")
    assert denies("hope", "hopeless")
    assert not denies("inside", "side")
    assert not denies("cat", "dog")


def test_may_and_march_are_months_with_a_capital_only() -> None:
    assert is_day("May")
    assert not is_day("may")
    assert is_day("tuesday")


def test_opposites_work_both_ways() -> None:
    assert are_opposites("positive", "negative")
    assert are_opposites("negative", "positive")
    assert not are_opposites("positive", "cat")
