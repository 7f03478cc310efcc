from __future__ import annotations

import pytest

from index.reading import demands
from index.reading.demands import described


def names_another(question: str, text: str, words: str) -> bool:
    asked = described(question)
    return asked is not None and demands.is_anothers(asked, text, text.index(words) + len(words))


def is_counted(question: str, text: str, words: str) -> bool:
    start = text.index(words)
    return demands.fits_how_many(question, text, start, start + len(words))


@pytest.mark.parametrize(
    ("question", "description"),
    [
        ("Who is the president of Turkey?", "presid"),
        ("who's Turkey’s president", "presid"),
        ("Who was the king's daughter?", "daughter"),
        ("who were the messengers in the tale?", "messeng"),
        ("WHO IS AKAR?!", "akar"),
        ("who is he?", None),
        ("who promised a horse?", None),
        ("what is the president's name?", None),
        ("who is ?", None),
        ("", None),
    ],
)
def test_what_somebody_is_described_as_is_the_word_before_of(
    question: str, description: str | None
) -> None:
    assert described(question) == description


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They met the Turkish President’s spokesperson Ibrahim Kalin.", "Ibrahim Kalin"),
        ("The president's old friend spoke.", "old friend"),
        ("THE PRESIDENT'S WIFE ANN", "ANN"),
        ("All presidents' adviser John left.", "John"),
    ],
)
def test_who_is_the_presidents_is_not_the_president(text: str, name: str) -> None:
    assert names_another("Who is the president?", text, name)
    assert not names_another("Who spoke?", text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President Ann Lee left.", "Ann Lee"),
        ("Ann Lee, the president, left.", "Ann Lee"),
        ("The president's hat was found by Ann Lee.", "Ann Lee"),
        ("The president's name Ann Lee was new.", "Ann Lee"),
        ("This was the president's. Ann Lee left.", "Ann Lee"),
        ("The king's president Ann Lee left.", "Ann Lee"),
        ("It was the president's", "the president's"),
    ],
)
def test_the_president_is_found_in_other_words(text: str, name: str) -> None:
    assert not names_another("Who is the president?", text, name)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It will come in the next two or three months.", "two or three months"),
        ("It will come in the next two or three months.", "two or three"),
        ("He was gone for 12 long years.", "12"),
        ("A seven-year war began.", "seven"),
        ("The war from 1562 to 1598 ended.", "1562 to 1598"),
        ("It ended in 1598.", "1598"),
        ("A new fifth-generation fighter flew.", "fifth-generation"),
        ("The young student read.", "young student"),
        ("The S-400 came.", "S-400"),
    ],
)
def test_how_many_systems_is_not_answered_by_time_or_without_an_amount(
    text: str, words: str
) -> None:
    assert not is_counted("How many systems did they order?", text, words)
    assert is_counted("What did they order?", text, words)


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("How many months will it take?", "It takes two or three months.", "two or three"),
        ("How many times did he come?", "He came for three nights.", "three nights"),
        ("How many sons had he?", "He had three sons.", "three sons"),
        ("How many sons had he?", "He had twenty-one sons.", "twenty-one"),
        (
            "How many sons had he?",
            "For two years he had three sons.",
            "two years he had three sons",
        ),
        ("How many men came?", "By 1598 there were 1598 of them.", "1598 there were 1598"),
        ("How many men came?", "In all 1598 came.", "1598"),
        ("How many men came?", "It grew from 1500.5 to more.", "1500.5"),
        ("How many sons had he?", "He had an heir.", "an heir"),
        ("How many sons had he?", "All of them were his.", "All of them"),
        ("How many courses are there?", "There is a four-course rate.", "four-course rate"),
        ("How many people came?", "It drew 1,200 people in two days.", "1,200 people in two days"),
    ],
)
def test_how_many_is_answered_by_any_other_amount(question: str, text: str, words: str) -> None:
    assert is_counted(question, text, words)
