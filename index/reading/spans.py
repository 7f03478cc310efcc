"""Scores of first and last tokens -> the likeliest spans of a text.

Start and end are chosen together: two separate choices can put the end before the start.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LONGEST_SPAN = 48
"""Tokens of an answer."""

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TokenScores:
    """How likely each token of a stretch of text begins or ends the answer.

    Scores are logits; ``offsets`` has shape (tokens, 2), characters of the text.
    """

    offsets: NDArray[np.int32]
    start: Scores
    end: Scores
    nothing: float
    """The score of "no answer", comparable with a start's and an end's sum."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start:end`` of a text, and how likely they answer."""

    start: int
    end: int
    margin: float
    """Their score above "no answer", in nats."""
    score: float = 0.0
    """The sum of the logits of first and last token."""


def best_spans(
    scores: TokenScores, parts: NDArray[np.int64], runs: NDArray[np.int64]
) -> list[Span]:
    """The best span that begins in each part of a text.

    Args:
        scores: of its tokens.
        parts: which part (sentence) each token stands in, ascending, shape (tokens,).
        runs: which unbroken run; a span does not leave its own, shape (tokens,).

    Returns:
        One span a part, in the parts' order.
    """
    count = len(scores.start)
    if not count:
        return []
    reach = min(LONGEST_SPAN, count)
    ends = np.concatenate([scores.end, np.full(reach, -np.inf, dtype=np.float32)])
    later = np.concatenate([runs, np.full(reach, -1)])
    windows = np.lib.stride_tricks.sliding_window_view(ends, reach)[:count]
    same_run = np.lib.stride_tricks.sliding_window_view(later, reach)[:count] == runs[:, None]
    allowed = np.where(same_run, windows, -np.inf)
    lengths = allowed.argmax(axis=1)
    joint = scores.start + allowed[np.arange(count), lengths]
    found = []
    for part in np.unique(parts):
        tokens = np.flatnonzero(parts == part)
        first = int(tokens[joint[tokens].argmax()])
        last = first + int(lengths[first])
        begin, end = int(scores.offsets[first][0]), int(scores.offsets[last][1])
        score = float(joint[first])
        found.append(Span(begin, end, score - scores.nothing, score))
    return found
