"""Learn the sentence picker's weights: ``python -m index.reading.fit DATA_FOLDER``.

Reads FairytaleQA's training stories, Wikipedia paragraphs with crowd questions put together as
stories of a few paragraphs, and adversarially unanswerable questions; every third story is held
out. Writes the weights beside the sentence picker and prints what it measured on the held-out
stories. Takes some minutes on two cores, and the extra ``fit``.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from index.encoding import SentenceEncoder
from index.reading.evidence import NAMES
from index.reading.examples import (
    Example,
    examples,
    fairytales,
    joined_paragraphs,
)
from index.reading.gate import ANSWERABLE_FROM, LIKELY_FROM, SURE_FROM
from index.reading.sentence_picker import Logistic, Weights, summary_figures

SHRINKAGE = 1e-3
SEED = 20261122


def fit(found: Sequence[Example]) -> Weights:
    """Learn the weights from the examples that are not held out."""
    learning = [example for example in found if not example.held_out]
    ranking = _fit_ranking([e for e in learning if e.answerable and e.right.any()])
    summaries = np.array([summary_figures(e.figures, e.figures @ ranking) for e in learning])
    right = [bool(e.right[(e.figures @ ranking).argmax()]) for e in learning]
    return Weights(
        ranking,
        _fit_logistic(summaries, [e.answerable for e in learning]),
        _fit_logistic(summaries, right),
    )


def _fit_ranking(learning: Sequence[Example]) -> NDArray[np.float64]:
    """Maximise the softmax share of the sentences that answer, with a little shrinkage."""

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
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

    found = minimize(loss, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B")
    return np.asarray(found.x)


def _fit_logistic(figures: NDArray[np.float64], labels: Sequence[bool]) -> Logistic:
    model = LogisticRegression(max_iter=5_000).fit(figures, labels)
    return Logistic(model.coef_[0], float(model.intercept_[0]))


def measure(weights: Weights, found: Sequence[Example]) -> dict[str, float]:
    """What the weights achieve on the held-out examples."""
    held_out = [example for example in found if example.held_out]
    ranks = [example.figures @ weights.ranking for example in held_out]
    summaries = [summary_figures(e.figures, r) for e, r in zip(held_out, ranks, strict=True)]
    answerable = np.array([example.answerable for example in held_out])
    first = np.array([bool(e.right[r.argmax()]) for e, r in zip(held_out, ranks, strict=True)])
    third = [bool(e.right[np.argsort(-r)[:3]].any()) for e, r in zip(held_out, ranks, strict=True)]
    chances = np.array([weights.answerable.chance(summary) for summary in summaries])
    right = np.array([weights.right.chance(summary) for summary in summaries])
    shown = chances >= ANSWERABLE_FROM
    return {
        "questions": len(held_out),
        "quote_at_1": float(first[answerable].mean()),
        "quote_at_3": float(np.array(third)[answerable].mean()),
        "answerable_auc": float(roc_auc_score(answerable, chances)),
        "false_refusals": float((~shown[answerable]).mean()),
        "missed_refusals": float(shown[~answerable].mean()),
        "right_when_sure": float(first[shown & (right >= SURE_FROM)].mean()),
        "right_when_likely": float(
            first[shown & (right >= LIKELY_FROM) & (right < SURE_FROM)].mean()
        ),
    }


def main() -> None:
    """Fit, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder with the reading data")
    folder = parser.parse_args().folder
    encoder = SentenceEncoder()
    draw = random.Random(SEED)  # noqa: S311 - a sample of questions, not a secret
    sources = {
        "fairytales": list(fairytales(folder)),
        "wikipedia": list(joined_paragraphs(folder / "squadshifts-wiki.jsonl.gz", 300, draw)),
        "adversarial": list(joined_paragraphs(folder / "squad2-part.jsonl.gz", 294, draw)),
    }
    found = {name: list(examples(encoder, told, draw)) for name, told in sources.items()}
    weights = fit([example for several in found.values() for example in several])
    held_out = {
        name: {figure: round(value, 3) for figure, value in measure(weights, several).items()}
        for name, several in found.items()
    }
    written = as_json(weights, held_out)
    Path(__file__).with_name("sentence_picker.json").write_text(written, encoding="utf-8")
    print(json.dumps(held_out, indent=2))  # noqa: T201 - this program's output


def as_json(weights: Weights, held_out: dict[str, dict[str, float]]) -> str:
    """The weights as ``Weights.shipped`` reads them."""

    def rounded(values: NDArray[np.float64]) -> list[float]:
        return [round(float(value), 4) for value in values]

    content = {
        "names": NAMES,
        "ranking": rounded(weights.ranking),
        "answerable": {
            "factors": rounded(weights.answerable.factors),
            "bias": round(weights.answerable.bias, 4),
        },
        "right": {
            "factors": rounded(weights.right.factors),
            "bias": round(weights.right.bias, 4),
        },
        "held_out": held_out,
    }
    return json.dumps(content, indent=1) + "\n"


if __name__ == "__main__":
    main()
