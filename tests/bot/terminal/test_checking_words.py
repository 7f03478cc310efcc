from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Library, LibraryOptions
from tests.index.support import WordEncoder, draft

SNOW = "It snowed all night.\n\nThe snow man said he would never melt before 12 o'clock."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(LibraryOptions(tmp_path / "snow"), encoder=WordEncoder()) as opened:
        opened.remove("s-400")
        opened.add(draft("snow", SNOW, "The Snow Man"))
        yield opened


def test_exact_words_are_shown_with_their_place_and_exit_with_0(verse) -> None:
    result = verse("check", "It snowed", "all night")
    assert result.exit_code == 0
    assert result.stdout == (
        "In the story, word for word.\n\nIt snowed all night.\n— The Snow Man, paragraph 1\n"
    )


def test_words_in_another_form_are_said_to_be(verse) -> None:
    result = verse("check", "the SNOW-man said … would never melt")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "In the story, word for word but for capitals and punctuation and words left out at dots."
    )


def test_a_misquote_shows_warning_and_difference_and_exits_with_3(verse) -> None:
    result = verse("check", "The snow man said he would always melt before 11 o'clock")
    assert result.exit_code == 3
    lines = result.stdout.splitlines()
    assert lines[0] == "Nearly in the story: the words differ."
    assert "Careful: a number differs: you have “11”, the story has “12”." in lines
    assert "Careful: a negation differs: the story has “never”." in lines
    assert (
        "The snow man said he would [-always-] {+never+} melt before [-11-] {+12+} o'clock" in lines
    )
    assert "— The Snow Man, paragraph 2" in lines


def test_words_that_are_nowhere_get_the_nearest_passage_and_exit_with_3(verse) -> None:
    result = verse("check", "A cat with red boots went fishing last summer")
    assert result.exit_code == 3
    assert result.stdout.startswith("Not in the story.\n\nThe nearest passage:\n")


def test_json_holds_the_difference_and_exits_with_0(verse, library) -> None:
    result = verse("check", "--json", "The snow man said he would never melt before 11 o'clock")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["standing"] == "nearly"
    assert found["warnings"] == [{"kind": "number", "message": "11", "story": "12"}]
    text = SNOW
    for change in found["changes"]:
        if change["place"] is not None:
            assert change["words"] == text[slice(*change["place"])]
    assert found["quote"]["text"] == text[found["quote"]["start"] : found["quote"]["end"]]


def test_a_message_comes_from_standard_input_as_it_is(verse) -> None:
    result = verse("check", "-", stdin="> It snowed\n> all night.\n- Grandmother\n")
    assert result.exit_code == 0


def test_words_without_a_letter_are_refused_plainly(verse) -> None:
    result = verse("check", "...")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no words" in result.stderr


def test_words_in_another_encoding_are_wrong_usage(verse) -> None:
    assert verse("check", "caf\udce9?").exit_code == 2
