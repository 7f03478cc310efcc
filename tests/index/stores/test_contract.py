"""What every vector engine must do. A new engine joins by its name in ``ENGINES``."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.errors import VectorError
from index.stores.base import Ids, Neighbours, VectorStore
from index.stores.faiss_store import FaissStore
from index.stores.validation import checked_ids, checked_query, checked_vectors, whole_numbers

Vectors = NDArray[np.float32]
Unit = Callable[..., Vectors]
MakeStore = Callable[[int], VectorStore]


class PlainStore:
    """The definition of what is right, in as few lines as NumPy allows."""

    def __init__(self, dimensions: int) -> None:
        self.dimensions = dimensions
        self._rows: dict[int, Vectors] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, ids: Ids, vectors: Vectors) -> None:
        rows = checked_vectors(vectors, dimensions=self.dimensions)
        new = dict(zip(checked_ids(ids, count=len(rows)).tolist(), rows, strict=True))
        with self._lock:
            if new.keys() & self._rows.keys():
                raise VectorError("an id is there already; choose another")
            self._rows.update(new)

    def remove(self, ids: Ids) -> int:
        with self._lock:
            known = self._rows.keys() & set(whole_numbers(ids).tolist())
            for one in known:
                del self._rows[one]
        return len(known)

    def vectors_of(self, ids: Ids) -> Vectors:
        try:
            rows = [self._rows[one] for one in whole_numbers(ids).tolist()]
        except KeyError as error:
            raise VectorError("an id is not there; choose another") from error
        return np.array(rows, np.float32).reshape(-1, self.dimensions)

    def search(self, query: Vectors, k: int, *, within: Ids | None = None) -> Neighbours:
        if k < 1:
            raise ValueError("k has to be at least 1")
        wanted = checked_query(query, dimensions=self.dimensions)[0]
        allowed = None if within is None else set(whole_numbers(within).tolist())
        with self._lock:
            rows = {i: v for i, v in self._rows.items() if allowed is None or i in allowed}
        cosines = {i: float(np.clip(np.float32(v @ wanted), -1, 1)) for i, v in rows.items()}
        best = sorted(rows, key=lambda i: (-cosines[i], i))[:k]
        return Neighbours(
            np.array(best, np.int64), np.array([cosines[i] for i in best], np.float32)
        )


ENGINES: dict[str, MakeStore] = {"faiss": FaissStore, "plain": PlainStore}


@pytest.fixture(params=sorted(ENGINES))
def make_store(request: pytest.FixtureRequest) -> MakeStore:
    return ENGINES[request.param]


@pytest.fixture
def store(make_store: MakeStore) -> VectorStore:
    return make_store(16)


def at_cosine(query: Vectors, cosine: float) -> Vectors:
    """A vector of length 1 whose cosine with ``query`` is this one."""
    across = np.roll(query, 1) - query * (np.roll(query, 1) @ query)
    across /= np.linalg.norm(across)
    return (cosine * query + np.sqrt(1 - cosine**2) * across).astype(np.float32)


def ids_of(*ids: int) -> Ids:
    return np.array(ids, dtype=np.int64)


def test_a_planted_neighbour_comes_first_and_its_number_is_the_cosine(
    store: VectorStore, unit: Unit
) -> None:
    query = unit(1, seed=7)[0]
    planted = np.stack([at_cosine(query, c) for c in (0.3, 0.95, -0.5, 0.8)])
    store.add(ids_of(40, 10, 30, 20), planted)

    found = store.search(query, 3)

    assert found.ids.tolist() == [10, 20, 40]
    assert found.similarities == pytest.approx([0.95, 0.8, 0.3], abs=1e-5)


def test_a_neighbour_is_found_in_a_crowd(store: VectorStore, unit: Unit) -> None:
    crowd = unit(2_000, seed=1)
    store.add(np.arange(2_000), crowd)
    for one in (0, 999, 1_999):
        found = store.search(crowd[one], 1)
        assert found.ids.tolist() == [one]
        assert found.similarities[0] == pytest.approx(1.0, abs=1e-5)


def test_a_cosine_never_leaves_its_range(store: VectorStore, unit: Unit) -> None:
    vectors = unit(200, seed=3)
    store.add(np.arange(200), vectors)
    for vector in (*vectors, *-vectors):
        cosines = store.search(vector, 200).similarities
        assert cosines.max() <= 1.0
        assert cosines.min() >= -1.0


def test_an_empty_store_finds_nothing(store: VectorStore, unit: Unit) -> None:
    found = store.search(unit(1)[0], 5)
    assert len(store) == 0
    assert found.ids.shape == found.similarities.shape == (0,)
    assert (found.ids.dtype, found.similarities.dtype) == (np.int64, np.float32)


def test_asking_for_more_than_there_is_gives_what_there_is(store: VectorStore, unit: Unit) -> None:
    store.add(ids_of(5, 3, 8), unit(3))
    found = store.search(unit(1, seed=2)[0], 50)
    assert sorted(found.ids.tolist()) == [3, 5, 8]
    assert len(found.similarities) == 3


@pytest.mark.parametrize("k", [0, -1])
def test_asking_for_nothing_is_refused(store: VectorStore, unit: Unit, k: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        store.search(unit(1)[0], k)


def test_ids_keep_their_vectors_when_others_are_removed(store: VectorStore, unit: Unit) -> None:
    vectors = unit(100)
    store.add(np.arange(100) * 3, vectors)

    assert store.remove(np.arange(0, 300, 6)) == 50

    assert len(store) == 50
    for row in range(1, 100, 2):
        assert store.search(vectors[row], 1).ids.tolist() == [row * 3]
    everything = store.search(vectors[0], 100).ids
    assert sorted(everything.tolist()) == list(range(3, 300, 6))


def test_removing_what_is_not_there_changes_nothing(store: VectorStore, unit: Unit) -> None:
    store.add(ids_of(1, 2), unit(2))
    assert store.remove(ids_of(7, -1, 2, 2)) == 1
    assert store.remove(ids_of()) == 0
    assert len(store) == 1


def test_a_removed_id_may_be_added_again(store: VectorStore, unit: Unit) -> None:
    vectors = unit(2)
    store.add(ids_of(4), vectors[:1])
    store.remove(ids_of(4))
    store.add(ids_of(4), vectors[1:])
    assert store.search(vectors[1], 1).similarities[0] == pytest.approx(1.0, abs=1e-5)


def _bad_vectors(unit: Unit) -> dict[str, np.ndarray]:
    bad = {name: unit(3) for name in ("nan", "inf", "long", "short", "zero", "huge")}
    bad["nan"][1, 2] = np.nan
    bad["inf"][2, 0] = np.inf
    bad["long"][0] *= 1.01
    bad["short"][2] *= 0.99
    bad["zero"][1] = 0
    bad["huge"][1] = 3e38
    bad["other dimensions"] = unit(3, dimensions=15)
    bad["flat"] = unit(1)[0]
    bad["whole numbers"] = np.eye(3, 16, dtype=np.int64)
    return bad


@pytest.mark.parametrize(
    "kind",
    ["nan", "inf", "long", "short", "zero", "huge", "other dimensions", "flat", "whole numbers"],
)
def test_what_is_not_finite_and_normalised_is_refused_whole(
    store: VectorStore, unit: Unit, kind: str
) -> None:
    store.add(ids_of(1), unit(1, seed=9))
    with pytest.raises(VectorError, match="verse reindex"):
        store.add(ids_of(10, 11, 12), _bad_vectors(unit)[kind])
    assert len(store) == 1
    assert store.search(unit(1)[0], 10).ids.tolist() == [1]


@pytest.mark.parametrize(
    "ids", [[5, -1, 6], [5, 6, 5], [5, 1, 6], [5, 6], [5, 6, 7, 8], [0.0, 1.0, 2.0]]
)
def test_ids_that_are_negative_repeated_taken_or_miscounted_are_refused_whole(
    store: VectorStore, unit: Unit, ids: list[int]
) -> None:
    store.add(ids_of(1), unit(1, seed=9))
    with pytest.raises(VectorError):
        store.add(np.array(ids), unit(3))
    assert len(store) == 1
    assert store.search(unit(1)[0], 10).ids.tolist() == [1]


@pytest.mark.parametrize("kind", ["nan", "long", "other dimensions", "two"])
def test_a_question_that_is_not_a_normalised_vector_is_refused(
    store: VectorStore, unit: Unit, kind: str
) -> None:
    store.add(ids_of(1), unit(1))
    queries = {
        "nan": np.full(16, np.nan, np.float32),
        "long": unit(1)[0] * 2,
        "other dimensions": unit(1, dimensions=8)[0],
        "two": unit(2),
    }
    with pytest.raises(VectorError):
        store.search(queries[kind], 1)


@pytest.mark.parametrize("within", [[3, 4, 5, 6], [2, 9, 40], [7], [], [5, 900, -3], [6, 6, 8]])
def test_within_is_applied_before_ranking(
    store: VectorStore, unit: Unit, within: list[int]
) -> None:
    vectors = unit(50)
    store.add(np.arange(50), vectors)
    query = vectors[20]  # the nearest of all, and never allowed

    found = store.search(query, 3, within=ids_of(*within))

    allowed = sorted({i for i in within if 0 <= i < 50}, key=lambda i: -vectors[i] @ query)
    assert found.ids.tolist() == allowed[:3]


def test_equal_similarities_are_ordered_by_id_even_where_k_cuts_them(
    store: VectorStore, unit: Unit
) -> None:
    same, others = unit(1, seed=5), unit(300, seed=6)
    shuffled = np.random.default_rng(0).permutation(100) + 1_000
    store.add(np.arange(300), others)
    store.add(shuffled, np.repeat(same, 100, axis=0))
    for k in (1, 7, 64, 99, 100):
        assert store.search(same[0], k).ids.tolist() == list(range(1_000, 1_000 + k))
    allowed = np.arange(1_050, 1_090)
    assert store.search(same[0], 3, within=allowed).ids.tolist() == [1_050, 1_051, 1_052]


def test_vectors_come_back_in_the_order_in_which_they_are_asked_for(
    store: VectorStore, unit: Unit
) -> None:
    vectors = unit(4)
    store.add(ids_of(30, 10, 40, 20), vectors)
    store.remove(ids_of(10))
    found = store.vectors_of(ids_of(20, 30, 20))
    assert np.array_equal(found, vectors[[3, 0, 3]])
    found[:] = 0  # a copy, so that nobody can spoil the store with it
    assert np.array_equal(store.vectors_of(ids_of(40)), vectors[2:3])
    assert store.vectors_of(ids_of()).shape == (0, 16)
    for unknown in (ids_of(10), ids_of(20, 41), ids_of(-1)):
        with pytest.raises(VectorError):
            store.vectors_of(unknown)


def test_a_caller_may_reuse_its_arrays(store: VectorStore, unit: Unit) -> None:
    ids, vectors = ids_of(1, 2), unit(2)
    first = vectors[0].copy()
    store.add(ids, vectors)
    vectors[:] = 0
    ids[:] = 9
    assert store.search(first, 1).ids.tolist() == [1]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_history_of_changes_finds_what_comparing_all_finds(
    make_store: MakeStore, data: st.DataObject
) -> None:
    dimensions = data.draw(st.integers(2, 9))
    store, truth = make_store(dimensions), PlainStore(dimensions)
    # Few directions, so that ties are the rule.
    signs = st.lists(st.sampled_from([-1.0, 0.0, 1.0]), min_size=dimensions, max_size=dimensions)
    direction = signs.filter(any).map(lambda v: np.array(v) / np.linalg.norm(v))
    some_ids = st.lists(st.integers(0, 30), max_size=12, unique=True)
    for _ in range(data.draw(st.integers(1, 4))):
        ids = ids_of(*(i for i in data.draw(some_ids) if i not in truth._rows))
        vectors = np.array([data.draw(direction) for _ in ids]).reshape(-1, dimensions)
        store.add(ids, vectors.astype(np.float32))
        truth.add(ids, vectors.astype(np.float32))
        gone = ids_of(*data.draw(some_ids))
        assert store.remove(gone) == truth.remove(gone)
    query = data.draw(direction).astype(np.float32)
    k = data.draw(st.integers(1, 20))
    within = data.draw(st.none() | some_ids)
    chosen = None if within is None else ids_of(*within)
    found, right = store.search(query, k, within=chosen), truth.search(query, k, within=chosen)

    assert len(store) == len(truth)
    assert found.similarities == pytest.approx(right.similarities, abs=1e-6)
    assert len(set(found.ids.tolist())) == len(found.ids)
    for one, cosine in zip(found.ids.tolist(), found.similarities, strict=True):
        assert float(truth._rows[one] @ query) == pytest.approx(cosine, abs=1e-6)
        assert chosen is None or one in chosen
    tied = np.diff(found.similarities) == 0
    assert (np.diff(found.ids)[tied] > 0).all()


def test_searching_while_others_add_and_remove_is_safe(store: VectorStore, unit: Unit) -> None:
    constant, passing = unit(200, seed=1), unit(64, seed=2)
    store.add(np.arange(200), constant)
    stop, failures = threading.Event(), []

    def search(seed: int) -> None:
        draw = np.random.default_rng(seed)
        while not stop.is_set():
            row = int(draw.integers(200))
            found = store.search(constant[row], 5)
            if found.ids[0] != row or -1 in found.ids or len(set(found.ids.tolist())) != 5:
                failures.append(found)

    def change(first: int) -> None:
        for _ in range(60):
            store.add(np.arange(first, first + 64), passing)
            if store.remove(np.arange(first, first + 64)) != 64:
                failures.append(first)

    searchers = [threading.Thread(target=search, args=(seed,)) for seed in range(3)]
    changers = [threading.Thread(target=change, args=(first,)) for first in (1_000, 2_000)]
    for thread in (*searchers, *changers):
        thread.start()
    for thread in changers:
        thread.join()
    stop.set()
    for thread in searchers:
        thread.join()

    assert failures == []
    assert len(store) == 200
