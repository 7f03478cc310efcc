from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from index.domain import (
    Answer,
    ChapterPlace,
    Explanation,
    Hit,
    Passage,
    Quote,
    ReadPassage,
    StoryDraft,
    Sureness,
)

QUESTION = "when did he melt?"
HEADING = "How this came about"


@pytest.fixture
def wide(terminal: dict[str, str]) -> dict[str, str]:
    return {**terminal, "COLUMNS": "100"}


def explanation(output: str) -> str:
    """What follows the answer, without colours."""
    return re.sub(r"\x1b\[[\d;]*m", "", output).partition(f"{HEADING}\n\n")[2]


def test_an_explanation_follows_the_usual_answer(verse) -> None:
    usual = verse("ask", QUESTION).stdout
    result = verse("ask", "--explain", QUESTION)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{usual}\n{HEADING}\n")


def test_in_a_pipe_it_tells_what_decided_and_two_plain_lines_for_each_passage(verse) -> None:
    output = verse("ask", "--explain", QUESTION).stdout
    assert explanation(output) == (
        "Sure: 0.90 is at least 0.83.\n"
        "3 passages were read; the chance that they answer it at all is 0.75.\n\n"
        "1. -\n"
        "   vector 1, keyword -, fused 1.00, margin -, chance 0.00, paragraph 1\n"
        "2. -\n"
        "   vector 2, keyword -, fused 0.50, margin -, chance 0.00, paragraph 3\n"
        "3. melt\n"
        "   vector 3, keyword 1, fused 0.33, margin +4.2, chance 0.90, paragraph 4\n"
    )


def test_a_refusal_is_explained_too_and_exits_with_three(verse) -> None:
    result = verse("ask", "--explain", "who is the king?")
    assert result.exit_code == 3
    assert result.stdout.startswith("The story doesn't say.\n")
    assert "3 passages were read" in explanation(result.stdout)


@pytest.mark.parametrize(
    ("unread", "read", "told"),
    [
        (1, "2 passages were read", "1 more was found, and not read, since those answer clearly."),
        (2, "1 passage was read", "2 more were found, and not read, since those answer clearly."),
    ],
)
def test_passages_that_were_not_read_are_told_from_those_that_were(
    verse, library, wide, unread: int, read: str, told: str
) -> None:
    explained = library.explain(QUESTION)
    library.explain = lambda *_, **__: replace(explained, unread=unread)
    for env in ({}, wide):
        output = " ".join(explanation(verse("ask", "--explain", QUESTION, env=env).stdout).split())
        assert read in output
        assert told in output
    output = verse("ask", "--json", "--explain", QUESTION).stdout
    assert json.loads(output)["explanation"]["unread"] == unread


def test_a_library_in_which_nothing_is_found_is_explained_without_a_table(
    verse, library, wide
) -> None:
    library.add(StoryDraft("blank", "Blank", "nothing"))
    for env in ({}, wide):
        output = verse("ask", "--explain", "--story", "blank", "who?", env=env).stdout
        assert explanation(output).endswith("No passage was found.\n")


def test_in_a_terminal_it_is_a_table_of_ranks_scores_and_likeliest_answers(verse, wide) -> None:
    output = verse("ask", "--explain", QUESTION, env=wide).stdout
    rows = [line.split() for line in explanation(output).splitlines()[3:]]
    assert rows == [
        ["Vector", "Keyword", "Fused", "Reader's", "Para-"],
        ["rank", "rank", "score", "margin", "Chance", "Likeliest", "answer", "graph"],
        ["1", "1", "-", "1.00", "-", "0.00", "-", "1"],
        ["2", "2", "-", "0.50", "-", "0.00", "-", "3"],
        ["3", "3", "1", "0.33", "+4.2", "0.90", "melt", "4"],
    ]
    assert "\x1b[1mmelt" in output.partition(HEADING)[2]


def test_passages_of_several_stories_are_told_apart(verse, library, wide) -> None:
    library.add(StoryDraft("rain", "Rain", "It rained."))
    for env in ({}, wide):
        explained = explanation(verse("ask", "--explain", QUESTION, env=env).stdout)
        assert "snow" in explained
        assert "rain" in explained
    assert "snow" not in explanation(
        verse("ask", "--explain", "--story", "snow", QUESTION, env=wide).stdout
    )


def test_nothing_is_wider_than_the_terminal(verse, library, terminal, wide) -> None:
    library.add(StoryDraft("tale", "Tale", "Xylophones play on and on " * 20 + "."))
    for env, width in ((terminal, 40), ({**terminal, "COLUMNS": "80"}, 80), (wide, 100)):
        output = verse("ask", "--explain", "who plays on?", env=env).stdout
        assert max(map(len, explanation(output).splitlines())) <= width


def test_a_terminal_is_sent_no_commands_that_stand_in_a_likeliest_answer(
    verse, library, terminal, wide
) -> None:
    story = library.add(StoryDraft("x", "X", "Xylophones\x1b]0;owned\x07 \x9b31m play."))
    chapter = ChapterPlace(1, "I", 1, "\x1b]0;owned\x07 \x9b31m")
    quote = Quote(story, 0, len(story.text), 1, (0, len(story.text) - 1), chapter)
    read = ReadPassage(Hit(Passage(1, story.id, 0, 4), 0.5, 0.5, 1, 1), quote, 1.0, 0.5)
    answer = Answer("who?", 0.1, Sureness.UNSURE)
    library.quote_at = lambda *_: quote
    library.explain = lambda *_, **__: Explanation(answer, (read,), 0.5, "Refused.")
    for env in (terminal, wide):
        output = verse("ask", "--explain", "who?", env=env).stdout
        assert "owned" in output
        assert not any(character in output for character in ("\x1b]", "\x07", "\x9b"))


def test_json_is_the_answers_object_with_an_explanation(verse, library) -> None:
    (usual, explained) = (
        json.loads(verse("ask", "--json", *options, QUESTION).stdout)
        for options in ([], ["--explain"])
    )
    told = explained.pop("explanation")
    assert explained == usual
    assert (told["gate"], told["answerable"]) == ("Sure: 0.90 is at least 0.83.", 0.75)
    first, _, last = told["passages"]
    assert (first["answer"], first["highlight"], first["margin"]) == (None, None, None)
    text = library.texts[0].text
    assert last["text"] == text[last["start"] : last["end"]]
    assert text[slice(*last["highlight"])] == last["answer"] == "melt"
    assert {name: last[name] for name in list(last)[-6:]} == {
        "vector_rank": 3, "keyword_rank": 1, "similarity": 0.5,
        "score": 0.3333, "margin": 4.25, "chance": 0.9,
    }  # fmt: skip


def test_json_of_a_question_that_cannot_be_explained_is_an_object_with_the_error(verse) -> None:
    result = verse("ask", "--json", "--explain", "--story", "gone", "who?")
    assert result.exit_code == 1
    assert set(json.loads(result.stdout)) == {"question", "error"}


def test_an_unknown_story_is_one_sentence_on_standard_error(verse) -> None:
    result = verse("ask", "--explain", "--story", "gone", "who?")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "There is no story 'gone'; see them with: verse stories\n"


def test_questions_on_standard_input_are_not_explained(verse) -> None:
    result = verse("ask", "--json", "--explain", "-", stdin="who?\n")
    assert result.exit_code == 2
    assert "--explain goes with one" in re.sub(r"\x1b\[[\d;]*m", "", result.stderr)
