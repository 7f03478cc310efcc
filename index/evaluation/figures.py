"""Verdicts -> figures. Nothing here reads, writes or asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.domain import Sureness
from index.evaluation.measures import Latency, calibration_error, latency
from index.evaluation.verdicts import Likeness, Verdict
from index.scoring import auc

RECALL_AT = (1, 3, 5, 10)


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
class SpanFigures:
    """Exact match and mean F1 of answers with what is known, in 0..1; None without questions."""

    exact: float | None
    f1: float | None
    questions: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What a library's answers to some questions were worth."""

    quote_at_1: Rate
    """Answerable questions whose first quote is right."""
    quote_at_3: Rate
    """Answerable questions with a right one among the first three quotes."""
    false_refusals: Rate
    """Answerable questions that were refused."""
    missed_refusals: Rate
    """Unanswerable questions that were answered."""
    verbatim: Rate
    """Quotes, the nearest ones of refusals included, that are a slice of the stored story."""
    recall: tuple[tuple[int, Rate], ...]
    """For each k: answerable questions with an answer in one of the first k passages found."""
    spans: SpanFigures
    """Of all answerable questions; a refusal counts nothing."""
    spans_answered: SpanFigures
    """Of the answerable questions that were answered."""
    spans_ungated: SpanFigures
    """Of all answerable questions, by the likeliest reading, whether it was shown or refused."""
    refusal_precision: Rate
    """Refused questions that are unanswerable."""
    refusal_recall: Rate
    """Unanswerable questions that were refused."""
    own_auc: float | None
    """Whether a text's answerable questions are told from its unanswerable ones."""
    strangers_auc: float | None
    """Whether a text's answerable questions are told from those of other texts."""
    calibration_error: float | None
    """Of the answers shown, in 0..1."""
    sure: Rate
    """Answers shown as sure that are right."""
    likely: Rate
    """Answers shown as likely that are right."""
    latency: Latency | None


def figures(verdicts: Sequence[Verdict], verbatim: Rate) -> Figures:
    """Count verdicts; ``verbatim`` was counted where the stored stories are at hand."""
    answerable = [verdict for verdict in verdicts if verdict.known.answerable]
    unanswerable = [verdict for verdict in verdicts if not verdict.known.answerable]
    answered = [verdict for verdict in verdicts if verdict.found]
    refused = [verdict for verdict in verdicts if not verdict.found]
    chances = [verdict.answerable for verdict in answerable]
    return Figures(
        quote_at_1=_rate(verdict.rank == 1 for verdict in answerable),
        quote_at_3=_rate(verdict.rank is not None for verdict in answerable),
        false_refusals=_rate(not verdict.found for verdict in answerable),
        missed_refusals=_rate(verdict.found for verdict in unanswerable),
        verbatim=verbatim,
        recall=tuple((k, _recall(answerable, k)) for k in RECALL_AT),
        spans=_spans(verdict.likeness for verdict in answerable),
        spans_answered=_spans(verdict.likeness for verdict in answerable if verdict.found),
        spans_ungated=_spans(verdict.ungated for verdict in answerable),
        refusal_precision=_rate(not verdict.known.answerable for verdict in refused),
        refusal_recall=_rate(not verdict.found for verdict in unanswerable),
        own_auc=auc(chances, [v.answerable for v in unanswerable if not v.known.stranger]),
        strangers_auc=auc(chances, [v.answerable for v in unanswerable if v.known.stranger]),
        calibration_error=calibration_error(
            [verdict.confidence for verdict in answered], [verdict.good for verdict in answered]
        ),
        sure=_rate(v.good for v in answered if v.sureness is Sureness.SURE),
        likely=_rate(v.good for v in answered if v.sureness is Sureness.LIKELY),
        latency=latency([verdict.seconds for verdict in verdicts]),
    )


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What is had by showing only answers of at least some confidence."""

    coverage: float
    """Share of all questions that are answered then."""
    precision: float
    """Share of those answers that are right."""
    sureness: Sureness
    """What the least confident of them was shown as."""


def precision_by_coverage(verdicts: Sequence[Verdict]) -> tuple[CurvePoint, ...]:
    """One point for every confidence that an answer was shown with, from the highest down."""
    answered = sorted(
        (verdict for verdict in verdicts if verdict.found), key=lambda v: -v.confidence
    )
    points = []
    right = 0
    for count, verdict in enumerate(answered, start=1):
        right += verdict.good
        # Equal confidences cannot be parted by a threshold.
        if count == len(answered) or answered[count].confidence < verdict.confidence:
            points.append(CurvePoint(count / len(verdicts), right / count, verdict.sureness))
    return tuple(points)


def _recall(answerable: Sequence[Verdict], k: int) -> Rate:
    return _rate(v.retrieved is not None and v.retrieved <= k for v in answerable)


def _rate(outcomes: Iterable[bool]) -> Rate:
    counted = list(outcomes)
    return Rate(count=sum(counted), total=len(counted))


def _spans(likenesses: Iterable[Likeness | None]) -> SpanFigures:
    counted = [likeness for likeness in likenesses if likeness is not None]
    if not counted:
        return SpanFigures(None, None, 0)
    return SpanFigures(
        sum(likeness.exact for likeness in counted) / len(counted),
        sum(likeness.f1 for likeness in counted) / len(counted),
        len(counted),
    )
