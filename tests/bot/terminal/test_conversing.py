from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

SNOW = "It snowed all night. The king slept. He dreamt of rain."


def turn(question: str, *quotes: str, **more: Any) -> dict[str, Any]:
    return {"question": question, "quotes": list(quotes), **more}


def written(path: Path, *lines: dict[str, Any]) -> Path:
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def dialogues(tmp_path: Path) -> Path:
    return written(
        tmp_path / "dialogues.jsonl",
        {
            "story": "snow",
            "turns": [
                turn("who said hello?", "snow man said"),
                turn("and where?", "snow man said"),
                turn("did he melted?", "he melted", alone=True),
            ],
        },
        {
            "story": "snow",
            "turns": [turn("who said hello?", "snow man said"), turn("and why?")],
        },
    )


def test_the_figures_of_conversations_are_printed_one_a_line(verse, dialogues: Path) -> None:
    result = verse("evaluate", dialogues)
    assert result.exit_code == 0
    told = {line[:18].strip(): line[18:37].split() for line in result.stdout.splitlines()[:5]}
    assert told == {
        "first answers": ["100.0%", "2/2"],
        "follow-ups": ["100.0%", "1/1"],
        "after a right one": ["100.0%", "1/1"],
        "refused": ["0.0%", "0/1"],
        "alone, unchanged": ["100.0%", "3/3"],
    }
    assert "line 2, wrong: and why? (who said hello? and why?)" in result.stdout


def test_the_figures_of_conversations_come_as_json(verse, dialogues: Path, tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    told = json.loads(verse("evaluate", dialogues, "--json", "--out", out).stdout)
    assert told["follow_ups"] == {"count": 1, "total": 1, "share": 1.0}
    assert [(one["line"], one["turn"]) for one in told["wrong"]] == [(2, 2)]
    assert json.loads(out.read_text(encoding="utf-8")) == told


def test_the_stories_of_conversations_are_read_from_a_file_of_texts(verse, tmp_path: Path) -> None:
    known = written(
        tmp_path / "dialogues.jsonl",
        {
            "story": "snow-and-rain",
            "turns": [turn("who slept?", "The king slept"), turn("and what?", "The king")],
        },
    )
    question = {
        "question": "Who slept?",
        "sections": [1],
        "answers": ["the king"],
        "explicit": True,
        "span": "The king",
    }
    tale = {
        "story": "snow-and-rain",
        "sections": [{"number": 1, "text": SNOW}],
        "questions": [question],
    }
    texts = written(tmp_path / "tales.jsonl", tale)
    result = verse("evaluate", known, "--texts", texts)
    assert result.exit_code == 0
    assert "follow-ups         100.0%        1/1" in result.stdout


def test_a_conversation_about_a_story_that_is_not_there_says_what_to_do(
    verse, tmp_path: Path
) -> None:
    known = written(
        tmp_path / "dialogues.jsonl",
        {"story": "gone", "turns": [turn("who slept?"), turn("why?")]},
    )
    result = verse("evaluate", known)
    assert result.exit_code == 1
    assert "Line 1: the library has no story 'gone'" in result.stderr
    assert "--texts" in result.stderr
    missing = verse("evaluate", known, "--texts", tmp_path / "missing.jsonl")
    assert missing.exit_code == 1
    assert "missing.jsonl" in missing.stderr


def test_options_of_other_files_are_refused(verse, dialogues: Path) -> None:
    assert verse("evaluate", dialogues, "--strangers", "2").exit_code == 2


def test_words_that_are_not_in_the_story_are_named(verse, tmp_path: Path) -> None:
    known = written(
        tmp_path / "dialogues.jsonl",
        {"story": "snow", "turns": [turn("who slept?", "a dragon"), turn("why?")]},
    )
    result = verse("evaluate", known)
    assert result.exit_code == 1
    assert "Line 1: the words 'a dragon' are not in 'snow'" in result.stderr
