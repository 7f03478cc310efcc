"""Shards identify in turn: one in five seconds for each bucket, and none when none are left."""

from __future__ import annotations

import asyncio
import time
from itertools import pairwise

import pytest

from bot.sharding import turns
from bot.sharding.turns import OwnTurns, Starts, Turns


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "APART_SECONDS", 0.3)
    monkeypatch.setattr(turns, "_LOOK_SECONDS", 0.02)
    monkeypatch.setattr(turns, "_KNOWN_SECONDS", 0.0)


class Limits:
    """What Discord allows, as it is asked for."""

    def __init__(self, *answers: Starts) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def __call__(self) -> Starts:
        self.asked += 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


async def identify(by: Turns, shard: int, begun: dict[int, float]) -> None:
    await by.wait(shard)
    await by.begin(shard)
    begun[shard] = time.monotonic()


async def test_shards_of_one_bucket_wait_for_one_another_in_every_process() -> None:
    shared = OwnTurns()
    first = Turns(Limits(Starts(at_once=2)), shared.claim, "first")
    second = Turns(Limits(Starts(at_once=2)), shared.claim, "second")
    begun: dict[int, float] = {}

    await asyncio.gather(
        *(identify(by, shard, begun) for by, shard in [(first, 0), (first, 2), (second, 4)])
    )

    at = sorted(begun.values())
    assert min(later - earlier for earlier, later in pairwise(at)) >= 0.29


async def test_shards_of_other_buckets_do_not_wait() -> None:
    waits = Turns(Limits(Starts(at_once=16)), OwnTurns().claim, "one")

    async with asyncio.timeout(5):
        for shard in range(16):
            await waits.wait(shard)


async def test_a_turn_that_passed_while_connecting_is_waited_for_again() -> None:
    shared = OwnTurns()
    slow = Turns(Limits(Starts()), shared.claim, "slow")
    quick = Turns(Limits(Starts()), shared.claim, "quick")
    await slow.wait(0)
    await asyncio.sleep(0.35)
    await quick.wait(1)
    before = time.monotonic()

    await slow.begin(0)

    assert time.monotonic() - before >= 0.25


async def test_without_sessions_left_it_says_so_and_waits(
    caplog: pytest.LogCaptureFixture,
) -> None:
    limits = Limits(Starts(left=0, reset_seconds=0.1), Starts(left=5))
    waits = Turns(limits, OwnTurns().claim, "one")

    await waits.wait(0)

    assert "begin no more sessions" in caplog.text
    assert limits.asked == 2


def test_limits_are_read_and_missing_ones_are_the_least() -> None:
    told = {"total": 1000, "remaining": 3, "reset_after": 5000, "max_concurrency": 16}

    assert Starts.of(told) == Starts(at_once=16, left=3, reset_seconds=5.0)
    assert Starts.of({}) == Starts(at_once=1, left=1, reset_seconds=0.0)
