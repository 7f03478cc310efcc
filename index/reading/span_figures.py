"""What a span itself says of its being the answer, as numbers that weights can be learned for."""

from __future__ import annotations

import math

import numpy as np

from index.reading.evidence import QuestionTerms
from index.reading.linear import Figures
from index.reading.questions import EXACT, Wanted, offers
from index.reading.second_look import Look
from index.reading.spans import Span
from index.terms import terms

SPAN_FIGURES = ("margin", "belief", "logits", "size", "echo", "fits", "fails", "crowd")
"""A tenth of the reader's margin, its sigmoid, a tenth of the span's own logits, the logarithm of
its terms, the share of them that the question has itself, and whether it is of the kind that the
question wants (a number, a time, a price, a person), or fails to be; and a fifth of the logarithm
of the sentences that were found, since among many a wrong one fits more easily."""
LOOK_FIGURES = ("wide", "narrow")
"""A tenth of the margins of the second look."""

_STEEPEST = 30.0
"""Nats; beyond, a sigmoid is 0 or 1 all the same and its exponential overflows."""
_TOLD = EXACT | {Wanted.PERSON}


def span_figures(question: QuestionTerms, span: Span, words: str, among: int) -> Figures:
    """The figures of a span, in the order of ``SPAN_FIGURES``.

    Args:
        question: what was asked.
        span: of some region's words.
        words: the text of the span.
        among: how many sentences were found for the question.
    """
    margin = _clipped(span.margin)
    own = terms(words)
    echoed = sum(term in question.terms for term in own)
    fits = offers(words, question.kind)
    told = question.kind in _TOLD
    return np.array(
        [
            margin / 10,
            1 / (1 + math.exp(-margin)),
            span.score / 10,
            math.log1p(len(own)),
            echoed / max(1, len(own)),
            float(told and fits),
            float(told and not fits),
            math.log1p(among) / 5,
        ]
    )


def look_figures(look: Look) -> Figures:
    """The figures of a second look, in the order of ``LOOK_FIGURES``."""
    return np.array([_clipped(look.wide) / 10, _clipped(look.narrow) / 10])


def _clipped(margin: float) -> float:
    return min(max(margin, -_STEEPEST), _STEEPEST)
