"""Quotes that fit: a long one is shown as a shorter slice of the same story (pure)."""

from __future__ import annotations

from bot import limits, markdown
from bot.pages import Block, Shown
from index import Quote


def quoted(quote: Quote, budget: int) -> tuple[Block, ...]:
    """The quote as a block of at most ``budget`` code units, its highlight in bold.

    A quote that does not fit is cut at sentence ends around its highlight; the ellipses that
    say so stand outside the block.
    """
    text = quote.story.text
    start, end = _slice(quote, budget - 2 * (limits.units(limits.ELLIPSIS) + 1))
    blocks: list[Block] = []
    if start > quote.start:
        blocks.append(limits.ELLIPSIS)
    sent = _sent(quote, start, end)
    blocks.append(Shown(quote.story.id, start, end, sent))
    if text[end : quote.end].strip():
        blocks.append(limits.ELLIPSIS)
    return tuple(blocks)


def _slice(quote: Quote, budget: int) -> tuple[int, int]:
    """The span that is shown, with the highlight in it as far as it fits."""
    text = quote.story.text[: quote.end]

    def longest(start: int) -> int:
        return limits.longest(
            text, start, lambda end: limits.units(_sent(quote, start, end)) <= budget
        )

    end = longest(quote.start)
    if end == quote.end or quote.highlight is None or quote.highlight[1] <= end:
        return quote.start, end
    # A third of the room goes to what leads up to the highlight, if the rest can hold it.
    first, last = quote.highlight
    lead = max(quote.start, first - budget // 6)
    while lead < first and not text[lead - 1].isspace():
        lead += 1
    return (lead, longest(lead)) if longest(lead) >= last else (first, longest(first))


def _sent(quote: Quote, start: int, end: int) -> str:
    if quote.highlight is None:
        bold = None
    else:
        first, last = (min(max(at, start), end) - start for at in quote.highlight)
        bold = (first, last)
    return markdown.blockquote(quote.story.text[start:end], bold)
