"""Exact search with FAISS: the default engine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import faiss
import numpy as np
from numpy.typing import ArrayLike, NDArray

from index.errors import VectorError
from index.stores.base import Ids, Neighbours, Vectors
from index.stores.validation import checked_ids, checked_query, checked_vectors, whole_numbers

_one_load_at_a_time = threading.Lock()

_REMEDY = "; remove the file, and it is built anew from the library."


class FaissStore:
    """Vectors in memory under stable ids, compared one by one.

    FAISS crashes the process when one thread searches an index while another changes it.
    So no index is ever changed: a change builds the next one and exchanges the reference,
    which costs a copy of the vectors and never makes a search wait.
    """

    def __init__(self, dimensions: int) -> None:
        self._index = _built(np.empty(0, np.int64), np.empty((0, dimensions), np.float32))
        self._one_change_at_a_time = threading.Lock()

    @classmethod
    def build(cls, ids: ArrayLike, vectors: ArrayLike) -> Self:
        """Return a store of these vectors, ``vectors[i]`` under ``ids[i]``.

        Raises:
            VectorError: a vector is not finite and normalised, or an id is negative or repeated.
        """
        checked = checked_vectors(vectors)
        store = cls(checked.shape[1])
        store._index = _built(checked_ids(ids, count=len(checked)), checked)
        return store

    @property
    def dimensions(self) -> int:
        """The length of every vector."""
        return int(self._index.d)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add one vector per id, all of them or none; raises ``VectorError``."""
        new_vectors = checked_vectors(vectors, dimensions=self.dimensions)
        new_ids = checked_ids(ids, count=len(new_vectors))
        with self._one_change_at_a_time:
            old_ids, old_vectors = _ids_of(self._index), _vectors_of(self._index)
            if np.isin(new_ids, old_ids).any():
                raise VectorError(
                    "An id is in the store already; re-index the library with `verse reindex`."
                )
            self._index = _built(
                np.concatenate([old_ids, new_ids]), np.concatenate([old_vectors, new_vectors])
            )

    def remove(self, ids: Ids) -> int:
        """Remove these ids, ignoring unknown ones; return how many were there."""
        with self._one_change_at_a_time:
            old_ids = _ids_of(self._index)
            kept = ~np.isin(old_ids, whole_numbers(ids))
            removed = len(old_ids) - int(kept.sum())
            if removed:
                self._index = _built(old_ids[kept], _vectors_of(self._index)[kept])
        return removed

    def search(
        self, query: NDArray[np.float32], k: int, *, within: Ids | None = None
    ) -> Neighbours:
        """Find the k nearest vectors to ``query`` (shape (dimensions,), normalised).

        ``within`` limits the search to these ids before ranking; unknown ones are ignored.
        Equal similarities are ordered by id, also where k cuts them off.

        Raises:
            VectorError: the query is not finite and normalised, or of another size.
            ValueError: k is less than 1.
        """
        if k < 1:
            raise ValueError(f"k is {k}, but has to be at least 1")
        index = self._index
        wanted = checked_query(query, dimensions=int(index.d))
        available = int(index.ntotal)
        selector = None
        if within is not None:
            allowed = np.unique(whole_numbers(within))
            available = min(available, len(allowed))
            selector = _selector(allowed)
        # One more than asked for shows whether the last place is contested.
        count = min(k + 1, available)
        while True:
            found = _search(index, wanted, count, selector)
            if count == available or not _contested(found.similarities, k):
                return Neighbours(found.ids[:k], found.similarities[:k])
            count = min(2 * count, available)

    def vectors_of(self, ids: Ids) -> Vectors:
        """Return the stored vectors under these ids, in their order.

        Raises:
            VectorError: there is no vector under one of them.
        """
        wanted = whole_numbers(ids)
        try:
            # By the index's own table: copying and sorting a million ids takes 3 ms.
            with _one_thread():
                found: Vectors = self._index.reconstruct_batch(wanted)
        except RuntimeError as error:
            raise VectorError(f"There is no vector under one of the ids{_REMEDY}") from error
        return found

    def to_bytes(self) -> memoryview:
        """Return the store as ``from_bytes`` reads it."""
        saved: NDArray[np.uint8] = faiss.serialize_index(self._index)
        return saved.data

    @classmethod
    def from_bytes(cls, saved: bytes | memoryview, *, dimensions: int, count: int) -> Self:
        """Return the store that was saved; nothing in it is executed.

        FAISS notices few kinds of damage, so compare a checksum before.

        Raises:
            VectorError: it is damaged, or does not hold ``count`` vectors of this size.
        """
        try:
            index = _deserialized(np.frombuffer(saved, dtype=np.uint8))
        except RuntimeError as error:
            raise VectorError(f"The saved index cannot be read{_REMEDY}") from error
        if not _is_whole(index, dimensions, count):
            raise VectorError(f"The saved index is not the one that was expected{_REMEDY}")
        checked_ids(_ids_of(index), count=count)
        checked_vectors(_vectors_of(index))
        store = cls(dimensions)
        store._index = index
        return store


def _built(ids: Ids, vectors: Vectors) -> Any:
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
    index.add_with_ids(vectors, ids)
    return index


def _deserialized(saved: NDArray[np.uint8]) -> Any:
    # A damaged length would otherwise be filled with gigabytes of zeros before it is noticed.
    # The limit holds for the whole process, so only one index is read at a time.
    with _one_load_at_a_time:
        faiss.set_deserialization_vector_byte_limit(len(saved))
        return faiss.deserialize_index(saved)


def _ids_of(index: Any) -> Ids:
    ids: Ids = faiss.vector_to_array(index.id_map)
    return ids


def _vectors_of(index: Any) -> Vectors:
    """Return the index's own memory, good for as long as the index is held."""
    if index.ntotal == 0:
        return np.empty((0, index.d), np.float32)
    flat: Any = faiss.downcast_index(index.index)
    vectors: Vectors = faiss.rev_swig_ptr(flat.get_xb(), index.ntotal * index.d)
    return vectors.reshape(-1, index.d)


def _is_whole(index: Any, dimensions: int, count: int) -> bool:
    """Whether a loaded index says the same of itself everywhere; until then it may not be used."""
    if not isinstance(index, faiss.IndexIDMap2) or index.metric_type != faiss.METRIC_INNER_PRODUCT:
        return False
    flat: Any = faiss.downcast_index(index.index)
    return (
        isinstance(flat, faiss.IndexFlatIP)
        and (flat.d, flat.ntotal, flat.codes.size()) == (dimensions, count, count * dimensions * 4)
        and (index.d, index.ntotal, index.id_map.size()) == (dimensions, count, count)
    )


def _selector(allowed: Ids) -> Any:
    """Return what lets FAISS look at these ids only; they are sorted and unique."""
    # A story's passages have consecutive ids, and two comparisons are quicker than a lookup.
    if len(allowed) and allowed[-1] - allowed[0] + 1 == len(allowed):
        return faiss.IDSelectorRange(int(allowed[0]), int(allowed[-1]) + 1)
    return faiss.IDSelectorBatch(allowed)


def _search(index: Any, query: Vectors, count: int, selector: Any) -> Neighbours:
    """Return the ``count`` nearest in order, or fewer where fewer are allowed."""
    if count == 0:
        return Neighbours(np.empty(0, np.int64), np.empty(0, np.float32))
    parameters = None
    if selector is not None:
        parameters = faiss.SearchParameters()
        parameters.sel = selector
    with _one_thread():
        similarities, ids = index.search(query, count, params=parameters)
    present = ids[0] >= 0
    found = ids[0][present]
    # Rounding takes the product of two vectors of length 1 a little beyond 1.
    cosines = np.clip(similarities[0][present], -1.0, 1.0)
    order = np.lexsort((found, -cosines))
    return Neighbours(found[order], cosines[order])


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let OpenMP use this thread only.

    One question is too little work to share: with two OpenMP threads on two busy cores it took
    9 ms instead of 0.03 ms at 1,000 vectors, and 68 ms instead of 17 ms at 100,000. The number
    belongs to the calling thread, and torch reads the same one when it encodes there.
    """
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def _contested(similarities: NDArray[np.float32], k: int) -> bool:
    return len(similarities) > k and bool(similarities[k - 1] == similarities[-1])
