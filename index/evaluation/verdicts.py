"""One answer compared with what is known. Nothing here reads, writes or asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.domain import Explanation, Quote, Sureness
from index.evaluation.known import KnownQuestion
from index.scoring import Gold, Span, exact_match, f1

_QUOTES_COUNTED = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a known answer some words are; the likest of several counts."""

    exact: bool
    f1: float


_UNLIKE = Likeness(exact=False, f1=0.0)


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
    retrieved: int | None
    """Which passage found was the first that holds an answer, from 1; None when none does."""
    confidence: float
    sureness: Sureness
    answerable: float
    """In 0..1: the estimated chance that the passages answer the question at all."""
    likeness: Likeness | None
    """Of the answer that was shown, nothing for a refusal; None without known answers."""
    ungated: Likeness | None
    """Of the best reading, whether it was shown or refused."""
    seconds: float

    @property
    def good(self) -> bool:
        """A right quote came first, or a question without an answer was refused."""
        return self.rank == 1 if self.known.answerable else not self.found


def judge(known: KnownQuestion, explanation: Explanation, seconds: float = 0.0) -> Verdict:
    """Compare an answer with what is known; ``seconds`` is what it took."""
    answer = explanation.answer
    quotes = answer.quotes[:_QUOTES_COUNTED]
    right = (rank for rank, quote in enumerate(quotes, start=1) if _is_right(quote, known))
    holding = (
        rank
        for rank, read in enumerate(explanation.passages, start=1)
        if _holds_answer(read.quote, known)
    )
    return Verdict(
        known=known,
        found=answer.found,
        rank=next(right, None),
        shown=tuple(quote.text for quote in quotes),
        retrieved=next(holding, None),
        confidence=answer.confidence,
        sureness=answer.sureness,
        answerable=explanation.answerable,
        likeness=_likeness(answer.text, known),
        ungated=_likeness(_best_reading(explanation), known),
        seconds=seconds,
    )


def _best_reading(explanation: Explanation) -> str | None:
    best = max(explanation.passages, key=lambda read: read.chance, default=None)
    return None if best is None else best.quote.highlighted


def _likeness(words: str | None, known: KnownQuestion) -> Likeness | None:
    if not known.answers:
        return None
    if words is None:
        return _UNLIKE
    return Likeness(
        exact=any(exact_match(words, answer) for answer in known.answers),
        f1=max(f1(words, answer) for answer in known.answers),
    )


def _is_right(quote: Quote, known: KnownQuestion) -> bool:
    return is_right(quote, known.sentences) or any(covers(quote, gold) for gold in known.golds)


def is_right(quote: Quote, sentences: Iterable[str]) -> bool:
    """Whether the quote lies in one of these sentences of its story, or holds one whole."""
    return any(
        (start <= quote.start and quote.end <= end) or (quote.start <= start and end <= quote.end)
        for sentence in sentences
        for start, end in occurrences(quote.story.text, sentence)
    )


def covers(quote: Quote, gold: Gold) -> bool:
    """Whether the quote meets the answer's place and holds four in five of its words."""
    return gold.covered(quote.text, quote.start, quote.end)


def _holds_answer(passage: Quote, known: KnownQuestion) -> bool:
    return any(
        passage.start <= start and end <= passage.end
        for start, end in _answer_spans(known, passage.story.text)
    )


def _answer_spans(known: KnownQuestion, text: str) -> Iterator[Span]:
    for gold in known.golds:
        yield from gold.spans
    for sentence in known.sentences:
        yield from occurrences(text, sentence)


def occurrences(text: str, words: str) -> Iterator[Span]:
    """Every span of ``text`` that is ``words`` to the letter, overlapping ones included."""
    start = text.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)
