from __future__ import annotations

from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.terminal.chatting import HISTORY_FILE, chat_in_a_terminal
from bot.terminal.screen import Screen

ENTER, CTRL_C, CTRL_D, UP = "\r", "\x03", "\x04", "\x1b[A"


def test_in_a_pipe_every_line_is_answered(verse) -> None:
    result = verse("chat", stdin="who said hello?\n\nwho is the king?")
    assert result.exit_code == 0
    assert "The snow man said “Hello”.\n— The Snow Man, paragraph 3" in result.stdout
    assert result.stdout.count("The story doesn't say.") == 1


def test_a_question_that_cannot_be_used_does_not_end_the_chat(verse) -> None:
    result = verse("chat", stdin="x" * 2000 + "\nwho said hello?\n")
    assert result.stderr == "The question is too long; shorten it\n"
    assert "said" in result.stdout


def test_an_unknown_story_ends_the_chat_before_it_begins(verse) -> None:
    result = verse("chat", "--story", "gone", stdin="who said hello?\n")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no story 'gone'" in result.stderr


def test_in_a_terminal_it_is_asked_until_ctrl_d(
    library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("who said hello?" + ENTER + "half a ques" + CTRL_C + CTRL_D)
        chat_in_a_terminal(library, Screen(), None, tmp_path)
    assert "The snow man said “Hello”." in capsys.readouterr().out
    history = (tmp_path / HISTORY_FILE).read_text(encoding="utf-8")
    assert "+who said hello?" in history
    assert "half" not in history


def test_an_earlier_question_comes_back_with_the_arrow_key(
    library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for typed in ("who said hello?" + ENTER, UP + ENTER):
        with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
            keys.send_text(typed + CTRL_D)
            chat_in_a_terminal(library, Screen(), None, tmp_path)
    assert capsys.readouterr().out.count("The snow man said “Hello”.") == 2


def test_a_follow_up_is_shown_as_it_was_understood(verse) -> None:
    result = verse("chat", stdin="who said hello?\nand what else?\n")
    assert "Understood as: who said hello? and what else?" in result.stdout
    assert result.stdout.count("Understood as") == 1


def test_a_question_that_cannot_be_used_is_no_part_of_the_conversation(verse) -> None:
    result = verse("chat", stdin="who said hello?\n" + "x" * 2000 + "\nand what else?\n")
    assert "Understood as: who said hello? and what else?" in result.stdout
