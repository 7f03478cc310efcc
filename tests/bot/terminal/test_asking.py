from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from index.domain import StoryDraft
from index.errors import StorageError

BOLD = "\x1b[1m"
PLAIN = "\x1b[0m"


def objects(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_an_answer_is_its_words_then_the_quote_its_place_and_how_sure_it_is(verse) -> None:
    result = verse("ask", "when did he melt?")
    assert result.exit_code == 0
    assert result.stdout == (
        "melt\n\nAt noon he melted.\n— The Snow Man, paragraph 4\n\nSure of this.\n"
    )
    assert result.stderr == ""


def test_a_question_needs_no_quotation_marks(verse) -> None:
    assert verse("ask", "when", "did", "he", "melt?").exit_code == 0


@pytest.mark.parametrize("command", ["ask", "quote"])
def test_words_in_another_encoding_are_wrong_usage(verse, command: str) -> None:
    assert verse(command, "caf\udce9?").exit_code == 2


def test_a_refusal_shows_the_nearest_passages_as_such_and_exits_with_three(verse) -> None:
    result = verse("ask", "who is the king?")
    assert result.exit_code == 3
    assert result.stdout == (
        "The story doesn't say.\n\nThe nearest passages:\n\n"
        "It snowed all night.\n— The Snow Man, paragraph 1\n\n"
        "The snow man said “Hello”.\n— The Snow Man, paragraph 3\n"
    )


def test_a_quote_in_a_pipe_is_exact_however_long_it_is(verse, library) -> None:
    text = "Xylophones\x0c  play " + "on and on " * 60 + "\twithout\u2028end."
    library.add(StoryDraft("x", "X", text))
    assert text in verse("ask", "xylophones?").stdout.split("\n")


def test_in_a_terminal_the_answer_is_bold_and_lines_break_between_words_only(
    verse, library, terminal
) -> None:
    library.add(
        StoryDraft("x", "X", "Xylophones play on and on, night after night, for all of us.")
    )
    output = verse("ask", "xylophones?", env=terminal).stdout
    assert f"{BOLD}Xylophones{PLAIN} play on and on, night after\nnight, for all of us.\n" in output


def test_a_word_wider_than_the_terminal_stays_whole(verse, library, terminal) -> None:
    library.add(StoryDraft("y", "Y", "Xylophones are " + "y" * 60 + " now."))
    assert "y" * 60 in verse("ask", "xylophones?", env=terminal).stdout


def test_a_terminal_is_sent_no_commands_that_stand_in_a_story(verse, library, terminal) -> None:
    library.add(StoryDraft("x", "X", "Xylophones \x1b]0;owned\x07 \x9b31m play."))
    output = verse("ask", "xylophones?", env=terminal).stdout
    assert "owned" in output
    assert "\x1b]" not in output
    assert "\x9b" not in output


def test_no_color_is_respected(verse, terminal) -> None:
    output = verse("doctor", "--help", env={**terminal, "NO_COLOR": "1"}).stdout
    assert not any(f"\x1b[3{colour}m" in output for colour in range(8))


def test_json_is_one_object_whose_text_is_a_slice_of_the_story(verse, library) -> None:
    result = verse("ask", "--json", "who said hello?")
    (answer,) = objects(result.stdout)
    text = library.texts[0].text
    (quote,) = answer["quotes"]
    assert answer["found"] is True
    assert answer["answer"] == "said"
    assert answer["nearest"] == []
    assert quote["text"] == text[quote["start"] : quote["end"]] == "The snow man said “Hello”."
    assert text[slice(*quote["highlight"])] == "said"
    assert (quote["story"], quote["paragraph"]) == ("snow", 3)
    assert set(answer) == {"question", "found", "confidence", "answer", "quotes", "nearest"}
    assert set(quote) == {"story", "text", "start", "end", "paragraph", "chapter", "highlight"}
    assert quote["chapter"] is None


def test_json_of_a_refusal_is_an_object_too_and_no_failure(verse) -> None:
    result = verse("ask", "--json", "who is the king?")
    (answer,) = objects(result.stdout)
    assert result.exit_code == 0
    assert (answer["found"], answer["answer"], answer["quotes"]) == (False, None, [])
    assert len(answer["nearest"]) == 2


def test_json_of_an_unknown_story_is_an_object_with_the_error(verse) -> None:
    result = verse("ask", "--json", "--story", "gone", "who?")
    (answer,) = objects(result.stdout)
    assert result.exit_code == 1
    assert answer == {
        "question": "who?",
        "error": "There is no story 'gone'; see them with: verse stories",
    }


def test_every_line_of_standard_input_gets_an_object_in_order(verse, opener, library) -> None:
    lines = (
        "\ufeffwho said hello?\r\n"
        '{"question": "when did he melt?", "story": "THE SNOW MAN", "answerable": true}\n'
        "\n"
        '{"question": "who?"\n'
        '{"question": "who?", "story": "gone"}\n'
        '{"question": "", "story": "snow"}\n'
        '{"question": 7}\n'
        '{"question": "who?", "story": 7}\n'
        '{"question": "\\ud800 who?"}\n'
        "   who is the king?"
    ).encode()
    result = verse("ask", "--json", "-", stdin=lines)
    answers = objects(result.stdout)
    assert [answer.get("found") for answer in answers] == [True, True] + [None] * 7 + [False]
    assert [answer.get("answer") for answer in answers[:2]] == ["said", "melt"]
    assert answers[0]["question"] == "who said hello?"
    assert "blank" in answers[2]["error"]
    assert "not valid JSON" in answers[3]["error"]
    assert "no story 'gone'" in answers[4]["error"]
    assert all("question" in answer for answer in answers)
    assert result.exit_code == 1
    assert len(opener.opened) == 1
    assert library.warm


def test_lines_that_can_all_be_used_are_a_success_even_when_refused(verse) -> None:
    assert verse("ask", "--json", "-", stdin="who said hello?\nwho is the king?\n").exit_code == 0


def test_no_line_at_all_is_a_success_without_output(verse) -> None:
    result = verse("ask", "--json", "-", stdin="")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    "line", [b"caf\xe9?", b'{"question": "caf\xe9"}', b"{" * 100_000, b"[" * 10 + b"\xff"]
)
def test_a_broken_line_costs_the_others_nothing(verse, line: bytes) -> None:
    result = verse("ask", "--json", "-", stdin=line + b"\nwho said hello?\n")
    broken, answer = objects(result.stdout)
    assert broken["error"]
    assert answer["found"] is True


def test_a_line_names_its_story_and_the_option_stands_in_where_it_does_not(verse, library) -> None:
    library.add(StoryDraft("rain", "Rain", "He said nothing."))
    lines = '{"question": "who said it?", "story": "snow"}\n{"question": "who said it?"}\n'
    answers = objects(verse("ask", "--json", "--story", "rain", "-", stdin=lines).stdout)
    assert [answer["quotes"][0]["story"] for answer in answers] == ["snow", "rain"]


def test_reading_standard_input_needs_json(verse) -> None:
    result = verse("ask", "-", stdin="who?\n")
    assert result.exit_code == 2
    assert "--json" in re.sub(r"\x1b\[[\d;]*m", "", result.stderr)


def test_an_unknown_story_is_one_sentence_on_standard_error(verse) -> None:
    result = verse("ask", "--story", "gone", "who?")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "There is no story 'gone'; see them with: verse stories\n"


def test_a_library_that_cannot_be_opened_is_one_sentence(verse, opener) -> None:
    opener.error = StorageError("The library is damaged; restore it from a backup.")
    result = verse("ask", "who?")
    assert result.exit_code == 1
    assert result.stderr == "The library is damaged; restore it from a backup.\n"


def test_the_library_is_closed_in_the_end(verse, library) -> None:
    verse("ask", "--story", "gone", "who?")
    assert library.closed


def test_the_folder_of_the_library_is_an_option(verse, opener, tmp_path: Path) -> None:
    verse("ask", "who?", "--library", tmp_path / "mine")
    verse("ask", "who?", env={"DATABASE_FOLDER": str(tmp_path / "other")})
    folders = [settings.database.folder for settings in opener.opened]
    assert folders == [tmp_path / "mine", tmp_path / "other"]


def test_a_wrong_setting_is_one_sentence(verse) -> None:
    result = verse("ask", "who?", env={"WORK_THREADS": "many"})
    assert result.exit_code == 1
    assert result.stderr.startswith("The setting WORK_THREADS cannot be used")
    assert result.stderr.count("\n") == 1


def test_quotes_are_found_with_exact_ones_first(verse) -> None:
    result = verse("quote", "said", "“Hello”")
    assert result.exit_code == 0
    assert result.stdout == (
        "The snow man said “Hello”.\n— The Snow Man, paragraph 3\n\nClose to these words:\n\n"
        "It snowed all night.\n— The Snow Man, paragraph 1\n\n"
        "At noon he melted.\n— The Snow Man, paragraph 4\n"
    )


def test_quotes_that_only_come_close_are_marked_as_such(verse) -> None:
    output = verse("quote", "hullo").stdout
    assert output.startswith("These words stand nowhere; close to them:\n\nIt snowed all night.\n")


def test_quotes_come_as_json(verse, library) -> None:
    found = json.loads(verse("quote", "--json", "noon").stdout)
    assert [match["exact"] for match in found] == [True, False, False]
    text = library.texts[0].text
    assert all(match["text"] == text[match["start"] : match["end"]] for match in found)


def test_a_summary_is_the_storys_own_sentences(verse) -> None:
    result = verse("summary", "--length", "medium")
    assert result.stdout == (
        "The Snow Man\n\nIt snowed all night.\n— paragraph 1\n\n"
        "The snow man said “Hello”.\n— paragraph 3\n"
    )


def test_a_summary_comes_as_json(verse) -> None:
    summary = json.loads(verse("summary", "snow", "--length", "long", "--json").stdout)
    assert (summary["story"], summary["length"], len(summary["lines"])) == ("snow", "long", 3)


def test_an_unknown_length_is_wrong_usage(verse) -> None:
    assert verse("summary", "--length", "huge").exit_code == 2


def test_a_summary_of_one_of_several_needs_its_name(verse, library) -> None:
    library.add(StoryDraft("rain", "Rain", "It rained."))
    assert verse("summary").exit_code == 1
    assert verse("summary", "RAIN").stdout.startswith("Rain\n")


def test_in_a_conversation_a_line_follows_up_on_those_before_it(verse) -> None:
    result = verse(
        "ask", "--json", "-", "--conversation", stdin="who said hello?\nand what else?\n"
    )
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert "understood" not in first
    assert second["question"] == "and what else?"
    assert second["understood"] == "who said hello? and what else?"
    assert second["found"]


def test_lines_that_are_no_conversation_know_nothing_of_each_other(verse) -> None:
    result = verse("ask", "--json", "-", stdin="who said hello?\nand what else?\n")
    assert "understood" not in result.stdout


def test_one_question_is_no_conversation(verse) -> None:
    result = verse("ask", "who said hello?", "--conversation")
    assert result.exit_code == 2
    assert "--conversation" in result.stderr
