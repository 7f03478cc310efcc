"""All processes of a database divide Discord into the same number of shards."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.sharding.counting import ShardsError, agree
from index.storage.database import Database
from tests.bot.sharding.child import SharedLibraries

LONG = 60.0


@pytest.fixture
def libraries(tmp_path: Path) -> Iterator[SharedLibraries]:
    with Database.open(tmp_path) as database:
        yield SharedLibraries(database)


def test_the_first_takes_what_its_settings_say_or_discord_recommends(
    libraries: SharedLibraries,
) -> None:
    assert agree(libraries, "a", None, 3, 0.01) == 3
    time.sleep(0.05)
    assert agree(libraries, "b", 8, 3, LONG) == 8


def test_the_others_take_what_the_first_took(libraries: SharedLibraries) -> None:
    agree(libraries, "a", 8, 3, LONG)

    assert agree(libraries, "b", None, 3, LONG) == 8
    assert agree(libraries, "c", 8, 3, LONG) == 8


def test_another_number_is_refused_while_others_live(libraries: SharedLibraries) -> None:
    agree(libraries, "a", 8, 3, LONG)

    with pytest.raises(ShardsError, match=r"8 shards and SHARD_COUNT is 16 here; stop them all"):
        agree(libraries, "b", 16, 3, LONG)

    libraries.claims.release("a")
    assert agree(libraries, "b", 16, 3, LONG) == 16


def test_who_starts_at_the_same_time_agrees(libraries: SharedLibraries) -> None:
    with ThreadPoolExecutor(4) as pool:
        counts = pool.map(lambda at: agree(libraries, str(at), None, 3 + at, LONG), range(4))
        assert len(set(counts)) == 1
