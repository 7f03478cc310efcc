"""``verse ask --explain``: how an answer, or a refusal, came about."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import typer
from rich.table import Table
from rich.text import Text

from bot.settings import Settings
from bot.terminal import lines, machine
from bot.terminal.guard import FAILED, NOT_IN_THE_STORY
from bot.terminal.screen import cell, wrapped
from bot.terminal.tools import opened, tools
from bot.terminal.waiting import Waiting
from bot.whereabouts import english_place
from index import Answer, Explanation, Quote, ReadPassage, StoryIndexError

if TYPE_CHECKING:
    from index import Library

_WIDE = 80
"""Cells; in a narrower terminal a table leaves the likeliest answers no room."""
_FIGURES = ("vector", "keyword", "fused", "margin", "chance")
_HEADERS = ("Vector\nrank", "Keyword\nrank", "Fused\nscore", "Reader's\nmargin", "Chance")
_NONE = "-"

Found = tuple[ReadPassage, Quote]
"""A passage that was read, and the likeliest answer in it; all of it where it has none."""


def explain_for_people(
    context: typer.Context,
    settings: Settings,
    server: str | None,
    question: str,
    story: str | None,
) -> None:
    """Answer a question for people, and show how that came about."""
    screen = tools(context).screen
    with opened(context, settings, server) as books, Waiting(screen, "Reading"):
        explanation = books.explain(question, story=story)
        found = [(read, likeliest(books, read)) for read in explanation.passages]
    answer = explanation.answer
    screen.show(lines.answer_lines(answer))
    screen.show(decision_lines(explanation))
    # Both streams have the terminal's width.
    if screen.errors.width < _WIDE:
        screen.show(passage_lines(answer, found))
    elif found:
        rows = passage_lines(answer, found)
        screen.table(
            passage_table(answer, found), ("".join(words for words, _ in row) for row in rows)
        )
    raise typer.Exit(0 if answer.found else NOT_IN_THE_STORY)


def explain_for_json(
    context: typer.Context,
    settings: Settings,
    server: str | None,
    question: str,
    story: str | None,
) -> None:
    """Answer a question for scripts, with how that came about."""
    screen = tools(context).screen
    with opened(context, settings, server) as books, Waiting(screen, "Reading"):
        explained = _explanation_or_error(books, question, story)
    screen.data(explained)
    raise typer.Exit(FAILED if "error" in explained else 0)


def _explanation_or_error(library: Library, question: str, story: str | None) -> dict[str, Any]:
    try:
        return machine.explanation_object(question, library.explain(question, story=story))
    except StoryIndexError as error:
        return machine.error_object(question, str(error))


def likeliest(library: Library, read: ReadPassage) -> Quote:
    """The likeliest answer in a passage, with its own place; the passage where it has none."""
    quote = read.quote
    if quote.highlight is None:
        return quote
    return library.quote_at(quote.story.id, *quote.highlight)


def decision_lines(explanation: Explanation) -> Iterator[lines.Line]:
    """What decided, over the list of passages."""
    yield lines.EMPTY
    yield (("How this came about", "bold"),)
    yield lines.EMPTY
    yield ((explanation.gate, ""),)
    count = len(explanation.passages) - explanation.unread
    if not count:
        yield (("No passage was found.", ""),)
        return
    read = "1 passage was" if count == 1 else f"{count} passages were"
    chance = f"{explanation.answerable:.2f}"
    yield ((f"{read} read; the chance that they answer it at all is {chance}.", ""),)
    if explanation.unread:
        left = "1 more was" if explanation.unread == 1 else f"{explanation.unread} more were"
        yield ((f"{left} found, and not read, since those answer clearly.", ""),)
    yield lines.EMPTY


def passage_lines(answer: Answer, found: Sequence[Found]) -> Iterator[lines.Line]:
    """Two lines a passage: its likeliest answer; its figures, and where it stands."""
    several = _of_several_stories(found)
    for number, (read, quote) in enumerate(found, start=1):
        yield ((f"{number}. ", ""), _words(answer, read, quote))
        told = [f"{name} {value}" for name, value in zip(_FIGURES, _figures(read), strict=True)]
        story = [quote.story.name] if several else []
        yield ((f"   {', '.join([*told, *story, english_place(quote)])}", "dim"),)


def passage_table(answer: Answer, found: Sequence[Found]) -> Table:
    """One row a passage, in the order in which they were found; the answer's words are bold."""
    several = _of_several_stories(found)
    by_chapter = any(quote.chapter for _, quote in found)
    table = Table(box=None, pad_edge=False)
    for name in ("", *_HEADERS):
        table.add_column(name, justify="right", vertical="top", no_wrap=True)
    table.add_column("Likeliest answer", ratio=1)
    if several:
        table.add_column("Story")
    if by_chapter:
        table.add_column("Place")
    else:
        table.add_column("Para-\ngraph", justify="right")
    for number, (read, quote) in enumerate(found, start=1):
        words = Text("\n").join(wrapped((_words(answer, read, quote),), sys.maxsize))
        story = [Text(quote.story.name)] if several else []
        place = english_place(quote) if by_chapter else str(quote.paragraph)
        table.add_row(str(number), *_figures(read), words, *story, cell(place))
    return table


def _figures(read: ReadPassage) -> tuple[str, ...]:
    hit = read.hit
    ranks = (_NONE if rank is None else str(rank) for rank in (hit.vector_rank, hit.keyword_rank))
    margin = _NONE if read.margin is None else f"{read.margin:+.1f}"
    return (*ranks, f"{hit.score:.2f}", margin, f"{read.chance:.2f}")


def _words(answer: Answer, read: ReadPassage, quote: Quote) -> tuple[str, str]:
    """The likeliest answer of a passage with its style: bold where it is the answer."""
    if read.quote.highlight is None:
        return _NONE, ""
    shown = answer.quotes[:1]
    is_answer = any(
        (q.story.id, q.highlight) == (quote.story.id, read.quote.highlight) for q in shown
    )
    return quote.text, "bold" if is_answer else ""


def _of_several_stories(found: Sequence[Found]) -> bool:
    return len({quote.story.id for _, quote in found}) > 1
