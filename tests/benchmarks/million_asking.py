"""Questions of ``million``, asked in turns."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import faiss
import numpy as np
from numpy.typing import NDArray

from index.retrieval import Corpus
from tests.benchmarks.measuring import seconds
from tests.benchmarks.million_material import Quiz, recall, truth
from tests.benchmarks.million_places import Figures

K = 10


def asked_small(
    corpora: Sequence[Corpus], quizzes: Sequence[Quiz], books: Sequence[range]
) -> Figures:
    """Ask each of these libraries its first question, three times."""
    faiss.omp_set_num_threads(1)
    asked = [
        partial(corpus.search, quiz.vectors[0], quiz.terms[0], K)
        for corpus, quiz in zip(corpora, quizzes, strict=True)
    ]
    searches = [
        partial(corpus.vectors.search, quiz.vectors[0], K)
        for corpus, quiz in zip(corpora, quizzes, strict=True)
    ]
    for one in asked:
        one()
    figures = in_turns({"vectors": searches * 3, "whole": asked * 3})
    return figures | _against([one().ids - 1 for one in searches], quizzes, books)


def _against(
    found: Sequence[NDArray[np.int64]], quizzes: Sequence[Quiz], books: Sequence[range]
) -> Figures:
    halves, floats = (
        [
            truth(quiz.vectors[:1], numbers, halves=half, k=K)[0]
            for quiz, numbers in zip(quizzes, books, strict=True)
        ]
        for half in (True, False)
    )
    return {"recall": recall(found, halves), "recall_original": recall(found, floats)}


def in_turns(works: Mapping[str, Sequence[Callable[[], object]]]) -> Figures:
    """Do the first of each, then the second: seconds by name, and of the processor."""
    figures: dict[str, list[float]] = {}
    for row in zip(*works.values(), strict=True):
        for name, work in zip(works, row, strict=True):
            before = time.thread_time()
            figures.setdefault(name, []).append(seconds(work))
            figures.setdefault(f"{name}_worked", []).append(time.thread_time() - before)
    return dict(figures)
