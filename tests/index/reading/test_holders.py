from __future__ import annotations

import pytest

from index.reading.holders import described, is_anothers


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
    "words",
    [
        "They met the Turkish President’s spokesperson Ibrahim Kalin",
        "The president's old friend",
        "THE PRESIDENT'S WIFE ANN",
        "All presidents' adviser John",
    ],
)
def test_who_is_the_presidents_is_not_the_president(words: str) -> None:
    assert is_anothers("presid", words)


@pytest.mark.parametrize(
    "words",
    [
        "President Ann Lee",
        "Ann Lee, the president",
        "The president's hat was found by Ann Lee",
        "The president's name Ann Lee",
        "This was the president's. Ann Lee",
        "The king's president Ann Lee",
        "the president's",
        "",
    ],
)
def test_the_president_is_found_in_other_words(words: str) -> None:
    assert not is_anothers("presid", words)
