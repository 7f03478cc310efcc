"""The command that compares words with the story: check."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.settings import load_settings
from bot.terminal import machine
from bot.terminal.guard import NOT_IN_THE_STORY
from bot.terminal.lines import EMPTY, Line, quote_lines
from bot.terminal.options import JsonOption, LibraryOption, ServerOption, StoryOption
from bot.terminal.questions import encodable
from bot.terminal.tools import opened, tools
from bot.terminal.waiting import Waiting

if TYPE_CHECKING:
    from index import CheckedWords, WordChange, WordWarning

_STANDARD_INPUT = "-"
_BOLD = "bold"
_LONGEST_ADDED = 200
"""Characters of the story's own words between two parts of a message that are shown."""
_MARKS = {
    "same": ("", "", ""),
    "missing": ("[-", "-]", "red"),
    "added": ("{+", "+}", "green"),
    "elided": ("{… ", " …}", "dim"),
}
_LEGEND = "[-only in your words-]  {+only in the story+}"
_WARNED = {
    "negation": "a negation differs",
    "number": "a number differs",
    "date": "a date differs",
    "name": "a name differs",
    "opposite": "the opposite is said",
    "cut off": "a negation right before these words is cut off",
}
_DIFFERS = {"case": "capitals", "punctuation": "punctuation", "elision": "words left out at dots"}

app = typer.Typer()


@app.command(epilog='Example: verse check "the S-300s will not be integrated"')
def check(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS",
            help="The words, or a whole message; `-` reads them from standard input.",
            show_default=False,
        ),
    ],
    json: JsonOption = False,
    story: StoryOption = None,
    library: LibraryOption = None,
    server: ServerOption = None,
) -> None:
    """Tell whether these words stand in the story: exactly, nearly, or not.

    Where they nearly do, the difference is shown word by word. Exits with 0 for exact words only.
    """
    from index import Standing

    message = " ".join(words)
    if message == _STANDARD_INPUT:
        message = sys.stdin.buffer.read().decode("utf-8", "replace")
    if not encodable(message):
        raise typer.BadParameter("the words are not valid in the terminal's encoding")
    screen = tools(context).screen
    with (
        opened(context, load_settings(folder=library), server) as books,
        Waiting(screen, "Comparing"),
    ):
        checked = books.check(message, story=story)
    if json:
        screen.data(checked_object(checked))
    else:
        screen.show(checked_lines(checked))
        if checked.standing is not Standing.EXACT:
            raise typer.Exit(NOT_IN_THE_STORY)


def checked_lines(checked: CheckedWords) -> Iterator[Line]:
    """What was found, what differs and what to be careful about, then the quote."""
    yield ((_verdict(checked), _BOLD),)
    for warning in checked.warnings:
        yield ((f"Careful: {_warned(warning)}", _BOLD),)
    if checked.standing == "nearly":
        yield EMPTY
        yield tuple(_difference(checked.changes))
        yield ((_LEGEND, "dim"),)
    if checked.quote is not None:
        yield EMPTY
        if checked.standing == "not found":
            yield (("The nearest passage:", ""),)
            yield EMPTY
        yield from quote_lines(checked.quote)


def _verdict(checked: CheckedWords) -> str:
    if checked.standing == "not found":
        return "Not in the story."
    if checked.standing == "nearly":
        return "Nearly in the story: the words differ."
    if not checked.differs_in:
        return "In the story, word for word."
    differing = " and ".join(_DIFFERS[difference] for difference in checked.differs_in)
    return f"In the story, word for word but for {differing}."


def _warned(warning: WordWarning) -> str:
    told = _WARNED[warning.kind]
    parts = [
        f"{whose} “{words}”"
        for whose, words in (("you have", warning.message), ("the story has", warning.story))
        if words
    ]
    return f"{told}: {', '.join(parts)}."


def _difference(changes: Sequence[WordChange]) -> Iterator[tuple[str, str]]:
    for number, change in enumerate(changes):
        if number:
            yield " ", ""
        opening, closing, style = _MARKS[change.kind]
        words = " ".join(change.words.split())
        if change.kind in ("added", "elided") and len(words) > _LONGEST_ADDED:
            ends = words[: _LONGEST_ADDED // 2], words[-_LONGEST_ADDED // 2 :]
            words = f"{ends[0].rsplit(' ', 1)[0]} … {ends[1].split(' ', 1)[-1]}"
        yield f"{opening}{words}{closing}", style


def checked_object(checked: CheckedWords) -> dict[str, Any]:
    """A check as an object; its quote is the nearest one where nothing was found."""
    quote = None if checked.quote is None else machine.quote_object(checked.quote)
    return {
        "words": checked.words,
        "standing": checked.standing.value,
        "quote": quote,
        "changes": [
            {
                "kind": change.kind.value,
                "words": change.words,
                "place": None if change.place is None else list(change.place),
            }
            for change in checked.changes
        ],
        "warnings": [
            {"kind": warning.kind.value, "message": warning.message, "story": warning.story}
            for warning in checked.warnings
        ],
        "differs_in": [difference.value for difference in checked.differs_in],
        "attributed": checked.attributed,
    }
