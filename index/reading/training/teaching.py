"""A teacher's scores for every token, kept for the student to learn from.

Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network" (2015). Teacher and
student cut a text into the same tokens (both use BERT's lower-case word pieces), so a score
belongs to the same characters for both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import load_file, save_file
from torch import nn
from transformers import PreTrainedModel

from index.errors import StoryIndexError
from index.reading.frame import IMPOSSIBLE, NO_ANSWER
from index.reading.precision import quicken
from index.reading.training.features import Batch, Feature, batches, scores_of

LESSONS = "lessons.safetensors"
_PART = "lessons.part.safetensors"
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
    save_every: int = 50,
) -> None:
    """Have a teacher score features; ``report`` hears how many are done.

    Args:
        model: the teacher.
        found: what it reads.
        pad: its padding token's id.
        folder: where the lessons are kept; an earlier call that was interrupted there is gone on
            with, if teacher and features are the same.
        report: called after every batch.
        save_every: batches; at most so many are read again after an interruption.
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    begun = _Begun.of(folder, _digest(model, found), found)
    nn.Module.to(model, device).train(False)
    quicken(model, device)
    done = 0
    with torch.inference_mode():
        for number, fed in enumerate(batches(found, _BATCH_TOKENS, pad), start=1):
            done += len(fed.numbers)
            if done <= begun.done:
                continue
            begun.note(fed, scores_of(model, fed, device).cpu().numpy(), found, done)
            if number % save_every == 0:
                begun.save()
            report(done)
    _write(folder / LESSONS, begun.scores)
    (folder / _PART).unlink(missing_ok=True)


@dataclass(slots=True)
class _Begun:
    """Lessons that are being written."""

    folder: Path
    digest: str
    """Of teacher and features."""
    places: NDArray[np.int64]
    """Where each feature's scores begin."""
    scores: NDArray[np.float16]
    done: int = 0
    """Features, in the order of the batches."""

    @classmethod
    def of(cls, folder: Path, digest: str, found: Sequence[Feature]) -> Self:
        """Those of an earlier call, or none."""
        places = np.cumsum([0, *(1 + f.text_end - f.text_start for f in found)])
        begun = cls(folder, digest, places, np.zeros((places[-1], 2), dtype=np.float16))
        with suppress(FileNotFoundError), safe_open(folder / _PART, "np") as file:
            about = file.metadata()
            if about["digest"] == digest:
                begun.scores, begun.done = file.get_tensor("scores"), int(about["done"])
        return begun

    def note(
        self, fed: Batch, given: NDArray[np.float32], found: Sequence[Feature], done: int
    ) -> None:
        """Keep what the teacher gave to a batch."""
        for row, number in enumerate(fed.numbers):
            feature, place = found[number], self.places[number]
            text = given[row, feature.text_start : feature.text_end]
            self.scores[place] = given[row, NO_ANSWER]
            self.scores[place + 1 : self.places[number + 1]] = text
        self.done = done

    def save(self) -> None:
        """Let a later call go on from here."""
        about = {"digest": self.digest, "done": str(self.done)}
        _write(self.folder / _PART, self.scores, about)


def _digest(model: PreTrainedModel, found: Sequence[Feature]) -> str:
    told = hashlib.sha256()
    for name, weight in model.state_dict().items():
        told.update(name.encode())
        told.update(weight.detach().cpu().float().numpy().tobytes())
    for feature in found:
        told.update(feature.ids.tobytes())
    return told.hexdigest()


def _write(path: Path, scores: NDArray[np.float16], about: dict[str, str] | None = None) -> None:
    """Write the file whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    save_file({"scores": scores}, beside, about)
    beside.replace(path)
