"""Calibrate a reader: ``python -m index.reading.calibrate DATA_FOLDER [--model MODEL]``.

Asks held-out stories, none of which the reader was trained on, and learns from its scores which
sentence ranks first, how likely it is right, and from which chance on an answer may be called
"sure" (at least 95 in 100 right in every source but the adversarial one) or "likely" (at least 75
of those that are not sure, all sources counting alike). Of the pairs of thresholds that keep both,
that one is taken which calls most answers sure and still refuses none with a chance of a third.
They are chosen on chances that each story was given by weights learned from the other stories.
Writes ``calibration.json`` into the reader's folder, with what was measured, of each source too.
Takes some minutes on two cores, and the extra ``fit``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

# Before torch is imported: its threads spin for each other on a busy core otherwise.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

from index.encoding import Encoder, SentenceEncoder
from index.models import sha256_of
from index.reading.calibration import CALIBRATION, Calibration, summarised
from index.reading.candidates import RETRIEVED, candidates
from index.reading.examples import corpus_of
from index.reading.learning import Example, fit, is_right
from index.reading.linear import Weights
from index.reading.second_look import Scorer
from index.reading.span_model import SpanModel
from index.reading.span_reader import Found, find
from index.reading.span_weights import EMBEDDED_READER, WEIGHTS
from index.reading.training.asking import AskedStory, asked_stories
from index.reading.training.sources import Question, Split, contexts
from index.scoring import auc

SEED = 20261122
FOLDS = 6
PARTINGS = 6
SOFTNESS = 1.0
"""Inverse strength of the logistics' shrinkage: some hundred examples, some thirty figures."""
SURE_RIGHT = 0.95
LIKELY_RIGHT = 0.75
"""Shares of the answers shown as sure and as likely that have to be right."""
WORTH_SHOWING = 1 / 3
"""A chance from which on an answer should be shown: it is wrong at most twice as often as right."""
ADVERSARIAL = "squad2-part"
"""Half of its questions were made unanswerable on purpose; the reader hardly sees through them."""
SOURCES = ("fairytaleqa", "squadshifts-wiki", ADVERSARIAL)


@dataclass(frozen=True, slots=True)
class Judged:
    """The chance that a question's best sentence is right, and whether it is."""

    chances: NDArray[np.float64]
    right: NDArray[np.bool_]
    answerable_chances: NDArray[np.float64]
    answerable: NDArray[np.bool_]
    sources: NDArray[np.str_]
    """The data that each question is from."""

    def of(self, chosen: NDArray[np.bool_]) -> Judged:
        """Some of the questions."""
        return Judged(*(getattr(self, field.name)[chosen] for field in fields(self)))


def gathered(encoder: Encoder, model: Scorer, stories: Iterable[AskedStory]) -> Iterator[Example]:
    """Ask every story its questions and keep what was read twice."""
    for story in stories:
        corpus = corpus_of(encoder, story.text)
        vectors = encoder.encode([question.words for question in story.asked])
        for question, vector in zip(story.asked, vectors, strict=True):
            words = question.words
            terms = corpus.keywords.question_terms(words)
            hits = corpus.search(vector, terms, RETRIEVED)
            read, _ = find(model, words, terms, candidates(corpus, hits))
            found = [one for one in read if one.read_twice]
            if found:
                yield Example(
                    question.span is not None,
                    np.array([one.figures for one in found]),
                    np.array([_is_right(one, question, story.text) for one in found]),
                    story.name,
                    words not in story.changed,
                    story.source,
                )


def _is_right(found: Found, question: Question, text: str) -> bool:
    """Whether the sentences that would be quoted answer, as ``verse evaluate`` judges it."""
    start, end = found.quoted
    return any(gold.covered(text[start:end], start, end) for gold in question.golds)


def judged(weights: Weights, found: Sequence[Example]) -> Judged:
    """What the weights make of some questions."""
    chances = [weights.chances(summarised(e.figures, e.figures @ weights.ranking)) for e in found]
    return Judged(
        np.array([right for right, _ in chances]),
        np.array([is_right(example, weights.ranking) for example in found], dtype=np.bool_),
        np.array([answerable for _, answerable in chances]),
        np.array([example.answerable for example in found], dtype=np.bool_),
        np.array([example.source for example in found], dtype=np.str_),
    )


def out_of_fold(found: Sequence[Example]) -> Judged:
    """Every certain question judged by weights that were learned from other stories.

    Of the questions changed by rule some can still be answered: they teach what a missing answer
    looks like, but no threshold is chosen by them. The stories are parted anew ``PARTINGS`` times,
    and each question counts as often: thresholds of a single parting hang on a few questions.
    """
    groups = sorted({example.group for example in found})
    draw = random.Random(SEED)  # noqa: S311 - a partition of stories, not a secret
    parts = []
    for _ in range(PARTINGS):
        draw.shuffle(groups)
        for fold in range(FOLDS):
            mine = set(groups[fold::FOLDS])
            weights = fit([e for e in found if e.group not in mine], SOFTNESS, summarised)
            parts.append(judged(weights, [e for e in found if e.group in mine and e.certain]))
    return Judged(
        *(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Judged))
    )


def threshold(
    told: Judged, share: float, below: float = np.inf, *, everywhere: bool = False
) -> float:
    """The least chance from which on, up to ``below``, this share of the answers is right.

    The sources count alike, however many questions each has; with ``everywhere``, the share has to
    be reached in each that has any answers from there on.
    """
    inside = told.of(told.chances < below)
    levels = np.unique(inside.chances)
    if not len(levels):
        return float(min(below, 1.0))
    by_source = [
        _right_from(inside.of(inside.sources == one), levels) for one in np.unique(inside.sources)
    ]
    shares = (np.nanmin if everywhere else np.nanmean)(by_source, axis=0)
    good = shares >= share
    return float(levels[good][0]) if good.any() else float(min(below, 1.0))


def thresholds(told: Judged) -> tuple[float, float]:
    """From which chances on answers are likely, and sure.

    The more answers are called sure, the fewer good ones are left among the likely, and the more
    of these have to be refused to keep their share. So "sure" begins where nothing that is worth
    showing has to be refused for it, if there is such a level, and at its least level otherwise.
    """
    ordinary = told.of(told.sources != ADVERSARIAL)
    least = threshold(ordinary, SURE_RIGHT, everywhere=True)
    for sure_from in np.unique([least, *told.chances[told.chances > least]]).tolist():
        likely_from = threshold(told, LIKELY_RIGHT, below=sure_from)
        if likely_from <= WORTH_SHOWING:
            return likely_from, sure_from
    return threshold(told, LIKELY_RIGHT, below=least), least


def _right_from(told: Judged, levels: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share that is right of the answers from each level on; NaN where there are none."""
    order = np.argsort(told.chances)
    first = np.searchsorted(told.chances[order], levels)
    shown = len(order) - first
    right = np.append(np.cumsum(told.right[order][::-1])[::-1], 0)[first]
    return np.where(shown > 0, right / np.maximum(shown, 1), np.nan)


def figures(told: Judged, likely_from: float, sure_from: float) -> dict[str, float]:
    """How often the bot is right, shows what is right, refuses wrongly, and misses a refusal."""
    shown, sure = told.chances >= likely_from, told.chances >= sure_from
    likely = shown & ~sure
    return {
        "questions": len(told.right) / PARTINGS,
        "quote_at_1": float(told.right[told.answerable].mean()),
        "shown_right": float((told.right & shown)[told.answerable].mean()),
        "sure_right": float(told.right[sure].mean()) if sure.any() else 1.0,
        "sure_share": float(sure.mean()),
        "likely_right": float(told.right[likely].mean()) if likely.any() else 1.0,
        "likely_share": float(likely.mean()),
        "false_refusals": float((~shown)[told.answerable].mean()),
        "missed_refusals": float(shown[~told.answerable].mean()),
        "answerable_auc": auc(
            told.answerable_chances[told.answerable].tolist(),
            told.answerable_chances[~told.answerable].tolist(),
        )
        or 0.0,
    }


def all_figures(told: Judged, likely_from: float, sure_from: float) -> dict[str, float]:
    """The figures of all questions, and those of each source with its name in front."""
    found = figures(told, likely_from, sure_from)
    for source in np.unique(told.sources).tolist():
        own = figures(told.of(told.sources == source), likely_from, sure_from)
        found |= {f"{source}: {name}": value for name, value in own.items()}
    return found


def main() -> None:
    """Ask, learn, choose thresholds, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with the reading data")
    parser.add_argument("--model", default=EMBEDDED_READER, help="embedded, a folder, a hub id")
    asked = parser.parse_args()
    encoder, model = SentenceEncoder(), SpanModel(asked.model)
    folder = model.folder
    held_out = [c for c in contexts(asked.data, Split.CALIBRATE) if c.source in SOURCES]
    stories = track(
        asked_stories(held_out, SEED), description="asking stories", console=Console(stderr=True)
    )
    found = list(gathered(encoder, model, stories))
    told = out_of_fold(found)
    likely_from, sure_from = thresholds(told)
    measured = all_figures(told, likely_from, sure_from)
    weights = next(
        path
        for path in (folder / WEIGHTS, *sorted(folder.glob("model*.safetensors")))
        if path.exists()
    )
    calibration = Calibration(
        fit(found, SOFTNESS, summarised), likely_from, sure_from, sha256_of(weights), measured
    )
    calibration.save(folder)
    print(json.dumps(measured, indent=1))  # noqa: T201 - this program's output
    print(f"Wrote {CALIBRATION}: sure from {sure_from:.2f}, likely from {likely_from:.2f}.")  # noqa: T201


if __name__ == "__main__":
    main()
