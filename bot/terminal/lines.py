"""What people read in a terminal, as styled lines. Nothing here prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.whereabouts import english_place
from index import Answer, Quote, QuoteMatch, Summary, Sureness

Line = tuple[tuple[str, str], ...]
"""Runs of text, each with a rich style; the texts together are the line, to the letter."""

REFUSAL = "The story doesn't say."
EMPTY: Line = ()
_ANSWER = "bold"
_PLACE = "dim"
_SURENESS = {
    Sureness.SURE: "Sure of this.",
    Sureness.LIKELY: "Likely, but not certain.",
    Sureness.UNSURE: "Not sure: read the quote before you rely on it.",
}


def answer_lines(answer: Answer) -> Iterator[Line]:
    """The answer's words, its quotes with their places, and how sure it is; or the refusal.

    Before it stands how a follow-up was understood.
    """
    if answer.understood is not None:
        yield ((f"Understood as: {answer.understood}", _PLACE),)
        yield EMPTY
    if not answer.quotes:
        yield ((REFUSAL, _ANSWER),)
        if answer.nearest:
            yield EMPTY
            yield (("The nearest passages:", ""),)
            yield from _quotes(answer.nearest)
        return
    # An answer that is the whole first quote would only be said twice.
    if answer.text is not None and answer.text != answer.quotes[0].text:
        yield ((answer.text, _ANSWER),)
        yield EMPTY
    yield from _apart(quote_lines(quote) for quote in answer.quotes)
    yield EMPTY
    yield ((_SURENESS[answer.sureness], ""),)
    if answer.also:
        names = ", ".join(story.name for story in (answer.quotes[0].story, *answer.also))
        yield ((f"Several stories could be meant, name one with --story: {names}.", ""),)


def quote_lines(quote: Quote) -> tuple[Line, Line]:
    """The quote to the letter, its highlight in bold, and where it stands."""
    place = f"— {quote.story.title}, {english_place(quote)}"
    return _words(quote), ((place, _PLACE),)


def match_lines(matches: Sequence[QuoteMatch]) -> Iterator[Line]:
    """Passages found by their words: the exact ones, then the close ones, marked as such."""
    exact = [quote_lines(match.quote) for match in matches if match.exact]
    close = [quote_lines(match.quote) for match in matches if not match.exact]
    yield from _apart(exact)
    if close:
        if exact:
            yield EMPTY
        yield (
            ("Close to these words:" if exact else "These words stand nowhere; close to them:", ""),
        )
        yield EMPTY
        yield from _apart(close)


def summary_lines(summary: Summary) -> Iterator[Line]:
    """The story's title and the sentences that sum it up, each with its place."""
    yield ((summary.story.title, _ANSWER),)
    for quote in summary.lines:
        yield EMPTY
        yield _words(quote)
        yield ((f"— {english_place(quote)}", _PLACE),)


def _quotes(quotes: Iterable[Quote]) -> Iterator[Line]:
    for quote in quotes:
        yield EMPTY
        yield from quote_lines(quote)


def _apart(groups: Iterable[tuple[Line, ...]]) -> Iterator[Line]:
    for number, group in enumerate(groups):
        if number:
            yield EMPTY
        yield from group


def _words(quote: Quote) -> Line:
    if quote.highlight is None:
        return ((quote.text, ""),)
    text = quote.story.text
    first, last = quote.highlight
    runs = (
        (text[quote.start : first], ""),
        (text[first:last], _ANSWER),
        (text[last : quote.end], ""),
    )
    return tuple((words, style) for words, style in runs if words)
