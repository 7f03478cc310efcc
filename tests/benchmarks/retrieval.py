"""Retrieval without encoding, beside bare FAISS and bare bm25s on the same data."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import bm25s
import faiss
import numpy as np
from bm25s.selection import topk

from index.answering import checked_question
from index.reading.candidates import RETRIEVED
from index.retrieval import Corpus
from index.terms import terms
from tests.benchmarks.material import Material, Shelf
from tests.benchmarks.measuring import Report, milliseconds, seconds, spread

ROUNDS = 5
Asked = tuple[np.ndarray, list[str]]
Search = Callable[[np.ndarray, list[str]], object]


def run(material: Material) -> Report:
    """Search for the same questions in turns: ours, bare FAISS, bare bm25s."""
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        rows = [_row(material, shelf) for shelf in material.shelves]
    finally:
        faiss.omp_set_num_threads(threads)
    columns = (
        *("library", "passages", "`Corpus.search` (ms)", "`IndexFlatIP.search` (ms)"),
        *("`BM25.get_scores`, `topk` (ms)", f"ratio to both together, {ROUNDS} rounds"),
    )
    return Report(f"Retrieval of {RETRIEVED} passages, without encoding", columns, rows)


def _row(material: Material, shelf: Shelf) -> list[str]:
    with material.corpus(shelf.folder) as corpus:
        asked = _asked(material, corpus, shelf.questions)
        flat, engine = _bare_faiss(corpus), _bare_bm25s(corpus)
        searches: tuple[Search, ...] = (
            lambda vector, words: corpus.search(vector, words, RETRIEVED),
            lambda vector, words: flat.search(vector[None], min(RETRIEVED, flat.ntotal)),
            lambda vector, words: _best_of(engine, words),
        )
        rounds = [_in_turns(searches, asked) for _ in range(ROUNDS)]
    ours, dense, sparse = zip(*rounds, strict=True)
    ratios = [mine / (a + b) for mine, a, b in zip(ours, dense, sparse, strict=True)]
    times = [milliseconds([spent / len(asked) for spent in each]) for each in (ours, dense, sparse)]
    return [shelf.label, str(len(corpus.passages)), *times, spread(ratios)]


def _in_turns(searches: tuple[Search, ...], asked: list[Asked]) -> list[float]:
    """The seconds that each kind of search took for all questions."""
    spent = [0.0] * len(searches)
    for vector, words in asked:
        for kind, search in enumerate(searches):
            spent[kind] += seconds(partial(search, vector, words))
    return spent


def _asked(material: Material, corpus: Corpus, questions: tuple[str, ...]) -> list[Asked]:
    checked = [checked_question(question) for question in questions]
    vectors = material.encoder.encode(checked)
    words = [corpus.keywords.question_terms(question) for question in checked]
    return list(zip(vectors, words, strict=True))


def _bare_faiss(corpus: Corpus) -> Any:
    ids = np.array([passage.id for passage in corpus.passages])
    flat = faiss.IndexFlatIP(corpus.vectors.dimensions)
    flat.add(corpus.vectors.vectors_of(ids))
    return flat


def _bare_bm25s(corpus: Corpus) -> bm25s.BM25:
    engine = bm25s.BM25()
    texts = [corpus.stories[p.story_id].story.text[p.start : p.end] for p in corpus.passages]
    engine.index([terms(text) for text in texts], show_progress=False)
    return engine


def _best_of(engine: bm25s.BM25, words: list[str]) -> object:
    known = [word for word in words if word in engine.vocab_dict]
    if not known:
        return None
    scores = engine.get_scores(known)
    return topk(scores, k=min(RETRIEVED, len(scores)), backend="numpy", sorted=True)
