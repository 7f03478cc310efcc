"""A summary as pages: each line a quote with its place (pure)."""

from __future__ import annotations

from bot import limits, whereabouts
from bot.pages import Block, Page, Shown, TextFile
from bot.rendering import MESSAGES, filled, notice, title_of
from bot.shortening import quoted
from bot.texts import Texts
from index import Quote, Summary

_LINE = 1500
"""Code units of one line; a longer sentence is shown shorter."""


def summary(say: Texts, found: Summary) -> tuple[Page, ...]:
    """Up to three messages, or one with the whole summary as a text file."""
    if not found.lines:
        return (notice(say("summary-empty")),)
    head = say("summary-title", title=title_of(found.story))
    title = f"**{head}** · {say('summary-length', length=found.length)}"
    groups = [_line(say, line) for line in found.lines]
    pages, rest = filled(say, title, groups, MESSAGES)
    if not rest:
        return pages
    (first,), _ = filled(say, title, groups, 1)
    return (Page(first.sections, accent=first.accent, file=_file(say, found)),)


def _line(say: Texts, quote: Quote) -> tuple[Block, ...]:
    return (f"-# {whereabouts.place(say, quote)}", *quoted(quote, _LINE))


def _file(say: Texts, found: Summary) -> TextFile:
    title = say("summary-title", title=limits.one_line(found.story.title, _LINE))
    head = f"{title} ({say('summary-length', length=found.length)})"
    blocks: list[Block] = [head]
    size = len(head.encode())
    for line in found.lines:
        place = f"\n[{whereabouts.literal_place(say, line)}]"
        size += len((line.text + place).encode()) + 2
        if size > limits.ATTACHMENT:
            break
        blocks += [place, Shown(line.story.id, line.start, line.end, line.text, literal=True)]
    return TextFile("summary.txt", tuple(blocks))
