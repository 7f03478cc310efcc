"""Questions to a library of several stories, with no story named."""

from __future__ import annotations

import pytest

from index import Library
from tests.index.support import draft

MILL = """
Old Barnaby kept the mill by the river. The king's daughter was called Rosalind, and she had
golden hair.

Barnaby promised her three sacks of flour. He never broke his word in all his days.
"""
SHIP = """
Captain Morwenna sailed a black ship to the north. The king's daughter was called Isolde, and she
had golden hair.

The captain found seven pearls below the ice. Nobody ever learned who had hidden them there.
"""
CAT = """
A grey cat slept on the wall of the garden. It dreamt of mice and of warm milk until the evening.
"""


@pytest.fixture
def library(quick_library: Library) -> Library:
    quick_library.remove("s-400")
    for name, text in (("mill", MILL), ("ship", SHIP), ("cat", CAT)):
        quick_library.add(draft(name, text, f"The {name}"))
    return quick_library


@pytest.mark.parametrize(
    ("question", "story"),
    [
        ("what did Barnaby promise?", "mill"),
        ("what did Morwenna sail?", "ship"),
        ("where did the cat sleep?", "cat"),
        ("who found the pearls?", "ship"),
    ],
)
def test_the_story_that_has_what_a_question_names_answers_it(
    library: Library, question: str, story: str
) -> None:
    answer = library.ask(question)
    assert answer.found
    assert answer.quotes[0].story.name == story
    assert answer.also == ()


def test_a_question_that_fits_several_stories_offers_the_others(library: Library) -> None:
    answer = library.ask("what was the king's daughter called?")
    assert {answer.quotes[0].story.name, *(story.name for story in answer.also)} == {"mill", "ship"}


def test_all_quotes_of_an_answer_are_of_one_story_and_no_other_one_is_it(library: Library) -> None:
    answer = library.ask("who had golden hair?")
    assert len({quote.story.id for quote in answer.quotes}) == 1
    assert answer.quotes[0].story.id not in {story.id for story in answer.also}


def test_a_story_that_is_named_is_asked_alone(library: Library) -> None:
    answer = library.ask("what was the king's daughter called?", story="ship")
    assert {quote.story.name for quote in answer.quotes} == {"ship"}
    assert answer.also == ()


def test_a_refusal_offers_no_story(library: Library) -> None:
    answer = library.ask("how many dragons burned the castle?")
    assert not answer.found
    assert answer.also == ()


def test_a_story_beyond_a_ceiling_is_not_offered(library: Library) -> None:
    ship = library.story("ship")
    unread = library.up_to({ship.id: ship.text.index("The king's daughter")})
    answer = unread.ask("what was the king's daughter called?")
    assert answer.quotes[0].story.name == "mill"
    assert answer.also == ()
