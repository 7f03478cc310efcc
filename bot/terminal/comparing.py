"""The command that sets the answers of several stories side by side: compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.settings import load_settings
from bot.terminal import machine
from bot.terminal.guard import NOT_IN_THE_STORY
from bot.terminal.lines import EMPTY, Line, quote_lines
from bot.terminal.options import JsonOption, LibraryOption, ServerOption
from bot.terminal.questions import encodable
from bot.terminal.tools import opened, tools
from bot.terminal.waiting import Waiting

if TYPE_CHECKING:
    from index import Comparison, Figure

_BOLD = "bold"

app = typer.Typer()


@app.command(epilog='Example: verse compare "how many sons had he?" --story mill --story ship')
def compare(
    context: typer.Context,
    question: Annotated[
        list[str], typer.Argument(metavar="QUESTION", help="The question.", show_default=False)
    ],
    json: JsonOption = False,
    story: Annotated[
        list[str] | None,
        typer.Option(
            "--story",
            metavar="NAME",
            help="A story to compare, by name or title; once for each. The likeliest if not given.",
            show_default=False,
        ),
    ] = None,
    library: LibraryOption = None,
    server: ServerOption = None,
) -> None:
    """Show what several stories answer, and which numbers and dates differ.

    Exits with 0 when one of them answers.
    """
    asked = " ".join(question)
    if not encodable(asked):
        raise typer.BadParameter("the words are not valid in the terminal's encoding")
    screen = tools(context).screen
    settings = load_settings(folder=library)
    with opened(context, settings, server) as books, Waiting(screen, "Reading"):
        found = books.compare(asked, story)
    if json:
        screen.data(comparison_object(found))
        return
    screen.show(comparison_lines(found))
    if not any(one.answer.found for one in found.answers):
        raise typer.Exit(NOT_IN_THE_STORY)


def comparison_lines(found: Comparison) -> Iterator[Line]:
    """Each story's answer, a differing figure in bold; then what differs, and who does not say."""
    marked = {
        figure.quote.story.id: figure.quote
        for figures in reversed(found.differences)
        for figure in figures
    }
    told = [one for one in found.answers if one.answer.found]
    for one in told:
        yield from quote_lines(marked.get(one.story.id, one.answer.quotes[0]))
        yield EMPTY
    for figures in found.differences:
        yield tuple(_difference(figures))
    silent = [one.story.title for one in found.answers if not one.answer.found]
    if silent:
        who = "This story does" if len(silent) == 1 else "These stories do"
        yield ((f"{who} not say: {', '.join(silent)}.", ""),)
    elif not found.differences:
        yield (("No number and no date differs.", ""),)


def _difference(figures: Sequence[Figure]) -> Iterator[tuple[str, str]]:
    yield f"The stories differ in a {figures[0].kind.value}: ", ""
    for number, figure in enumerate(figures):
        yield " / " if number else "", ""
        yield figure.quote.highlighted or figure.value, _BOLD
        yield f" ({figure.quote.story.title})", ""


def comparison_object(found: Comparison) -> dict[str, Any]:
    """A comparison: the answers as ``verse ask`` gives them, each with its story's name.

    A difference's ``value`` is what the words are compared by.
    """
    return {
        "question": found.question,
        "answers": [
            {"story": one.story.name, **machine.answer_object(found.question, one.answer)}
            for one in found.answers
        ],
        "differences": [
            {
                "kind": figures[0].kind.value,
                "said": [
                    {
                        "story": figure.quote.story.name,
                        "words": figure.quote.highlighted,
                        "value": figure.value,
                        "place": list(figure.quote.highlight or ()),
                    }
                    for figure in figures
                ],
            }
            for figures in found.differences
        ],
    }
