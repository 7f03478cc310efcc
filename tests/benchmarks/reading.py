"""What the reader's 8-bit weights and half precision cost and gain, against its float32 form."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

import numpy as np
from numpy.typing import NDArray
from torch import nn

from index.reading.span_model import SpanModel
from index.reading.span_weights import shipped_model
from index.reading.spans import TokenScores, best_spans
from index.reading.training.sources import Context, Split, contexts
from index.scoring import exact_match, f1
from tests.benchmarks.measuring import Report, seconds

CONTEXTS = 150
"""Held-out paragraphs and sections of each source, all of whose answerable questions are read."""
ROUNDS = 7
TEXTS = 10
"""Read at once when speed is measured: as many as a question's passages."""
TITLE = "The reader and its float32 form"
COLUMNS = ("held out", "questions", "EM", "EM, float32", "F1", "F1, float32", "difference")
SOURCES = ("squadshifts-wiki", "squad2-part", "fairytaleqa")


@dataclass(frozen=True, slots=True)
class Skill:
    """How well a model reads, each in 0..1."""

    exact: float
    f1: float


def run(data: Path, trained: Path | None) -> Report:
    """Compare the shipped reader with ``trained``, its float32 weights, both given the text.

    Without ``trained`` the shipped weights are compared with themselves, computed in float32.
    """
    if not data.is_dir():
        return Report(
            TITLE, COLUMNS, (), ("There is no reading data; name its folder with --data.",)
        )
    shipped, full = SpanModel(), SpanModel(str(trained) if trained else "embedded")
    if trained is None:
        full._model = shipped_model(full.folder)
    nn.Module.float(full._model).eval()
    held_out = contexts(data, Split.TEST)
    rows = []
    for source in SOURCES:
        chosen = [c for c in held_out if c.source == source][:CONTEXTS]
        ours, theirs = skill(shipped, chosen), skill(full, chosen)
        count = sum(question.span is not None for c in chosen for question in c.questions)
        figures = (ours.exact, theirs.exact, ours.f1, theirs.f1, ours.f1 - theirs.f1)
        rows.append([source, str(count), *(f"{100 * figure:.1f}" for figure in figures)])
    return Report(TITLE, COLUMNS, rows, (_speed(shipped, full, held_out),))


def skill(model: SpanModel, chosen: Sequence[Context]) -> Skill:
    """Exact match and F1 of the best span, each question given its own text."""
    pairs = []
    for context in chosen:
        for question in context.questions:
            if question.span is None:
                continue
            windows = model.score(question.words, [context.text])[0]
            best = max(
                (span for window in windows for span in best_spans(window, *_undivided(window))),
                key=lambda span: span.margin,
            )
            pairs.append((context.text[best.start : best.end], context.text[slice(*question.span)]))
    return Skill(
        fmean(exact_match(ours, gold) for ours, gold in pairs),
        fmean(f1(ours, gold) for ours, gold in pairs),
    )


def _undivided(window: TokenScores) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All of a text as one part and one run."""
    whole = np.zeros(len(window.start), dtype=np.int64)
    return whole, whole


def _speed(shipped: SpanModel, full: SpanModel, held_out: Sequence[Context]) -> str:
    texts = [context.text for context in held_out if context.source == "squadshifts-wiki"]
    draw = random.Random(1)
    times: dict[str, list[float]] = {"ours": [], "full": []}
    for _ in range(ROUNDS):
        chosen = draw.sample(texts, TEXTS)
        for name, model in (("ours", shipped), ("full", full)):
            times[name].append(seconds(lambda m=model, t=chosen: m.score("Who is it about?", t)))
    ours, theirs = median(times["ours"]), median(times["full"])
    return (
        f"{TEXTS} paragraphs take {1000 * ours:.0f} ms in {shipped.precision} and"
        f" {1000 * theirs:.0f} ms in float32, medians of {ROUNDS} in turns:"
        f" {theirs / ours:.1f} times as fast."
    )
