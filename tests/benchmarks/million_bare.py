"""FAISS and pgvector by themselves, on the vectors of ``million``."""

from __future__ import annotations

import time
from functools import partial
from types import TracebackType
from typing import Any, Self

import faiss
import numpy as np
import psycopg
from numpy.typing import NDArray
from pgvector import HalfVector
from pgvector.psycopg import register_vector

from tests.benchmarks.measuring import seconds
from tests.benchmarks.million_material import (
    DIMENSIONS,
    PER_BOOK,
    PER_LIBRARY,
    Books,
    recall,
    vectors_of,
)
from tests.benchmarks.million_places import Figures, Places, resident

LISTS = 1_024
PROBES = (16, 64)
WIDTHS = (40, 200)
_TRAINED = 200
"""Books that the lists are learned from."""
_HNSW_SECONDS = 1_500


class Table:
    """A plain table of vectors without anything else, asked exactly or by its index."""

    def __init__(self, url: str, name: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        self._connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
        register_vector(self._connection)
        self._name = name

    def fill(self, passages: int) -> float:
        """Copy all vectors into a new table; return the seconds of writing."""
        self._connection.execute(f"DROP TABLE IF EXISTS {self._name}")
        self._connection.execute(
            f"CREATE TABLE {self._name} (library int NOT NULL, id int NOT NULL,"
            f" vector halfvec({DIMENSIONS}) NOT NULL, PRIMARY KEY (library, id))"
        )
        whole = self._name == "large"
        making = 0.0
        begun = time.perf_counter()
        copying = f"COPY {self._name} FROM STDIN (FORMAT BINARY)"
        with self._connection.cursor() as cursor, cursor.copy(copying) as copy:
            copy.set_types(["int4", "int4", "halfvec"])
            for number in range(passages // PER_BOOK):
                before = time.perf_counter()
                rows = [HalfVector(one) for one in vectors_of(number)]
                making += time.perf_counter() - before
                for place, one in enumerate(rows, start=number * PER_BOOK):
                    key = (0, place) if whole else divmod(place, PER_LIBRARY)
                    copy.write_row((*key, one))
        self.run(f"VACUUM ANALYZE {self._name}")
        return time.perf_counter() - begun - making

    def search(self, vector: NDArray[np.float32], k: int, library: int = 0) -> list[int]:
        """The ids of the k nearest."""
        where = "" if self._name == "large" else f"WHERE library = {library}"
        found = self._connection.execute(
            f"SELECT id FROM {self._name} {where} ORDER BY vector <#> %s LIMIT {k}",  # noqa: S608
            (HalfVector(vector),),
        )
        return [row[0] for row in found]

    def run(self, statement: str) -> None:
        """Execute a statement."""
        self._connection.execute(statement)

    def value(self, query: str) -> Any:
        """The one value of a query."""
        row = self._connection.execute(query).fetchone()
        return None if row is None else row[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._connection.close()


def settle(url: str) -> None:
    """Let a server do what it does when nobody asks: statistics, dead rows."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def pgvector_alone(places: Places, what: str) -> Figures:
    """Fill the table ``large`` or ``small``, or build ``hnsw`` on the large one and ask it."""
    if what == "hnsw":
        return _hnsw(places)
    with Table(places.url("bare"), what) as table:
        return {
            "seconds": table.fill(places.passages),
            "disk": table.value(f"SELECT pg_total_relation_size('{what}')"),
        }


def _hnsw(places: Places) -> Figures:
    quiz = Books(places.folder).of_large(places.passages)
    true = np.load(places.truth(halves=True))
    with Table(places.url("bare"), "large") as table:
        table.run(f"SET statement_timeout = '{_HNSW_SECONDS}s'")
        table.run("DROP INDEX IF EXISTS hnsw")
        built = "CREATE INDEX hnsw ON large USING hnsw (vector halfvec_ip_ops)"
        try:
            spent = seconds(lambda: table.run(built))
        except psycopg.errors.QueryCanceled:
            return {"given_up": _HNSW_SECONDS}
        figures: Figures = {
            "seconds": spent,
            "disk": table.value("SELECT pg_relation_size('hnsw')"),
        }
        for width in WIDTHS:
            table.run(f"SET hnsw.ef_search = {width}")
            table.search(quiz.vectors[0], 10)
            times = [seconds(partial(table.search, one, 10)) for one in quiz.vectors]
            found = [np.array(table.search(one, 10)) for one in quiz.vectors]
            figures[f"times_{width}"] = times
            figures[f"recall_{width}"] = recall(found, true)
        # The other steps compare with the exact search of the same table.
        table.run("DROP INDEX hnsw")
    return figures


def faiss_alone(places: Places, what: str) -> Figures:
    """Build an index ``flat`` or ``lists`` and ask it, on one thread."""
    faiss.omp_set_num_threads(1)
    quiz, true = Books(places.folder).of_large(places.passages), np.load(places.truth(halves=False))
    before = resident()
    index: Any = faiss.index_factory(
        DIMENSIONS, "Flat" if what == "flat" else f"IVF{LISTS},SQ8", faiss.METRIC_INNER_PRODUCT
    )
    books = places.passages // PER_BOOK
    spent = 0.0
    if what == "lists":
        learned = np.random.default_rng(8).choice(books, min(books, _TRAINED), replace=False)
        sample = np.concatenate([vectors_of(int(one)) for one in learned])
        spent += seconds(partial(index.train, sample))
        del sample
    for first in range(0, books, 40):
        block = np.concatenate([vectors_of(one) for one in range(first, min(books, first + 40))])
        spent += seconds(partial(index.add, block))
    figures: Figures = {"seconds": spent, "resident": resident() - before}
    path = places.folder / f"bare-{what}.faiss"
    faiss.write_index(index, str(path))
    figures["disk"] = path.stat().st_size
    path.unlink()
    for probes in PROBES if what == "lists" else (0,):
        if probes:
            index.nprobe = probes
        index.search(quiz.vectors[:1], 10)
        figures[f"times_{probes}"] = [
            seconds(partial(index.search, one[None], 10)) for one in quiz.vectors
        ]
        found = [index.search(one[None], 10)[1][0] for one in quiz.vectors]
        figures[f"recall_{probes}"] = recall(found, true)
    return figures
