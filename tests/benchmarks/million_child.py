"""One measurement of ``million`` in a process of its own, so that its memory is its own.

Arguments: the step, the folder, the number of passages, the server's address. Prints JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.carrying.moving import move
from index.corpora import CorpusSource
from index.retrieval import Corpus
from index.storage.base import LibraryStorage
from index.storage.database import Database
from index.storage.searching import StoredVectorSearch
from index.stores.files import INDEX_FOLDER, IndexFiles
from tests.benchmarks import million_bare
from tests.benchmarks.measuring import seconds
from tests.benchmarks.memory_child import peak_megabytes
from tests.benchmarks.million_asking import K, asked_small, in_turns
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
from tests.benchmarks.million_places import Figures, Places, disk_of, resident, server_worked

ASKED = 50
"""Questions to the large library."""
WORKED = 40
"""Searches for which the server's processor time is counted."""
ADDED = 60
"""Books that are added to both engines in turns."""
OPENED = 100
"""Small libraries that are opened one after the other."""


class Child:
    """The steps on our own engines."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._books = Books(places.folder)
        self._encoder = SyntheticEncoder()

    def build(self, shape: str) -> Figures:
        """Add every book to SQLite through the storage's face; making books is not counted."""
        spent, worked = list[float](), 0.0
        with self._database("sqlite", shape) as database:
            for key, numbers in self._libraries(shape):
                storage = database.library(key)
                held = len(storage.stories())
                for number in numbers[held:]:
                    draft, encoded = self._books.draft(number), self._books.encoded(number)
                    before = time.process_time()
                    spent.append(seconds(partial(storage.add, draft, encoded)))
                    worked += time.process_time() - before
        return {
            "passages": len(spent) * PER_BOOK,
            "seconds": sum(spent),
            "worked": worked,
            "disk": self._places.disk("sqlite", shape),
            "peak": peak_megabytes(),
        }

    def move(self, shape: str) -> Figures:
        """Let PostgreSQL have what SQLite has, as ``verse migrate`` does."""
        before = time.process_time()
        with self._database("sqlite", shape) as giving, self._database("postgres", shape) as taking:
            spent = seconds(partial(move, giving, taking))
        worked = time.process_time() - before
        million_bare.settle(self._places.url(shape))
        return {
            "seconds": spent,
            "worked": worked,
            "disk": self._places.disk("postgres", shape),
            "peak": peak_megabytes(),
        }

    def adding(self) -> Figures:
        """Add the same books to both engines in turns."""
        sides: dict[str, list[float]] = {"sqlite": [], "postgres": []}
        with ExitStack() as opened:
            storages = {
                engine: opened.enter_context(self._database(engine, "added")).library("0")
                for engine in sides
            }
            for number in range(min(ADDED, self._places.passages // PER_BOOK)):
                draft, encoded = self._books.draft(number), self._books.encoded(number)
                for engine, storage in storages.items():
                    sides[engine].append(seconds(partial(storage.add, draft, encoded)))
        return {**sides, "passages": PER_BOOK}

    def large(self, engine: str, state: str = "") -> Figures:
        """Open the large library cold, then ask it in turns with the bare engine.

        In the state ``first`` no index is saved, and only opening is measured.
        """
        first = state == "first"
        if first:
            IndexFiles(self._places.data(engine, "large") / INDEX_FOLDER).remove_all()
        before = resident()
        begun = time.perf_counter()
        with self._database(engine, "large") as database:
            corpus = self._source(database, engine, "0").corpus(self._encoder)
            opened = time.perf_counter() - begun
            quiz = self._books.of_large(self._places.passages)
            corpus.search(quiz.vectors[0], quiz.terms[0], K)
            answered = time.perf_counter() - begun
            figures: Figures = {
                "opened": opened,
                "first": answered,
                "resident": resident() - before,
                "peak": peak_megabytes() - before,
                "worked": time.process_time(),
                "disk": disk_of(self._places.data(engine, "large") / INDEX_FOLDER),
            }
            if first:
                return figures
            return figures | self._asked(engine, corpus, quiz)

    def _asked(self, engine: str, corpus: Corpus, quiz: Quiz) -> Figures:
        """Ask the large library in turns with the bare engine, which holds the same vectors."""
        faiss.omp_set_num_threads(1)
        bare = self._bare(engine, corpus)
        asked = list(zip(quiz.vectors, quiz.terms, strict=True))[:ASKED]
        figures = in_turns(
            {
                "vectors": [partial(corpus.vectors.search, one, K) for one, _ in asked],
                "bare": [partial(bare, one) for one, _ in asked],
                "whole": [partial(corpus.search, *one, K) for one in asked],
            }
        )
        found = [corpus.vectors.search(one, K).ids - 1 for one, _ in asked]
        for name, halves in (("recall", True), ("recall_original", False)):
            true = np.load(self._places.truth(halves=halves))
            figures[name] = recall(found, true[: len(found)])
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
            quizzes = [self._books.quiz(numbers, i) for i, (_, numbers) in enumerate(chosen)]
            figures: Figures = {"opening": opening, "resident": held, "peak": peak_megabytes()}
            figures |= asked_small(corpora, quizzes, [numbers for _, numbers in chosen])
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
        asked = [*zip(keys, quizzes, strict=True)]
        ours = [
            partial(StoredVectorSearch(database, key, DIMENSIONS).search, quiz.vectors[0], K)
            for key, quiz in asked
        ]
        with million_bare.Table(self._places.url("bare"), "small") as table:
            bare = [partial(table.search, quiz.vectors[0], K, int(key)) for key, quiz in asked]
            in_turns({"stored": ours, "bare": bare})
            return in_turns({"stored": ours * 3, "bare": bare * 3})

    def searching(self) -> Figures:
        """Search the large library in the database, counting what the server works for it."""
        quiz, figures = self._books.of_large(self._places.passages), dict[str, Any]()
        with (
            self._database("postgres", "large") as database,
            million_bare.Table(self._places.url("bare"), "large") as table,
        ):
            ours = StoredVectorSearch(database, "0", DIMENSIONS)
            searches: dict[str, Callable[[NDArray[np.float32]], object]] = {
                "ours": partial(ours.search, k=K),
                "bare": partial(table.search, k=K),
            }
            for name, search in searches.items():
                search(quiz.vectors[0])
                before = server_worked(self._places.folder)
                for one in quiz.vectors[:WORKED]:
                    search(one)
                spent = server_worked(self._places.folder) - before
                figures[f"{name}_worked"] = spent / WORKED
        return figures

    def _bare(self, engine: str, corpus: Corpus) -> Callable[[NDArray[np.float32]], object]:
        if engine == "postgres":
            table = million_bare.Table(self._places.url("bare"), "large")
            return lambda vector: table.search(vector, K)
        flat = faiss.IndexFlatIP(DIMENSIONS)
        ids = np.array([passage.id for passage in corpus.passages])
        flat.add(corpus.vectors.vectors_of(ids))
        return lambda vector: flat.search(vector[None], K)

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


def main(step: str, folder: str, passages: str, server: str) -> None:
    """Do the step and print its figures."""
    places = Places(Path(folder), int(passages), server)
    kind, *rest = step.split("-")
    child = Child(places)
    steps: dict[str, Callable[..., Figures]] = {
        "build": child.build,
        "move": child.move,
        "adding": child.adding,
        "searching": child.searching,
        "large": child.large,
        "small": child.small,
        "truth": child.truth,
        "faiss": partial(million_bare.faiss_alone, places),
        "pgvector": partial(million_bare.pgvector_alone, places),
    }
    sys.stdout.write(json.dumps(steps[kind](*rest)))


if __name__ == "__main__":
    main(*sys.argv[1:])
