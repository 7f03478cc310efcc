"""What several stories answer to one question, as pages (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from bot import limits, markdown, rendering, whereabouts
from bot.pages import Block, Page
from bot.shortening import quoted
from bot.texts import Texts
from index import Comparison, Figure, Quote, StoryAnswer

_QUESTION = 200
"""Code units; so of the others."""
_QUOTE = 700
_WORDS = 40
_TITLE = 60
_SILENT = 1000
_DIFFERENCES = 4
"""Lines."""


def compared(say: Texts, found: Comparison, *, shielded: bool) -> tuple[Page, ...]:
    """The stories' answers one below the other, what differs in them above.

    Args:
        say: the texts.
        found: the comparison.
        shielded: whether answers may stand beyond what may be read.
    """
    told = [one for one in found.answers if one.answer.found]
    silent = [one for one in found.answers if not one.answer.found]
    question = markdown.escape(limits.one_line(found.question, _QUESTION))
    head = [f"**{say('answer-asked', question=question)}**"]
    head += [_difference(say, figures) for figures in found.differences[:_DIFFERENCES]]
    marked = {
        figure.quote.story.id: figure.quote
        for figures in reversed(found.differences)
        for figure in figures
    }
    groups: list[tuple[Block, ...]] = [
        _answer(say, one, marked.get(one.story.id, one.answer.quotes[0])) for one in told
    ]
    if silent:
        groups.append(_silent(say, silent, shielded=shielded))
    pages, _ = rendering.filled(say, "\n".join(head), groups, rendering.MESSAGES)
    return pages


def _difference(say: Texts, figures: Sequence[Figure]) -> str:
    sides = []
    for figure in figures:
        words = limits.one_line(figure.quote.highlighted or figure.value, _WORDS)
        title = limits.one_line(figure.quote.story.title or figure.quote.story.name, _TITLE)
        sides.append(f"**{markdown.escape(words)}** ({markdown.escape(title)})")
    return say("compare-differ", kind=figures[0].kind.value, sides=" · ".join(sides))


def _answer(say: Texts, one: StoryAnswer, quote: Quote) -> tuple[Block, ...]:
    """A story's answer; in bold is what differs from others, else the answer's words."""
    sureness = say("sureness", sureness=one.answer.sureness)
    title = f"**{rendering.title_of(one.story)}** · {sureness}"
    return (title, *quoted(quote, _QUOTE), f"-# {whereabouts.place(say, quote)}")


def _silent(say: Texts, silent: Sequence[StoryAnswer], *, shielded: bool) -> tuple[Block, ...]:
    titles = ", ".join(one.story.title or one.story.name for one in silent)
    shown = markdown.escape(limits.one_line(titles, _SILENT))
    lines = [say("compare-silent", count=len(silent), titles=shown)]
    if shielded:
        lines.append(f"-# {say('answer-beyond')}")
    return ("\n".join(lines),)
