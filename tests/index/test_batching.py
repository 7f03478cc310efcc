"""What several threads ask of a model is computed together, and nobody can tell."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait

import pytest

from index.batching import Batcher

PATIENCE = 30.0


class Oven:
    """Bakes batches when it is told to, and remembers them."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.begun = threading.Semaphore(0)
        self.open = threading.Semaphore(0)

    def bake(self, given: Sequence[str]) -> list[str]:
        self.batches.append(list(given))
        self.begun.release()
        assert self.open.acquire(timeout=PATIENCE)
        if "poison" in given:
            raise ValueError(f"poison among {len(given)}")
        return [one.upper() for one in given]


def until_waiting(batcher: Batcher[str, str], count: int) -> None:
    """Wait until as much waits for a lane."""
    for _ in range(int(PATIENCE * 1000)):
        with batcher._turn:
            if len(batcher._waiting) == count:
                return
        threading.Event().wait(0.001)
    raise AssertionError("it never waited")


def ask_in_order(
    pool: ThreadPoolExecutor, batcher: Batcher[str, str], *asked: Sequence[str]
) -> list[Future[list[str]]]:
    """Have threads ask while every lane is taken, one after the other."""
    futures, count = [], 0
    for questions in asked:
        futures.append(pool.submit(batcher.of, questions))
        count += len(questions)
        until_waiting(batcher, count)
    return futures


@pytest.fixture
def oven() -> Oven:
    return Oven()


def test_what_is_asked_alone_is_answered_at_once(oven: Oven) -> None:
    batcher = Batcher(oven.bake, lanes=1, most=8)
    oven.open.release()
    assert batcher.of(["a", "b"]) == ["A", "B"]
    assert batcher.of([]) == []
    assert oven.batches == [["a", "b"]]


def test_what_piles_up_is_the_next_batch(oven: Oven) -> None:
    batcher = Batcher(oven.bake, lanes=1, most=8)
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(batcher.of, ["a"])
        assert oven.begun.acquire(timeout=PATIENCE)
        others = ask_in_order(pool, batcher, ["b", "c"], ["d"], ["e"])
        oven.open.release(2)
        assert [future.result(PATIENCE) for future in (first, *others)] == [
            ["A"],
            ["B", "C"],
            ["D"],
            ["E"],
        ]
    assert oven.batches == [["a"], ["b", "c", "d", "e"]]


def test_a_batch_is_bounded_and_who_asked_first_is_in_the_first(oven: Oven) -> None:
    batcher = Batcher(oven.bake, lanes=1, most=2)
    with ThreadPoolExecutor(4) as pool:
        pool.submit(batcher.of, ["a"])
        assert oven.begun.acquire(timeout=PATIENCE)
        others = ask_in_order(pool, batcher, ["b"], ["c", "d", "e"], ["f"])
        oven.open.release(4)
        assert others[1].result(PATIENCE) == ["C", "D", "E"]
        wait(others, PATIENCE)
    assert oven.batches == [["a"], ["b", "c"], ["d", "e"], ["f"]]


def test_as_many_batches_are_computed_at_once_as_there_are_lanes(oven: Oven) -> None:
    batcher = Batcher(oven.bake, lanes=2, most=8)
    with ThreadPoolExecutor(3) as pool:
        for one in "ab":
            pool.submit(batcher.of, [one])
            assert oven.begun.acquire(timeout=PATIENCE)
        (third,) = ask_in_order(pool, batcher, ["c"])
        oven.open.release(3)
        assert third.result(PATIENCE) == ["C"]
    assert oven.batches == [["a"], ["b"], ["c"]]


def test_what_cannot_be_answered_fails_nothing_beside_it(oven: Oven) -> None:
    batcher = Batcher(oven.bake, lanes=1, most=8)
    with ThreadPoolExecutor(4) as pool:
        pool.submit(batcher.of, ["a"])
        assert oven.begun.acquire(timeout=PATIENCE)
        good, bad, late = ask_in_order(pool, batcher, ["b"], ["poison"], ["c"])
        oven.open.release(9)
        assert (good.result(PATIENCE), late.result(PATIENCE)) == (["B"], ["C"])
        with pytest.raises(ValueError, match="poison among 1"):
            bad.result(PATIENCE)
    assert oven.batches == [["a"], ["b", "poison", "c"], ["b"], ["poison"], ["c"]]


def test_what_failed_alone_is_not_tried_again(oven: Oven) -> None:
    batcher = Batcher(oven.bake, lanes=1, most=8)
    oven.open.release(2)
    with pytest.raises(ValueError, match="poison among 1"):
        batcher.of(["poison"])
    assert batcher.of(["a"]) == ["A"]
    assert oven.batches == [["poison"], ["a"]]


def test_who_is_interrupted_gives_the_lane_back_and_takes_nobody_along() -> None:
    gates = {"first": threading.Event(), "begun": threading.Event()}
    interrupted: list[list[str]] = []

    def run(given: Sequence[str]) -> list[str]:
        if given == ["first"]:
            gates["begun"].set()
            assert gates["first"].wait(PATIENCE)
        elif not interrupted:
            interrupted.append(list(given))
            raise KeyboardInterrupt
        return [one.upper() for one in given]

    batcher = Batcher(run, lanes=1, most=8)
    with ThreadPoolExecutor(3) as pool:
        pool.submit(batcher.of, ["first"])
        assert gates["begun"].wait(PATIENCE)
        others = ask_in_order(pool, batcher, ["b"], ["c"])
        gates["first"].set()
        wait(others, PATIENCE)
        ends = [future.exception() for future in others]
    # One of the two computed for both when it was interrupted; the other one went on.
    assert interrupted == [["b", "c"]]
    assert sorted(type(end).__name__ for end in ends) == ["KeyboardInterrupt", "NoneType"]
    assert not batcher._waiting
    assert batcher.of(["d"]) == ["D"]


def test_many_threads_get_their_own_answers() -> None:
    batcher = Batcher[int, int](lambda given: [one * 2 for one in given], lanes=3, most=7)

    def ask(number: int) -> bool:
        asked = list(range(number, number + number % 5))
        return batcher.of(asked) == [one * 2 for one in asked]

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(ask, range(2_000)))
