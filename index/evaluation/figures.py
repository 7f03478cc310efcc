"""Answers compared with what is known -> figures. Nothing here reads, writes or asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.domain import Answer, Quote
from index.evaluation.questions import KnownQuestion

_QUOTES_COUNTED = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one answer was worth."""

    known: KnownQuestion
    found: bool
    """Whether the question was answered at all, rightly or not."""
    rank: int | None
    """Which quote was the first right one, from 1; None when none was."""
    shown: tuple[str, ...]
    """The words of the quotes that were given as the answer."""

    @property
    def good(self) -> bool:
        """A right sentence came first, or a question without an answer was refused."""
        return self.rank == 1 if self.known.answerable else not self.found


@dataclass(frozen=True, slots=True)
class Rate:
    """``count`` of ``total``."""

    count: int
    total: int

    @property
    def share(self) -> float | None:
        """In 0..1; None when there was nothing to count."""
        return self.count / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Figures:
    """What a library's answers to a file of questions were worth."""

    quote_at_1: Rate
    """Answerable questions whose first quote is a right sentence."""
    quote_at_3: Rate
    """Answerable questions with a right sentence among the first three quotes."""
    false_refusals: Rate
    """Answerable questions that were refused."""
    missed_refusals: Rate
    """Unanswerable questions that were answered."""
    verbatim: Rate
    """Quotes, the nearest ones of refusals included, that are a slice of the stored story."""


def judge(known: KnownQuestion, answer: Answer) -> Verdict:
    """Compare an answer with the sentences that are known to be right."""
    quotes = answer.quotes[:_QUOTES_COUNTED]
    right = (rank for rank, quote in enumerate(quotes, start=1) if is_right(quote, known.sentences))
    return Verdict(
        known=known,
        found=answer.found,
        rank=next(right, None),
        shown=tuple(quote.text for quote in quotes),
    )


def is_right(quote: Quote, sentences: Iterable[str]) -> bool:
    """Whether the quote lies in one of these sentences of its story, or holds one whole."""
    return any(
        (start <= quote.start and quote.end <= end) or (quote.start <= start and end <= quote.end)
        for sentence in sentences
        for start, end in occurrences(quote.story.text, sentence)
    )


def occurrences(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Every span of ``text`` that is ``words`` to the letter, overlapping ones included."""
    start = text.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)


def figures(verdicts: Sequence[Verdict], verbatim: Rate) -> Figures:
    """Count verdicts; ``verbatim`` was counted where the stored stories are at hand."""
    answerable = [verdict for verdict in verdicts if verdict.known.answerable]
    unanswerable = [verdict for verdict in verdicts if not verdict.known.answerable]
    return Figures(
        quote_at_1=_rate(verdict.rank == 1 for verdict in answerable),
        quote_at_3=_rate(verdict.rank is not None for verdict in answerable),
        false_refusals=_rate(not verdict.found for verdict in answerable),
        missed_refusals=_rate(verdict.found for verdict in unanswerable),
        verbatim=verbatim,
    )


def _rate(outcomes: Iterable[bool]) -> Rate:
    counted = list(outcomes)
    return Rate(count=sum(counted), total=len(counted))
