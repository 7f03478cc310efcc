from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Library, LibraryOptions
from tests.index.support import WordEncoder, draft

MILL = "The king of Norland had three sons. His daughter was called Rosalind."
SHIP = "The king of Norland had two sons. His daughter was called Isolde."
CAT = "A grey cat slept on the garden wall until evening."
SONS = ("how many sons", "had the king of Norland?")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    options = LibraryOptions(tmp_path / "tales", reader_model="none")
    with Library.open(options, encoder=WordEncoder()) as opened:
        opened.remove("s-400")
        for name, text in (("mill", MILL), ("ship", SHIP), ("cat", CAT)):
            opened.add(draft(name, text, f"The {name}"))
        yield opened


def test_answers_stand_one_below_the_other_with_what_differs(verse) -> None:
    result = verse("compare", *SONS, "--story", "mill", "--story", "The Ship")
    assert result.exit_code == 0
    assert result.stdout == (
        "The king of Norland had three sons.\n— The mill, paragraph 1\n\n"
        "The king of Norland had two sons.\n— The ship, paragraph 1\n\n"
        "The stories differ in a number: three (The mill) / two (The ship)\n"
    )


def test_stories_that_do_not_say_are_named_and_alone_exit_with_3(verse) -> None:
    result = verse("compare", *SONS, "--story", "cat")
    assert result.exit_code == 3
    assert result.stdout == "This story does not say: The cat.\n"


def test_without_names_the_likeliest_stories_are_compared(verse) -> None:
    assert "(The mill)" in verse("compare", *SONS).stdout


def test_json_has_each_answer_and_what_differs(verse, library) -> None:
    found = json.loads(verse("compare", "--json", *SONS).stdout)
    assert {one["story"]: one["found"] for one in found["answers"]} == {
        "mill": True,
        "ship": True,
        "cat": False,
    }
    (difference,) = found["differences"]
    assert difference["kind"] == "number"
    for said in difference["said"]:
        start, end = said["place"]
        assert library.story(said["story"]).text[start:end] == said["words"]
    assert {said["value"] for said in difference["said"]} == {"2", "3"}


def test_an_answer_names_the_other_stories_that_could_be_meant(verse) -> None:
    question = "what was the daughter called?"
    told = verse("ask", question).stdout.splitlines()[-1]
    assert told.startswith("Several stories could be meant, name one with --story: ")
    answered = json.loads(verse("ask", "--json", question).stdout)
    assert {answered["quotes"][0]["story"], *answered["also"]} == {"mill", "ship"}
    assert "also" not in json.loads(verse("ask", "--json", question, "--story", "ship").stdout)


def test_an_unknown_story_is_told_in_one_sentence(verse) -> None:
    result = verse("compare", *SONS, "--story", "dragon")
    assert result.exit_code != 0
    assert "There is no story 'dragon'" in result.stderr
