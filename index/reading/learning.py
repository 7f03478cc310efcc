"""Learns the small linear models from questions with known answers. Needs the extra ``fit``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from index.reading.linear import Figures, Logistic, Summary, Weights, summary_figures

SHRINKAGE = 1e-3


@dataclass(frozen=True, slots=True)
class Example:
    """What was weighed for one question: shape (sentences, figures), and which ones answer."""

    answerable: bool
    figures: Figures
    right: NDArray[np.bool_]
    group: str
    """The story it was asked of: examples of one story are learned from or held out together."""
    certain: bool = True
    """Whether it is sure that the question has an answer, or has none."""
    source: str = ""
    """The data that the question is from."""


def fit(
    learning: Sequence[Example], softness: float = 1.0, summary: Summary = summary_figures
) -> Weights:
    """Learn the weights; ``softness`` is the inverse strength of the logistics' shrinkage."""
    ranking = _fit_ranking([e for e in learning if e.answerable and e.right.any()])
    summaries = np.array([summary(e.figures, e.figures @ ranking) for e in learning])
    right = [is_right(e, ranking) for e in learning]
    return Weights(
        ranking,
        _fit_logistic(summaries, [e.answerable for e in learning], softness),
        _fit_logistic(summaries, right, softness),
    )


def is_right(example: Example, ranking: Figures) -> bool:
    """Whether the sentence that ranks first answers the question."""
    return bool(example.right[(example.figures @ ranking).argmax()])


def _fit_ranking(learning: Sequence[Example]) -> Figures:
    """Maximise the softmax share of the sentences that answer, with a little shrinkage."""

    def loss(weights: Figures) -> tuple[float, Figures]:
        total, slope = 0.0, np.zeros_like(weights)
        for example in learning:
            ranks = example.figures @ weights
            shares = np.exp(ranks - ranks.max())
            shares /= shares.sum()
            right = shares * example.right
            total -= float(np.log(right.sum() + 1e-12))
            slope -= (right / right.sum() - shares) @ example.figures
        count = len(learning)
        return total / count + SHRINKAGE * float(weights @ weights), (
            slope / count + 2 * SHRINKAGE * weights
        )

    names = learning[0].figures.shape[1]
    found = minimize(loss, np.zeros(names), jac=True, method="L-BFGS-B")
    return np.asarray(found.x)


def _fit_logistic(figures: Figures, labels: Sequence[bool], softness: float) -> Logistic:
    model = LogisticRegression(C=softness, max_iter=5_000).fit(figures, labels)
    return Logistic(model.coef_[0], float(model.intercept_[0]))
