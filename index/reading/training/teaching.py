"""A teacher's scores for every token, kept for the student to learn from.

Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network" (2015). Teacher and
student cut a text into the same tokens (both use BERT's lower-case word pieces), so a score
belongs to the same characters for both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file
from torch import nn
from transformers import PreTrainedModel

from index.errors import StoryIndexError
from index.reading.frame import IMPOSSIBLE, NO_ANSWER
from index.reading.span_model import halve
from index.reading.training.features import Batch, Feature, batches, scores_of

LESSONS = "lessons.safetensors"
_BATCH_TOKENS = 6_144


class TeachingError(StoryIndexError):
    """A teacher's scores do not fit the student's tokens."""


class Lessons:
    """The scores of every feature: the no-answer token's, then those of its text's tokens."""

    def __init__(self, scores: NDArray[np.float16], found: Sequence[Feature]) -> None:
        self._scores = scores
        self._places = np.cumsum([0, *(1 + f.text_end - f.text_start for f in found)])
        if self._places[-1] != len(scores):
            raise TeachingError("The lessons are another run's; teach again.")
        self._starts = [feature.text_start for feature in found]

    @classmethod
    def load(cls, folder: Path, found: Sequence[Feature]) -> Lessons:
        """What ``teach`` wrote.

        Raises:
            TeachingError: the lessons are damaged, or not those of these features.
        """
        try:
            scores = load_file(folder / LESSONS)["scores"]
        except (OSError, SafetensorError, KeyError) as error:
            raise TeachingError(f"The lessons in {folder} cannot be read; teach again.") from error
        return cls(scores, found)

    def of(self, fed: Batch) -> torch.Tensor:
        """The teacher's scores in a batch's shape, (features, tokens, 2); IMPOSSIBLE elsewhere."""
        scores = torch.full((*fed.ids.shape, 2), IMPOSSIBLE)
        for row, number in enumerate(fed.numbers):
            begin, end = self._places[number], self._places[number + 1]
            given = torch.from_numpy(self._scores[begin:end].astype(np.float32))
            start = self._starts[number]
            scores[row, NO_ANSWER] = given[0]
            scores[row, start : start + len(given) - 1] = given[1:]
        return scores


def teach(
    model: PreTrainedModel,
    found: Sequence[Feature],
    pad: int,
    folder: Path,
    report: Callable[[int], None],
) -> None:
    """Have a teacher score features; ``report`` hears how many are done."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    nn.Module.to(model, device).train(False)
    halve(model)
    sizes = [1 + feature.text_end - feature.text_start for feature in found]
    places = np.cumsum([0, *sizes])
    scores = np.zeros((places[-1], 2), dtype=np.float16)
    done = 0
    with torch.inference_mode():
        for fed in batches(found, _BATCH_TOKENS, pad):
            given = scores_of(model, fed, device).cpu().numpy()
            for row, number in enumerate(fed.numbers):
                feature = found[number]
                scores[places[number]] = given[row, NO_ANSWER]
                text = given[row, feature.text_start : feature.text_end]
                scores[places[number] + 1 : places[number + 1]] = text
            done += len(fed.numbers)
            report(done)
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f"{LESSONS}.new"
    save_file({"scores": scores}, beside)
    beside.replace(folder / LESSONS)
