"""Shards spread themselves over processes that come and go, each planning for itself."""

from __future__ import annotations

from random import Random

import pytest

from bot.sharding.planning import Plan, Seen, plan


def seen(count: int, held: dict[int, str], *processes: str) -> Seen:
    return Seen(count, held, frozenset(processes))


def settled(count: int, held: dict[int, str], processes: list[str], random: Random) -> int:
    """Let processes plan and act in any order until nothing changes; return the rounds."""
    for rounds in range(1, 50):
        before = dict(held)
        for me in random.sample(processes, len(processes)):
            todo = plan(me, seen(count, dict(held), *processes))
            for shard in todo.give:
                del held[shard]
            for shard in todo.take:
                held.setdefault(shard, me)
        if held == before:
            return rounds
    raise AssertionError("shards are handed around for ever")


def test_one_process_takes_all() -> None:
    assert plan("a", seen(3, {}, "a")) == Plan(take=(0, 1, 2))


def test_a_process_counts_itself_before_others_see_it() -> None:
    assert plan("a", seen(4, {0: "b", 1: "b"}, "b")).take == (2, 3)


def test_the_first_gives_half_to_the_second_and_what_is_not_connected_first() -> None:
    held = dict.fromkeys(range(4), "a")

    assert plan("a", seen(4, held, "a", "b"), connected={0, 3}).give == (2, 1)
    assert plan("b", seen(4, held, "a", "b")) == Plan()


def test_what_is_free_goes_to_those_who_have_room() -> None:
    held = {0: "a", 1: "a", 2: "b"}

    assert plan("b", seen(4, held, "a", "b")).take == (3,)
    assert plan("a", seen(4, held, "a", "b")) == Plan()


def test_more_processes_than_shards_leave_some_standing_by() -> None:
    held = {0: "a", 1: "b"}

    assert plan("c", seen(2, held, "a", "b", "c")) == Plan()
    assert plan("c", seen(2, {0: "a"}, "a", "c")).take == (1,)


@pytest.mark.parametrize("seed", range(60))
def test_processes_that_come_and_go_share_evenly_within_few_rounds(seed: int) -> None:
    random = Random(seed)
    count = random.randint(1, 40)
    processes = [f"{random.random():.6f}"]
    held: dict[int, str] = {}
    for _ in range(6):
        if random.random() < 0.6 or len(processes) == 1:
            processes.append(f"{random.random():.6f}")
        else:
            dead = processes.pop(random.randrange(len(processes)))
            held = {shard: holder for shard, holder in held.items() if holder != dead}

        assert settled(count, held, processes, random) <= 5

        loads = [list(held.values()).count(process) for process in processes]
        assert sum(loads) == count
        assert max(loads) - min(loads) <= 1
