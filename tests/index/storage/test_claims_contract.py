"""What every database promises to processes that claim names."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.storage.claim_rows import ClaimRows
from index.storage.database import Database

LONG = 60.0
SHORT = 0.05


@pytest.fixture
def rows(open_database: Callable[[], Database]) -> ClaimRows:
    return ClaimRows(open_database())


def wait() -> None:
    time.sleep(2 * SHORT)


def test_a_free_name_is_claimed_and_no_longer_free(rows: ClaimRows) -> None:
    assert rows.claim("shard:1", "one", LONG)
    assert not rows.claim("shard:1", "two", LONG)
    assert rows.claim("shard:2", "two", LONG)


def test_another_connection_sees_the_claim(open_database: Callable[[], Database]) -> None:
    assert ClaimRows(open_database()).claim("shard:1", "one", LONG)

    other = ClaimRows(open_database())

    assert not other.claim("shard:1", "two", LONG)
    assert other.held("shard:")["shard:1"].holder == "one"


def test_claiming_again_moves_the_end(rows: ClaimRows) -> None:
    rows.claim("shard:1", "one", SHORT)
    assert rows.claim("shard:1", "one", LONG)
    wait()

    assert not rows.claim("shard:1", "two", LONG)


def test_a_claim_that_is_not_renewed_ends_by_itself(rows: ClaimRows) -> None:
    rows.claim("shard:1", "one", SHORT)
    wait()

    assert rows.held("") == {}
    assert rows.claim("shard:1", "two", LONG)
    assert not rows.claim("shard:1", "one", LONG)


def test_renewing_tells_which_are_still_mine(rows: ClaimRows) -> None:
    rows.claim("shard:1", "one", LONG)
    rows.claim("shard:2", "two", LONG)

    assert rows.renew(["shard:1", "shard:2", "shard:3"], "one", LONG) == {"shard:1"}
    assert rows.renew([], "one", LONG) == frozenset()


def test_renewing_keeps_a_claim_for_longer(rows: ClaimRows) -> None:
    rows.claim("shard:1", "one", SHORT)
    rows.renew(["shard:1"], "one", LONG)
    wait()

    assert not rows.claim("shard:1", "two", LONG)


def test_what_ended_and_nobody_took_is_still_mine(rows: ClaimRows) -> None:
    rows.claim("shard:1", "one", SHORT)
    rows.claim("shard:2", "one", SHORT)
    wait()
    rows.claim("shard:2", "two", LONG)

    assert rows.renew(["shard:1", "shard:2"], "one", LONG) == {"shard:1"}
    assert rows.held("shard:")["shard:2"].holder == "two"


def test_what_is_released_is_free(rows: ClaimRows) -> None:
    for name in ("shard:1", "shard:2", "shard:3"):
        rows.claim(name, "one", LONG)

    rows.release("two")
    rows.release("one", ["shard:1", "shard:4"])
    assert set(rows.held("")) == {"shard:2", "shard:3"}
    rows.release("one", [])
    assert set(rows.held("")) == {"shard:2", "shard:3"}
    rows.release("one")
    assert rows.held("") == {}


def test_names_are_listed_by_how_they_begin_and_to_the_letter(rows: ClaimRows) -> None:
    for name in ("shard:1", "shard:10", "shards", "Shard:1", "sh%rd:1", "sh_rd:1", "process:a"):
        rows.claim(name, "one", LONG)

    assert list(rows.held("shard:")) == ["shard:1", "shard:10"]
    assert list(rows.held("sh%")) == ["sh%rd:1"]
    assert list(rows.held("sh_")) == ["sh_rd:1"]


def test_once_is_true_once_until_it_ends(rows: ClaimRows) -> None:
    assert rows.once("message:1", LONG)
    assert not rows.once("message:1", LONG)
    assert rows.once("message:2", SHORT)
    wait()
    assert rows.once("message:2", LONG)


def test_nobody_releases_what_was_claimed_once(rows: ClaimRows) -> None:
    rows.once("message:1", LONG)
    rows.release("one")

    assert not rows.once("message:1", LONG)
    assert not rows.claim("message:1", "one", LONG)
    with pytest.raises(ValueError, match="holder"):
        rows.claim("message:1", "", LONG)


def test_tidying_forgets_what_ended_and_nothing_else(rows: ClaimRows) -> None:
    rows.claim("shard:1", "one", SHORT)
    rows.once("message:1", SHORT)
    rows.claim("shard:2", "one", LONG)
    wait()

    assert rows.tidy() == 2
    assert rows.tidy() == 0
    assert set(rows.held("")) == {"shard:2"}


def test_of_many_threads_and_connections_one_gets_each_name(
    open_database: Callable[[], Database],
) -> None:
    names = [f"message:{at}" for at in range(12)]
    # Each as a process of its own would be: a connection pool and a lock to itself.
    racers = [ClaimRows(open_database()) for _ in range(4)]
    begin = threading.Barrier(8)

    def race(at: int) -> list[str]:
        begin.wait(20)
        order = names[at:] + names[:at]
        return [name for name in order if racers[at % 4].once(name, LONG)]

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(race, range(8)))

    assert sorted(name for names in won for name in names) == sorted(names)


def test_of_many_who_want_an_ended_claim_one_gets_it(
    open_database: Callable[[], Database],
) -> None:
    racers = [ClaimRows(open_database()) for _ in range(4)]
    racers[0].claim("shard:1", "dead", SHORT)
    wait()
    begin = threading.Barrier(8)

    def race(at: int) -> bool:
        begin.wait(20)
        return racers[at % 4].claim("shard:1", f"holder {at}", LONG)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(race, range(8))) == 1
