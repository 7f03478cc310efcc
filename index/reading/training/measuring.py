"""How well a model reads: exact match and F1 given the text, and what it takes for answerable."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import PreTrainedModel

from index.reading.frame import NO_ANSWER
from index.reading.precision import quicken
from index.reading.spans import Span, TokenScores, best_spans
from index.reading.training.examples import SpanExample
from index.reading.training.features import Batch, Feature, batches, scores_of
from index.scoring import auc, exact_match, f1

_BATCH_TOKENS = 12_288


def predictions(
    model: PreTrainedModel, found: Sequence[Feature], pad: int, device: str
) -> list[Span]:
    """The best span of every feature, in the features' order."""
    model.train(False)
    quicken(model, device)
    told: dict[int, Span] = {}
    with torch.inference_mode():
        for fed in batches(found, _BATCH_TOKENS, pad):
            scores = scores_of(model, fed, device).cpu().numpy()
            told |= _read(fed, scores, found)
    return [told[number] for number in range(len(found))]


def _read(fed: Batch, scores: NDArray[np.float32], found: Sequence[Feature]) -> dict[int, Span]:
    told = {}
    for row, number in enumerate(fed.numbers):
        feature = found[number]
        own = scores[row, feature.text_start : feature.text_end]
        scored = TokenScores(
            feature.offsets, own[:, 0], own[:, 1], float(scores[row, NO_ANSWER].sum())
        )
        whole = np.zeros(len(own), dtype=np.int64)
        told[number] = best_spans(scored, whole, whole)[0]
    return told


def measured(found: Sequence[SpanExample], predicted: Sequence[Span]) -> dict[str, float]:
    """Exact match and F1 of the answerable examples, and the AUC of the margin."""
    pairs = [(e, p) for e, p in zip(found, predicted, strict=True) if e.answer]
    said = [(e.context[p.start : p.end], e.context[slice(*(e.answer or (0, 0)))]) for e, p in pairs]
    figures = {
        "exact": float(np.mean([exact_match(ours, gold) for ours, gold in said])),
        "f1": float(np.mean([f1(ours, gold) for ours, gold in said])),
    }
    margins = np.array([p.margin for p in predicted])
    answerable = np.array([e.answer is not None for e in found])
    if not answerable.all():
        figures["auc"] = auc(margins[answerable].tolist(), margins[~answerable].tolist()) or 0.0
    return figures
