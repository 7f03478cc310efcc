"""Small linear models over figures: which sentence ranks first, and how likely it is right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Figures = NDArray[np.float64]
Summary = Callable[[Figures, Figures], Figures]
"""Figures and ranks of a question's sentences -> what its chances are computed from."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression: chance = sigmoid(bias + factors . figures)."""

    factors: Figures
    bias: float

    def chance(self, figures: Figures) -> float:
        """The estimated chance, in 0..1, for figures of the shape of ``factors``."""
        # The same as 1 / (1 + exp(-x)), whose exponential overflows.
        return float(0.5 + 0.5 * np.tanh((self.bias + figures @ self.factors) / 2))

    def as_dict(self) -> dict[str, Any]:
        """What ``Weights.from_dict`` reads, rounded."""
        return {"factors": _rounded(self.factors), "bias": round(self.bias, 4)}


@dataclass(frozen=True, slots=True)
class Weights:
    """Learned weights for figures with known names."""

    ranking: Figures
    """Shape (names,); a sentence's rank is its figures' product with them."""
    answerable: Logistic
    """Over a summary: whether the question is answered here at all."""
    right: Logistic
    """Over a summary: whether the sentence that ranks first answers it."""

    def chances(self, summary: Figures) -> tuple[float, float]:
        """The chances that the best sentence is right and that the question is answered at all.

        Each is learned by itself; what is not answered at all is not answered rightly either.
        """
        answerable = self.answerable.chance(summary)
        return min(self.right.chance(summary), answerable), answerable

    @classmethod
    def from_dict(
        cls, content: Mapping[str, Any], names: Sequence[str], summary: Summary
    ) -> Weights:
        """The weights that ``as_dict`` made a dict of; ``summary`` is what they were learned over.

        Raises:
            ValueError: they were learned for other figures, or are not one number for each.
            KeyError: one of them is missing.
        """
        if tuple(content["names"]) != tuple(names):
            raise ValueError("they were learned for other figures than this program gathers")
        count = len(names)
        summed = len(summary(np.zeros((1, count)), np.zeros(1)))
        answerable, right = (
            Logistic(_figures(content[one]["factors"], summed), float(content[one]["bias"]))
            for one in ("answerable", "right")
        )
        return cls(_figures(content["ranking"], count), answerable, right)

    def as_dict(self, names: Sequence[str]) -> dict[str, Any]:
        """Everything by name, rounded, ready for JSON."""
        return {
            "names": list(names),
            "ranking": _rounded(self.ranking),
            "answerable": self.answerable.as_dict(),
            "right": self.right.as_dict(),
        }


def summary_figures(figures: Figures, ranks: Figures) -> Figures:
    """What tells whether a question is answered: about the best sentence and about all.

    Args:
        figures: shape (sentences, names).
        ranks: shape (sentences,).

    Returns:
        Shape (2 * names + 1,): the best sentence's figures, the highest of each figure, and the
        best sentence's share in the softmax of the ranks.
    """
    return np.concatenate([figures[ranks.argmax()], figures.max(axis=0), [_best_share(ranks)]])


def best_figures(figures: Figures, ranks: Figures) -> Figures:
    """What tells whether the best sentence is right, about that sentence alone.

    Args:
        figures: shape (sentences, names).
        ranks: shape (sentences,).

    Returns:
        Shape (names + 1,): the best sentence's figures and its share in the softmax of the ranks.
    """
    return np.concatenate([figures[ranks.argmax()], [_best_share(ranks)]])


def _best_share(ranks: Figures) -> float:
    return float(1 / np.exp(ranks - ranks.max()).sum())


def _figures(values: Sequence[float], count: int) -> Figures:
    found = np.array(values, dtype=np.float64)
    if found.shape != (count,) or not np.isfinite(found).all():
        raise ValueError("they are not one number for each figure")
    return found


def _rounded(values: Figures) -> list[float]:
    return [round(float(value), 4) for value in values]
