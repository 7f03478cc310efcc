"""Commands that read the library: ask, chat, quote, summary."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from bot.settings import Settings, load_settings
from bot.terminal import lines, machine
from bot.terminal.chatting import chat_in_a_pipe, chat_in_a_terminal
from bot.terminal.explaining import explain_for_json, explain_for_people
from bot.terminal.guard import FAILED, NOT_IN_THE_STORY
from bot.terminal.options import (
    ConversationOption,
    JsonOption,
    LibraryOption,
    ServerOption,
    StoryOption,
)
from bot.terminal.questions import answer_or_error, answers, encodable
from bot.terminal.tools import opened, tools
from bot.terminal.waiting import Waiting
from index import SummaryLength

Length = Literal["short", "medium", "long"]
_STANDARD_INPUT = "-"

app = typer.Typer()


@app.command(epilog='Example: verse ask "what did Akar promise?"')
def ask(
    context: typer.Context,
    question: Annotated[
        list[str],
        typer.Argument(
            metavar="QUESTION",
            help="The question; with --json, `-` reads questions from standard input, one a line.",
            show_default=False,
        ),
    ],
    json: JsonOption = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what was found and read, and what decided.")
    ] = False,
    conversation: ConversationOption = False,
    story: StoryOption = None,
    library: LibraryOption = None,
    server: ServerOption = None,
) -> None:
    """Answer a question with the story's own words and where they stand."""
    words = _one_text(question)
    settings = load_settings(folder=library)
    if words == _STANDARD_INPUT:
        if not json:
            raise typer.BadParameter("`-` needs --json: verse ask --json -")
        if explain:
            raise typer.BadParameter("--explain goes with one question, not with `-`")
        _ask_lines(context, settings, server, story, conversation=conversation)
    elif conversation:
        raise typer.BadParameter("--conversation needs `-`: verse ask --json - --conversation")
    elif explain and json:
        explain_for_json(context, settings, server, words, story)
    elif explain:
        explain_for_people(context, settings, server, words, story)
    elif json:
        _ask_for_json(context, settings, server, words, story)
    else:
        _ask_for_people(context, settings, server, words, story)


def _ask_lines(
    context: typer.Context,
    settings: Settings,
    server: str | None,
    story: str | None,
    *,
    conversation: bool,
) -> None:
    failed = False
    with opened(context, settings, server, warm=True) as books:
        for answered in answers(books, sys.stdin.buffer, story, conversation=conversation):
            tools(context).screen.data(answered)
            failed = failed or "error" in answered
    raise typer.Exit(FAILED if failed else 0)


def _ask_for_json(
    context: typer.Context,
    settings: Settings,
    server: str | None,
    question: str,
    story: str | None,
) -> None:
    screen = tools(context).screen
    with opened(context, settings, server) as books, Waiting(screen, "Reading"):
        answered = answer_or_error(books, question, story)
    screen.data(answered)
    raise typer.Exit(FAILED if "error" in answered else 0)


def _ask_for_people(
    context: typer.Context,
    settings: Settings,
    server: str | None,
    question: str,
    story: str | None,
) -> None:
    screen = tools(context).screen
    with opened(context, settings, server) as books, Waiting(screen, "Reading"):
        answer = books.ask(question, story=story)
    screen.show(lines.answer_lines(answer))
    raise typer.Exit(0 if answer.found else NOT_IN_THE_STORY)


def _one_text(words: list[str]) -> str:
    text = " ".join(words)
    if not encodable(text):
        raise typer.BadParameter("the words are not valid in the terminal's encoding")
    return text


@app.command(epilog="Example: verse chat --story s-400")
def chat(
    context: typer.Context,
    story: StoryOption = None,
    library: LibraryOption = None,
    server: ServerOption = None,
) -> None:
    """Ask one question after the other; Ctrl-D ends it."""
    screen = tools(context).screen
    settings = load_settings(folder=library)
    with opened(context, settings, server, warm=True) as books:
        if story is not None:
            books.story(story)  # an unknown one is told now, not after every question
        if sys.stdin.isatty() and screen.waits_visibly:
            chat_in_a_terminal(books, screen, story, settings.database.folder)
        else:
            chat_in_a_pipe(books, screen, story)


@app.command(epilog='Example: verse quote "active NATO military systems"')
def quote(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help="The words to find.", show_default=False),
    ],
    json: JsonOption = False,
    story: StoryOption = None,
    library: LibraryOption = None,
    server: ServerOption = None,
) -> None:
    """Find the passages closest to these words, exact matches first."""
    wanted = _one_text(words)
    screen = tools(context).screen
    with (
        opened(context, load_settings(folder=library), server) as books,
        Waiting(screen, "Searching"),
    ):
        matches = books.quote(wanted, story=story)
    if json:
        screen.data([machine.match_object(match) for match in matches])
    elif matches:
        screen.show(lines.match_lines(matches))
    else:
        screen.say("The story has nothing like these words.")
        raise typer.Exit(NOT_IN_THE_STORY)


@app.command(epilog="Example: verse summary s-400 --length medium")
def summary(
    context: typer.Context,
    story: Annotated[
        str | None,
        typer.Argument(
            metavar="[STORY]",
            help="Name or title of the story; needed when there are several.",
            show_default=False,
        ),
    ] = None,
    length: Annotated[Length, typer.Option(help="How much of the story to show.")] = "short",
    json: JsonOption = False,
    library: LibraryOption = None,
    server: ServerOption = None,
) -> None:
    """Sum up a story in its own sentences, in their order."""
    screen = tools(context).screen
    with (
        opened(context, load_settings(folder=library), server) as books,
        Waiting(screen, "Reading"),
    ):
        found = books.summarize(story, SummaryLength(length))
    if json:
        screen.data(machine.summary_object(found))
    else:
        screen.show(lines.summary_lines(found))
