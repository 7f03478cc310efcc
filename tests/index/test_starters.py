"""Questions that a story should answer, each made from one of its sentences."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from index import Story, StoryText, starters_of
from index.starters import LONGEST


def text(words: str) -> StoryText:
    return StoryText(Story(1, "tale", "Tale", words, None, "en", datetime(2020, 1, 1, tzinfo=UTC)))


def made(words: str) -> dict[str, str]:
    return {one.question: one.expected.text for one in starters_of(text(words))}


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What did Anna promise?", "Anna promised Boris a boat."),
        ("Who promised Boris a boat?", "Anna promised Boris a boat."),
        ("Who is Boris?", "Boris, a fisherman, threatened to burn the mill."),
        ("What did Boris threaten?", "Boris, a fisherman, threatened to burn the mill."),
        ("What did the Pentagon say?", "The Pentagon said that the river was closed."),
    ],
)
def test_a_sentence_becomes_a_question_that_it_answers(question: str, sentence: str) -> None:
    words = (
        "Anna promised Boris a boat. Boris, a fisherman, threatened to burn the mill.\n\n"
        "The Pentagon said that the river was closed. The Pentagon was far away."
    )
    assert made(words)[question] == sentence


@pytest.mark.parametrize(
    "words",
    [
        "Anna gave him the boat that she had.",
        "Anna walked.",
        "Anna said: “I will come.”",
        "Anna, who was tired, slept there until it was day.",
    ],
)
def test_what_hangs_on_other_sentences_asks_nobody_who_did_it(words: str) -> None:
    assert not [question for question in made(words) if question.startswith("Who ")]


def test_no_question_is_too_long_for_a_button() -> None:
    words = f"Anna carried {', '.join(f'jar number {n}' for n in range(20))} to the mill."
    assert all(len(question) <= LONGEST for question in made(words))


def test_an_empty_story_is_asked_nothing() -> None:
    assert made("…") == {}
