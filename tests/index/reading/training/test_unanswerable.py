from __future__ import annotations

import random

import pytest

from index.reading.training.unanswerable import made_unanswerable
from tests.index.reading.training.support import paragraphs

CONTEXT = "Bernard taught Rollo near Rouen, in the castle."
NO_OTHER_WORD = ["castle"]
"""The context has it, so that no word is exchanged for it."""


def _made(
    question: str, context: str = CONTEXT, strange: list[str] = NO_OTHER_WORD
) -> set[str | None]:
    """All that comes of a question, whatever is drawn."""
    return {made_unanswerable(question, context, strange, random.Random(n)) for n in range(60)}


def test_a_name_is_exchanged_for_another_of_the_text() -> None:
    assert _made("Who taught Rollo?") == {"Who taught Bernard?", "Who taught Rouen?"}


def test_two_names_change_places() -> None:
    question = "Where Bernard taught Rollo"
    assert _made(question, "Bernard taught Rollo in a castle.") == {"Where Rollo taught Bernard"}


@pytest.mark.parametrize("number", ["7", "66", "1,066", "12.5"])
def test_one_digit_of_a_number_changes(number: str) -> None:
    for changed in _made(f"What fell upon {number} towns?"):
        assert changed is not None
        other = changed.removeprefix("What fell upon ").removesuffix(" towns?")
        assert len(other) == len(number)
        assert sum(one != two for one, two in zip(number, other, strict=True)) == 1


def test_a_negation_is_put_in() -> None:
    made = _made("Why did he come?")
    assert made == {
        "Why did not he come?",
        "Why did never he come?",
        "Why did he not come?",
        "Why did he never come?",
    }


@pytest.mark.parametrize(
    ("negated", "plain"),
    [
        ("What did he not promise?", "What did he promise?"),
        ("Why didn't he come?", "Why did he come?"),
        ("Why didn’t he come?", "Why did he come?"),
    ],
)
def test_a_negation_is_taken_out(negated: str, plain: str) -> None:
    assert _made(negated) == {plain}


def test_never_is_taken_out_or_becomes_its_opposite() -> None:
    made = _made("What has he never promised?")
    assert made == {"What has he promised?", "What has he always promised?"}


def test_a_word_is_exchanged_for_its_opposite() -> None:
    assert _made("Who owned the largest tower?") == {"Who owned the smallest tower?"}
    assert _made("Whose smallest tower?") == {"Whose largest tower?"}


def test_a_content_word_is_exchanged_for_one_that_the_text_does_not_have() -> None:
    assert _made("Who owned towers?", strange=["gold"]) == {"Who gold towers?", "Who owned gold?"}


def test_a_question_that_no_move_fits_is_given_up() -> None:
    assert _made("Who owned towers?") == {None}


def test_a_question_never_comes_back_as_it_was_asked() -> None:
    asked = [(one.text, words) for one in paragraphs(range(30)) for words, _ in one.asked]
    # Its own words among the strange ones: exchanged for itself a word would be no change.
    for draw in map(random.Random, range(20)):
        for text, words in asked:
            changed = made_unanswerable(words, text, ["promise", "Orne", "gold"], draw)
            assert changed is None or changed.lower() != words.lower()


def test_the_same_draws_make_the_same_question() -> None:
    text, (question, _) = paragraphs([5])[0].text, paragraphs([5])[0].asked[2]
    made = [
        [made_unanswerable(question, text, ["gold", "ships"], draw) for _ in range(9)]
        for draw in (random.Random(4), random.Random(4))
    ]
    assert made[0] == made[1]
    assert len(set(made[0])) > 1
