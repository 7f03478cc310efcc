"""The same question to several stories."""

from __future__ import annotations

import pytest

from index import (
    Comparison,
    FigureKind,
    Library,
    NoStoriesError,
    NothingReadError,
    QuestionError,
    StoryNotFoundError,
)
from tests.index.support import draft

MILL = "The king of Norland had three sons and a daughter. They lived near a mill by the river."
SHIP = "The king of Norland had two sons. The ship sailed on 4 May 1842 with all of them."
ISLE = "The king of Norland had 3 sons. The ship sailed in June 1842 with all of them."
CAT = "A grey cat slept on the wall of the garden and dreamt of mice until the evening."


@pytest.fixture
def library(quick_library: Library) -> Library:
    quick_library.remove("s-400")
    for name, text in (("mill", MILL), ("ship", SHIP), ("isle", ISLE), ("cat", CAT)):
        quick_library.add(draft(name, text, f"The {name}"))
    return quick_library


def told(found: Comparison) -> list[list[tuple[str, str | None, str]]]:
    return [
        [(one.quote.story.name, one.quote.highlighted, one.value) for one in difference]
        for difference in found.differences
    ]


def test_each_story_answers_by_itself_in_the_order_named(library: Library) -> None:
    found = library.compare("how many sons had the king?", ["ship", "The MILL", "isle"])

    assert [one.story.name for one in found.answers] == ["ship", "mill", "isle"]
    for one in found.answers:
        assert {quote.story.name for quote in one.answer.quotes} == {one.story.name}


def test_a_number_that_differs_is_marked_and_one_in_other_words_is_not(library: Library) -> None:
    question = "how many sons had the king?"

    assert told(library.compare(question, ["mill", "isle"])) == []
    assert told(library.compare(question, ["mill", "ship", "isle"])) == [
        [("mill", "three", "3"), ("ship", "two", "2"), ("isle", "3", "3")]
    ]


def test_a_number_beside_what_was_asked_for_is_not_compared(library: Library) -> None:
    library.add(draft("hut", "The woodcutter lived in a hut with one door behind the hill."))
    library.add(draft("farm", "The woodcutter lived on a farm with seven fields below the hill."))
    assert told(library.compare("where did the woodcutter live?", ["hut", "farm"])) == []


def test_dates_differ_where_no_day_fits_both(library: Library) -> None:
    found = library.compare("when did the ship sail?", ["ship", "isle"])

    (difference,) = found.differences
    assert {one.kind for one in difference} == {FigureKind.DATE}
    assert [one.value for one in difference] == ["1842-05-04", "1842-06-01/1842-06-30"]


def test_a_date_that_the_other_one_allows_does_not_differ(library: Library) -> None:
    library.add(draft("log", "The ship sailed in 1842 with all of them, and never came home."))
    assert library.compare("when did the ship sail?", ["ship", "log"]).differences == ()


def test_a_story_that_does_not_say_is_listed_as_such(library: Library) -> None:
    found = library.compare("how many sons had the king?", ["mill", "cat"])
    assert [one.answer.found for one in found.answers] == [True, False]


def test_without_names_the_likeliest_stories_are_compared(library: Library) -> None:
    found = library.compare("how many sons had the king?", limit=3)
    assert {one.story.name for one in found.answers} == {"mill", "ship", "isle"}
    assert len(library.compare("how many sons had the king?").answers) == 4


def test_a_story_that_is_named_twice_is_asked_once(library: Library) -> None:
    found = library.compare("how many sons had the king?", ["mill", "MILL"])
    assert [one.story.name for one in found.answers] == ["mill"]


def test_what_lies_beyond_a_ceiling_is_not_compared(library: Library) -> None:
    ship, mill = library.story("ship"), library.story("mill")
    unread = library.up_to({ship.id: 0, mill.id: mill.text.index("They")})

    found = unread.compare("how many sons had the king?", ["ship", "mill"])
    assert [one.answer.found for one in found.answers] == [False, True]
    assert found.answers[0].story.text == ""

    everything = {entry.id: 0 for entry in library.stories()}
    with pytest.raises(NothingReadError):
        library.up_to(everything).compare("how many sons had the king?")


def test_what_cannot_be_compared_is_told_in_one_sentence(library: Library) -> None:
    with pytest.raises(QuestionError):
        library.compare("?")
    with pytest.raises(StoryNotFoundError):
        library.compare("how many sons?", ["dragon"])
    for entry in library.stories():
        library.remove(entry.name)
    with pytest.raises(NoStoriesError):
        library.compare("how many sons?")
