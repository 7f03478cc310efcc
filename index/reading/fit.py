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
from sklearn.metrics import roc_auc_score

from index.encoding import SentenceEncoder
from index.reading.evidence import NAMES
from index.reading.examples import (
    examples,
    fairytales,
    joined_paragraphs,
)
from index.reading.gate import PICKER_GATE
from index.reading.learning import Example, fit
from index.reading.linear import Weights, summary_figures

SEED = 20261122


def measure(weights: Weights, found: Sequence[Example]) -> dict[str, float]:
    """What the weights achieve on the held-out examples."""
    held_out = [example for example in found if _held_out(example)]
    ranks = [example.figures @ weights.ranking for example in held_out]
    summaries = [summary_figures(e.figures, r) for e, r in zip(held_out, ranks, strict=True)]
    answerable = np.array([example.answerable for example in held_out])
    first = np.array([bool(e.right[r.argmax()]) for e, r in zip(held_out, ranks, strict=True)])
    third = [bool(e.right[np.argsort(-r)[:3]].any()) for e, r in zip(held_out, ranks, strict=True)]
    chances = np.array([weights.answerable.chance(summary) for summary in summaries])
    right = np.array([weights.right.chance(summary) for summary in summaries])
    shown = chances >= PICKER_GATE.answerable_from
    return {
        "questions": len(held_out),
        "quote_at_1": float(first[answerable].mean()),
        "quote_at_3": float(np.array(third)[answerable].mean()),
        "answerable_auc": float(roc_auc_score(answerable, chances)),
        "false_refusals": float((~shown[answerable]).mean()),
        "missed_refusals": float(shown[~answerable].mean()),
        "right_when_sure": float(first[shown & (right >= PICKER_GATE.sure_from)].mean()),
        "right_when_likely": float(
            first[
                shown & (right >= PICKER_GATE.likely_from) & (right < PICKER_GATE.sure_from)
            ].mean()
        ),
    }


def _held_out(example: Example) -> bool:
    return int(example.group) % 3 == 0


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
    weights = fit([e for several in found.values() for e in several if not _held_out(e)])
    held_out = {
        name: {figure: round(value, 3) for figure, value in measure(weights, several).items()}
        for name, several in found.items()
    }
    content = weights.as_dict(NAMES) | {"held_out": held_out}
    written = json.dumps(content, indent=1) + "\n"
    Path(__file__).with_name("sentence_picker.json").write_text(written, encoding="utf-8")
    print(json.dumps(held_out, indent=2))  # noqa: T201 - this program's output


if __name__ == "__main__":
    main()
