"""What a method found for a question, compared with what is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from index import Quote
from index.evaluation.known import KnownQuestion
from index.evaluation.verdicts import covers
from index.scoring import Span, f1
from tests.benchmarks.measuring import milliseconds

DEPTHS = (1, 3, 5, 10)
COLUMNS = (
    *(f"recall@{depth}" for depth in DEPTHS),
    *("MRR", "sentence covers", "refused", "or the nearest covers", "span F1", "ms"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a method says to one question."""

    passages: tuple[Span, ...]
    """The best first."""
    sentence: Quote | None = None
    """The one that is quoted; None in a refusal."""
    nearest: Quote | None = None
    """The first that a refusal shows instead."""
    words: str | None = None
    """The answer within the sentence."""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Mark:
    """What that was worth."""

    rank: int | None
    """Of the first passage that holds the answer, from 1."""
    covers: bool
    """The quoted sentence covers the answer."""
    refused: bool
    nearest_covers: bool
    """The quoted sentence does, or the nearest one of a refusal."""
    f1: float
    seconds: float


def mark(found: Found, known: KnownQuestion) -> Mark:
    """Compare with the known answers; of several, the likest counts.

    A passage has to hold all of an answer, as retrieval is judged by ``verse evaluate``.
    """
    ranks = (
        rank
        for rank, passage in enumerate(found.passages, start=1)
        if any(
            passage[0] <= start and end <= passage[1]
            for gold in known.golds
            for start, end in gold.spans
        )
    )
    said = found.words
    return Mark(
        rank=next(ranks, None),
        covers=_right(found.sentence, known),
        refused=found.sentence is None,
        nearest_covers=_right(found.sentence or found.nearest, known),
        f1=max(f1(said, answer) for answer in known.answers) if said is not None else 0.0,
        seconds=found.seconds,
    )


def _right(quote: Quote | None, known: KnownQuestion) -> bool:
    return quote is not None and any(covers(quote, gold) for gold in known.golds)


def cells(marks: Sequence[Mark], *, quotes: bool, reads: bool) -> list[str]:
    """The figures of one method, in the order of ``COLUMNS``.

    Args:
        marks: one for each question.
        quotes: whether the method chooses a sentence.
        reads: whether it says which words of the sentence answer, or that none do.
    """
    ranks = [one.rank for one in marks]
    recalls = [fmean(rank is not None and rank <= depth for rank in ranks) for depth in DEPTHS]
    reciprocal = fmean(1 / rank if rank else 0.0 for rank in ranks)
    read = (
        fmean(one.refused for one in marks),
        fmean(one.nearest_covers for one in marks),
        fmean(one.f1 for one in marks),
    )
    return [
        *(f"{share:.3f}" for share in (*recalls, reciprocal)),
        f"{fmean(one.covers for one in marks):.3f}" if quotes else "",
        *(f"{share:.3f}" if reads else "" for share in read),
        milliseconds([one.seconds for one in marks]),
    ]
