"""What the FAISS engine promises beyond the contract: saving, and being a good neighbour."""

from __future__ import annotations

from collections.abc import Callable

import faiss
import numpy as np
import pytest

from index.errors import VectorError
from index.stores.faiss_store import FaissStore

Unit = Callable[..., np.ndarray]


def test_a_store_is_built_from_ids_and_vectors_that_are_checked(unit: Unit) -> None:
    vectors = unit(5)
    store = FaissStore.build([9, 7, 5, 3, 1], vectors)
    assert (len(store), store.dimensions) == (5, 16)
    assert store.search(vectors[1], 1).ids.tolist() == [7]
    for ids, bad in (([1, 1], unit(2)), ([1], unit(2)), ([1, 2], unit(2) * 2), ([], [])):
        with pytest.raises(VectorError):
            FaissStore.build(ids, bad)


def test_a_saved_store_is_the_same_again_and_may_change_on(unit: Unit) -> None:
    vectors = unit(50)
    store = FaissStore.build(np.arange(50) * 3, vectors)
    again = FaissStore.from_bytes(bytes(store.to_bytes()), dimensions=16, count=50)
    for vector in vectors:
        before, after = store.search(vector, 5), again.search(vector, 5)
        assert before.ids.tolist() == after.ids.tolist()
        assert before.similarities.tolist() == after.similarities.tolist()
    assert again.remove(np.arange(0, 75, 3)) == 25
    again.add(np.array([1]), vectors[:1])
    assert again.search(vectors[0], 1).ids.tolist() == [1]


def test_an_empty_store_may_be_saved() -> None:
    saved = FaissStore(16).to_bytes()
    assert len(FaissStore.from_bytes(saved, dimensions=16, count=0)) == 0


@pytest.mark.parametrize(("dimensions", "count"), [(15, 50), (16, 49), (8, 100)])
def test_a_saved_store_of_another_size_is_refused(unit: Unit, dimensions: int, count: int) -> None:
    saved = FaissStore.build(np.arange(50), unit(50)).to_bytes()
    with pytest.raises(VectorError, match="remove the file"):
        FaissStore.from_bytes(saved, dimensions=dimensions, count=count)


def _saved(index: faiss.Index, ids: list[int], vectors: np.ndarray) -> bytes:
    index.add_with_ids(vectors, np.array(ids))
    return bytes(faiss.serialize_index(index).data)


def _strangers(unit: Unit) -> dict[str, bytes]:
    good, ids = unit(3), [1, 2, 3]
    broken = good.copy()
    broken[1, 1] = np.nan
    hnsw = faiss.IndexHNSWFlat(16, 4, faiss.METRIC_INNER_PRODUCT)
    return {
        "distances": _saved(faiss.IndexIDMap2(faiss.IndexFlatL2(16)), ids, good),
        "another class": _saved(faiss.IndexIDMap(faiss.IndexFlatIP(16)), ids, good),
        "approximate": _saved(faiss.IndexIDMap2(hnsw), ids, good),
        "repeated ids": _saved(faiss.IndexIDMap2(faiss.IndexFlatIP(16)), [1, 1, 3], good),
        "negative ids": _saved(faiss.IndexIDMap2(faiss.IndexFlatIP(16)), [1, -1, 3], good),
        "not finite": _saved(faiss.IndexIDMap2(faiss.IndexFlatIP(16)), ids, broken),
        "not normalised": _saved(faiss.IndexIDMap2(faiss.IndexFlatIP(16)), ids, good * 2),
        "nothing": b"",
        "something else": b"Dear diary, " * 100,
    }


@pytest.mark.parametrize(
    "kind",
    [
        "distances",
        "another class",
        "approximate",
        "repeated ids",
        "negative ids",
        "not finite",
        "not normalised",
        "nothing",
        "something else",
    ],
)
def test_an_index_that_the_engine_would_not_have_made_is_refused(unit: Unit, kind: str) -> None:
    with pytest.raises(VectorError):
        FaissStore.from_bytes(_strangers(unit)[kind], dimensions=16, count=3)


def test_no_flipped_bit_or_cut_crashes_the_process(unit: Unit) -> None:
    whole = bytes(FaissStore.build(np.arange(4), unit(4, dimensions=3)).to_bytes())
    damaged = [whole[:cut] for cut in range(len(whole))]
    for at in range(len(whole) * 8):
        flipped = bytearray(whole)
        flipped[at // 8] ^= 1 << at % 8
        damaged.append(bytes(flipped))
    refused = 0
    for saved in damaged:
        try:
            store = FaissStore.from_bytes(saved, dimensions=3, count=4)
        except VectorError:
            refused += 1
        else:
            # The last bits of a vector, or an id: only a checksum can tell.
            assert len(store.search(np.eye(3, dtype=np.float32)[0], 4).ids) == 4
    assert refused > len(damaged) / 3


def test_searching_leaves_the_threads_of_others_as_they_were(unit: Unit) -> None:
    store = FaissStore.build(np.arange(3), unit(3))
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(3)
    try:
        store.search(unit(1)[0], 2)
        assert faiss.omp_get_max_threads() == 3
    finally:
        faiss.omp_set_num_threads(before)
