"""A summary as pages: each line a quote with its paragraph (pure)."""

from __future__ import annotations

from bot import limits
from bot.pages import Block, Page, Shown, TextFile
from bot.rendering import MESSAGES, filled, notice, title_of
from bot.shortening import quoted
from index import Quote, Summary

_LINE = 1500
"""Code units of one line; a longer sentence is shown shorter."""


def summary(found: Summary) -> tuple[Page, ...]:
    """Up to three messages, or one with the whole summary as a text file."""
    if not found.lines:
        return (notice("This story has no sentences to summarize; add one with more text."),)
    title = f"**Summary of {title_of(found.story)}** · {found.length}"
    groups = [_line(line) for line in found.lines]
    pages, rest = filled(title, groups, MESSAGES)
    if not rest:
        return pages
    (first,), _ = filled(title, groups, 1)
    return (Page(first.sections, accent=first.accent, file=_file(found)),)


def _line(quote: Quote) -> tuple[Block, ...]:
    return (f"-# paragraph {quote.paragraph}", *quoted(quote, _LINE))


def _file(found: Summary) -> TextFile:
    head = f"Summary of {limits.one_line(found.story.title, _LINE)} ({found.length})"
    blocks: list[Block] = [head]
    size = len(head.encode())
    for line in found.lines:
        place = f"\n[paragraph {line.paragraph}]"
        size += len((line.text + place).encode()) + 2
        if size > limits.ATTACHMENT:
            break
        blocks += [place, Shown(line.story.id, line.start, line.end, line.text, literal=True)]
    return TextFile("summary.txt", tuple(blocks))
