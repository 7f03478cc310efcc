"""Vector search inside the database, for libraries too large for a process's memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ARRAY, BigInteger, ColumnElement, Float, any_, bindparam, select

from index.errors import VectorError
from index.storage.halves import from_halves, to_halves
from index.storage.tables import passages
from index.storage.types import Halves
from index.stores.base import Ids, Neighbours, Vectors
from index.stores.validation import checked_query, whole_numbers

if TYPE_CHECKING:
    from index.storage.database import Database

MARGIN = 16
"""Rows beyond twice as many as asked for that are looked at once more: the database compares with
a question in half precision, whose error moves a neighbour by less than these."""


class StoredVectorSearch:
    """The vectors of one library as pgvector searches them: exactly, one partition, no index.

    It sees the library as it is when it is asked. Found vectors are compared once more in single
    precision, so that similarities and their order are those of ``FaissStore``.
    """

    def __init__(self, database: Database, library: str, dimensions: int) -> None:
        self._database = database
        self._library = library
        self._dimensions = dimensions

    @property
    def dimensions(self) -> int:
        """The length of every vector."""
        return self._dimensions

    def vectors_of(self, ids: Ids) -> Vectors:
        """Return the stored vectors under these ids, in their order.

        Raises:
            VectorError: there is no vector under one of them.
        """
        wanted = whole_numbers(ids)
        found = select(passages.c.id, passages.c.vector).where(
            passages.c.library == self._library, _among("wanted")
        )
        with self._database.reading() as connection:
            rows = connection.execute(found, {"wanted": np.unique(wanted).tolist()}).all()
        known: dict[int, bytes] = {row.id: row.vector for row in rows}
        try:
            blobs = [known[one] for one in wanted.tolist()]
        except KeyError:
            raise VectorError(
                "There is no vector under one of the ids; the library was changed meanwhile,"
                " so try again."
            ) from None
        if not blobs:
            return np.empty((0, self._dimensions), np.float32)
        return self._from_halves(blobs)

    def search(
        self, query: NDArray[np.float32], k: int, *, within: Ids | None = None
    ) -> Neighbours:
        """Find the k nearest vectors to ``query`` (shape (dimensions,), normalised).

        ``within`` limits the search to these ids before ranking; unknown ones are ignored.
        Equal similarities are ordered by id.

        Raises:
            VectorError: the query is not finite and normalised, or of another size.
            ValueError: k is less than 1.
        """
        if k < 1:
            raise ValueError(f"k is {k}, but has to be at least 1")
        wanted = checked_query(query, dimensions=self._dimensions)
        near = bindparam("near", to_halves(wanted)[0], Halves)
        distance = passages.c.vector.op("<#>", return_type=Float)(near)
        nearest = (
            select(passages.c.id, passages.c.vector)
            .where(passages.c.library == self._library)
            .order_by(distance, passages.c.id)
            .limit(2 * k + MARGIN)
        )
        values: dict[str, object] = {}
        if within is not None:
            nearest = nearest.where(_among("within"))
            values["within"] = np.unique(whole_numbers(within)).tolist()
        # Around it, or the database makes every vector it compares ready to be sent.
        found = nearest.subquery()
        with self._database.reading() as connection:
            rows = connection.execute(select(found.c.id, found.c.vector), values).all()
        if not rows:
            return Neighbours(np.empty(0, np.int64), np.empty(0, np.float32))
        ids = np.array([row.id for row in rows], np.int64)
        vectors = self._from_halves([row.vector for row in rows])
        similarities = np.clip(vectors @ wanted[0], -1.0, 1.0)
        order = np.lexsort((ids, -similarities))[:k]
        return Neighbours(ids[order], similarities[order])

    def _from_halves(self, blobs: list[bytes]) -> Vectors:
        try:
            return from_halves(blobs, self._dimensions)
        except ValueError as error:
            raise self._database.damaged() from error


def _among(name: str) -> ColumnElement[bool]:
    # One array and not a list of parameters, of which there may be too many for a statement.
    return passages.c.id == any_(bindparam(name, type_=ARRAY(BigInteger)))
