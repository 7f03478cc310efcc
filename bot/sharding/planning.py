"""Who serves which shard: what one process takes and gives in a round. Pure.

Every process plans for itself from what all see in the database. What a plan takes is still to
be claimed, of which the database lets one succeed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """What the database holds at the beginning of a round."""

    count: int
    """Shards, of all processes together."""
    held: Mapping[int, str]
    """The holder of each shard that has one."""
    processes: frozenset[str]
    """The holders that are alive."""

    def load(self, process: str) -> int:
        """How many shards a process holds."""
        return sum(holder == process for holder in self.held.values())

    def free(self) -> tuple[int, ...]:
        """The shards that nobody holds."""
        return tuple(shard for shard in range(self.count) if shard not in self.held)


@dataclass(frozen=True, slots=True)
class Plan:
    """What one process does in a round."""

    take: tuple[int, ...] = ()
    give: tuple[int, ...] = ()


def plan(me: str, seen: Seen, connected: Collection[int] = ()) -> Plan:
    """Return what this process should take or give, so that loads come to differ by one at most.

    Args:
        me: the holder that plans.
        seen: what the database holds.
        connected: the shards of this process that are connected; they are given last.
    """
    processes = seen.processes | {me}
    least, some_have_more = divmod(seen.count, len(processes))
    most = least + bool(some_have_more)
    mine = [shard for shard, holder in sorted(seen.held.items()) if holder == me]
    surplus = len(mine) - most
    if surplus < 0:
        free = seen.free()
        # What others lack more is left to them, or it would be handed around.
        for_me = len(free) - _lacking(seen, processes - {me}, least)
        wanted = min(-surplus, max(0, least - len(mine), for_me))
        return Plan(take=_first(free, wanted, sorted(processes).index(me) * most))
    if surplus == 0 and _gives_one(me, seen, processes, least, most):
        surplus = 1
    by_worth = sorted(mine, key=lambda shard: (shard in connected, -shard))
    return Plan(give=tuple(by_worth[:surplus]))


def _first(free: tuple[int, ...], wanted: int, start: int) -> tuple[int, ...]:
    """Some of the free shards; processes begin at different ones, so that few want the same."""
    at = sum(shard < start for shard in free)
    return (free[at:] + free[:at])[:wanted]


def _lacking(seen: Seen, processes: frozenset[str], least: int) -> int:
    return sum(max(0, least - seen.load(process)) for process in processes)


def _gives_one(me: str, seen: Seen, processes: frozenset[str], least: int, most: int) -> bool:
    """Whether somebody lacks a shard that only one with the most can give, and it is my turn."""
    if most == least:
        return False
    loads = {process: seen.load(process) for process in processes}
    lacking = _lacking(seen, processes, least)
    coming = len(seen.free()) + sum(max(0, load - most) for load in loads.values())
    full = sorted(process for process, load in loads.items() if load == most)
    return full.index(me) < lacking - coming
