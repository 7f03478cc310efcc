"""One measurement of ``million`` in a process of its own, so that its memory is its own.

Arguments: the step, the folder, the number of passages, the server's address. Prints JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import faiss
import numpy as np
from numpy.typing import NDArray

from index.corpora import CorpusSource
from index.retrieval import Corpus
from index.storage.base import LibraryStorage
from index.storage.database import Database
from index.storage.searching import StoredVectorSearch
from index.stores.files import INDEX_FOLDER, IndexFiles
from tests.benchmarks import million_bare
from tests.benchmarks.measuring import seconds
from tests.benchmarks.memory_child import peak_megabytes
from tests.benchmarks.million_material import (
    DIMENSIONS,
    PER_BOOK,
    PER_LIBRARY,
    Books,
    Quiz,
    SyntheticEncoder,
    recall,
    truth,
)
from tests.benchmarks.million_places import Figures, Places, resident

K = 10
OPENED = 100
"""Small libraries that are opened one after the other."""


class Child:
    """The steps on our own engines."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._books = Books(places.folder)
        self._encoder = SyntheticEncoder()

    def build(self, engine: str, shape: str) -> Figures:
        """Add every book through the storage's face; making the books is not counted."""
        spent: list[float] = []
        worked = 0.0
        with self._database(engine, shape) as database:
            for key, numbers in self._libraries(shape):
                storage = database.library(key)
                held = len(storage.stories())
                for number in numbers[held:]:
                    draft, encoded = self._books.draft(number), self._books.encoded(number)
                    before = time.process_time()
                    spent.append(seconds(partial(storage.add, draft, encoded)))
                    worked += time.process_time() - before
        if engine == "postgres":
            million_bare.settle(self._places.url(shape))
        return {
            "passages": len(spent) * PER_BOOK,
            "seconds": sum(spent),
            "worked": worked,
            "p50": median(spent),
            "disk": self._places.disk(engine, shape),
            "peak": peak_megabytes(),
        }

    def large(self, engine: str) -> Figures:
        """Open the large library cold, then ask it in turns with the bare engine."""
        before = resident()
        begun = time.perf_counter()
        with self._database(engine, "large") as database:
            corpus = self._source(database, engine, "0").corpus(self._encoder)
            opened = time.perf_counter() - begun
            quiz = self._books.of_large(self._places.passages)
            corpus.search(quiz.vectors[0], quiz.terms[0], K)
            first = time.perf_counter() - begun
            figures: Figures = {
                "opened": opened,
                "first": first,
                "resident": resident() - before,
                "peak": peak_megabytes() - before,
                "searched": type(corpus.vectors).__name__,
            }
            faiss.omp_set_num_threads(1)
            bare = self._bare(engine, corpus)
            figures |= _in_turns(corpus, quiz, bare)
            figures |= self._recalls([self._ids(corpus, v) for v in quiz.vectors])
            figures["resident_after"] = resident() - before
        return figures

    def small(self, engine: str) -> Figures:
        """Open some of the thousand libraries, and ask them in turn."""
        libraries = list(self._libraries("small"))
        step = max(1, len(libraries) // OPENED)
        chosen = libraries[::step][:OPENED]
        with self._database(engine, "small") as database:
            self._source(database, engine, chosen[0][0]).corpus(self._encoder)
            before, opening, corpora = resident(), list[float](), list[Corpus]()
            for key, _ in chosen:
                source = self._source(database, engine, key)
                opening.append(seconds(lambda: corpora.append(source.corpus(self._encoder))))  # noqa: B023
            held = (resident() - before) / len(corpora)
            faiss.omp_set_num_threads(1)
            quizzes = [self._books.quiz(numbers, i) for i, (_, numbers) in enumerate(chosen)]
            figures: Figures = {"opening": opening, "resident": held, "peak": peak_megabytes()}
            asked = [
                partial(corpus.search, quiz.vectors[0], quiz.terms[0], K)
                for corpus, quiz in zip(corpora, quizzes, strict=True)
            ]
            figures["whole"] = [seconds(one) for one in asked * 2]
            searches = [
                partial(corpus.vectors.search, quiz.vectors[0], K)
                for corpus, quiz in zip(corpora, quizzes, strict=True)
            ]
            figures["vectors"] = [seconds(one) for one in searches * 2]
            found = [one().ids - 1 for one in searches]
            figures |= _against(found, quizzes, [numbers for _, numbers in chosen])
            if engine == "postgres":
                figures |= self._stored(database, [key for key, _ in chosen], quizzes)
        return figures

    def truth(self) -> Figures:
        """Find the true ten of each question in the large library, once for all."""
        quiz = self._books.of_large(self._places.passages)
        numbers = range(self._places.passages // PER_BOOK)
        for halves in (False, True):
            np.save(self._places.truth(halves=halves), truth(quiz.vectors, numbers, halves=halves))
        return {}

    def _stored(self, database: Database, keys: Sequence[str], quizzes: Sequence[Quiz]) -> Figures:
        """Ask small libraries in the database too, in turns with a plain table."""
        ours, bare = list[float](), list[float]()
        with million_bare.Table(self._places.url("bare"), "small") as table:
            for key, quiz in [*zip(keys, quizzes, strict=True)] * 3:
                search = StoredVectorSearch(database, key, DIMENSIONS)
                ours.append(seconds(partial(search.search, quiz.vectors[0], K)))
                bare.append(seconds(partial(table.search, quiz.vectors[0], K, int(key))))
        return {"stored": ours[len(keys) :], "bare": bare[len(keys) :]}

    def _bare(self, engine: str, corpus: Corpus) -> Callable[[NDArray[np.float32]], object]:
        if engine == "postgres":
            table = million_bare.Table(self._places.url("bare"), "large")
            return lambda vector: table.search(vector, K)
        flat = faiss.IndexFlatIP(DIMENSIONS)
        ids = np.array([passage.id for passage in corpus.passages])
        flat.add(corpus.vectors.vectors_of(ids))
        return lambda vector: flat.search(vector[None], K)

    def _ids(self, corpus: Corpus, vector: NDArray[np.float32]) -> NDArray[np.int64]:
        return corpus.vectors.search(vector, K).ids - 1

    def _recalls(self, found: list[NDArray[np.int64]]) -> Figures:
        halves, floats = (np.load(self._places.truth(halves=h)) for h in (True, False))
        return {"recall": recall(found, halves), "recall_original": recall(found, floats)}

    def _libraries(self, shape: str) -> Iterator[tuple[str, range]]:
        """The key of each library and the numbers of its books."""
        books = self._places.passages // PER_BOOK
        size = books if shape == "large" else PER_LIBRARY // PER_BOOK
        for number, first in enumerate(range(0, books, size)):
            yield str(number), range(first, first + size)

    def _database(self, engine: str, shape: str) -> Database:
        url = self._places.url(shape) if engine == "postgres" else None
        return Database.open(self._places.data(engine, shape), url)

    def _source(self, database: Database, engine: str, key: str) -> CorpusSource:
        folder = self._places.data(engine, "large") / INDEX_FOLDER
        # As ``Library`` does: with a server nothing is saved beside it.
        files = IndexFiles(folder) if engine == "sqlite" else None
        storage: LibraryStorage = database.library(key)
        return CorpusSource(storage, files, key)


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


def _in_turns(corpus: Corpus, quiz: Quiz, bare: Callable[[NDArray[np.float32]], object]) -> Figures:
    whole, vectors, plain = list[float](), list[float](), list[float]()
    for vector, terms in zip(quiz.vectors, quiz.terms, strict=True):
        vectors.append(seconds(partial(corpus.vectors.search, vector, K)))
        plain.append(seconds(partial(bare, vector)))
        whole.append(seconds(partial(corpus.search, vector, terms, K)))
    return {"whole": whole, "vectors": vectors, "bare": plain}


def main(step: str, folder: str, passages: str, server: str) -> None:
    """Do the step and print its figures."""
    places = Places(Path(folder), int(passages), server)
    kind, *rest = step.split("-")
    child = Child(places)
    steps: dict[str, Callable[..., Figures]] = {
        "build": child.build,
        "large": child.large,
        "small": child.small,
        "truth": child.truth,
        "faiss": partial(million_bare.faiss_alone, places),
        "pgvector": partial(million_bare.pgvector_alone, places),
    }
    sys.stdout.write(json.dumps(steps[kind](*rest)))


if __name__ == "__main__":
    main(*sys.argv[1:])
