"""One question after the other: with a prompt and history in a terminal, line by line in a pipe.

The questions are one conversation: a follow-up is understood from the answers before it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.terminal.lines import EMPTY, answer_lines
from bot.terminal.screen import Screen
from bot.terminal.waiting import Waiting
from index import StoryIndexError

if TYPE_CHECKING:
    from index import Library, Turn

HISTORY_FILE = "chat-history"


def chat_in_a_terminal(library: Library, screen: Screen, story: str | None, folder: Path) -> None:
    """Prompt for questions until Ctrl-D; earlier ones come back with the arrow keys."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
    from prompt_toolkit.formatted_text import FormattedText
    from prompt_toolkit.history import FileHistory

    session: PromptSession[str] = PromptSession(
        FormattedText([("ansicyan bold", "> ")]),
        history=FileHistory(str(folder / HISTORY_FILE)),
        auto_suggest=AutoSuggestFromHistory(),
    )
    screen.say("Ask about the story; Ctrl-D ends.")
    said: list[Turn] = []
    while True:
        try:
            question = session.prompt()
        except KeyboardInterrupt:
            continue  # drops the line that was being written, as a shell does
        except EOFError:
            return
        _answer(library, screen, question, story, said)


def chat_in_a_pipe(library: Library, screen: Screen, story: str | None) -> None:
    """Answer every line of standard input."""
    said: list[Turn] = []
    for line in sys.stdin.buffer:
        _answer(library, screen, line.decode("utf-8", "replace"), story, said)


def _answer(
    library: Library, screen: Screen, question: str, story: str | None, said: list[Turn]
) -> None:
    """Answer a question, and add it to what was said."""
    question = question.encode("utf-8", "replace").decode().strip()
    if not question:
        return
    try:
        with Waiting(screen, "Reading"):
            answer = library.ask(question, story=story, after=said)
    except StoryIndexError as error:
        screen.complain(str(error))
    else:
        from index import Turn

        said.append(Turn.of(answer))
        screen.show([*answer_lines(answer), EMPTY])
