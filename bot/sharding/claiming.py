"""Shards that are claimed through the database: round after round, as long as the bot runs."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING

from bot.sharding.lines import Lines
from bot.sharding.names import PROCESS, READY, SHARD, of_ready, of_shards, shard_of
from bot.sharding.pace import Pace
from bot.sharding.planning import Seen, plan
from bot.sharding.processes import Processes
from index import StoryIndexError

if TYPE_CHECKING:
    from index import Claims

_log = logging.getLogger(__name__)


class Claiming:
    """Claims a fair share of the shards, and serves what it holds."""

    def __init__(self, processes: Processes, lines: Lines, count: int, pace: Pace) -> None:
        self._processes = processes
        self._me = processes.me
        self._lines = lines
        self._count = count
        self._pace = pace
        self._cut_off = False
        self._looked_at = time.monotonic()
        self._patient_until = 0.0
        self._given: set[int] = set()
        """Shards that others may claim, served here until one of them is ready."""
        self._left = False
        self._rounds = asyncio.Lock()

    async def keep(self) -> None:
        """Go on until this is cancelled, or until ``leave``."""
        while not self._left:
            began = time.monotonic()
            try:
                async with self._rounds:
                    if not self._left:
                        await self._round()
                self._heard()
            except StoryIndexError as error:
                self._unheard(error)
            await asyncio.sleep(max(0.0, began + self._pace.round_seconds - time.monotonic()))

    async def leave(self) -> None:
        """Serve nothing any more, and let the others take it at once."""
        self._left = True
        async with self._rounds:
            await self._lines.close(self._lines.served)
            await self._release()

    async def _release(self) -> None:
        try:
            await self._processes.ask(lambda claims: claims.release(self._me))
        except StoryIndexError as error:
            _log.warning("The shards are free only when their claims end: %s", error)

    async def _round(self) -> None:
        kept = self._lines.served - self._given
        look = partial(self._look, kept, kept & self._lines.settled)
        seen, ready = await self._processes.ask(look)
        mine = frozenset(shard for shard, holder in seen.held.items() if holder == self._me)
        await self._close_lost(kept - mine)
        await self._close_given(mine, ready)
        todo = plan(self._me, seen, self._lines.settled)
        await self._give(todo.give)
        wanted = todo.take if self._in_touch() else ()
        won = await self._processes.ask(partial(self._take, wanted)) if wanted else ()
        self._given.difference_update(won)
        # What is held without a line: the answer to an earlier claim was lost on its way.
        unserved = {*won, *mine} - self._lines.served
        if unserved:
            _log.info("Serving the shards %s.", _listed(unserved))
            self._lines.open(unserved)

    def _in_touch(self) -> bool:
        """Whether claims that ended are those of the dead.

        When the database was away for all, whoever meets it first waits for the others: to take
        what is theirs would cost each shard its session.
        """
        now, half = time.monotonic(), self._pace.lease_seconds / 2
        if now - self._looked_at > half:
            self._patient_until = now + half
        self._looked_at = now
        return now >= self._patient_until

    async def _close_lost(self, lost: frozenset[int]) -> None:
        if lost:
            _log.warning("Other processes serve the shards %s now.", _listed(lost))
            await self._lines.close(lost)

    async def _give(self, shards: tuple[int, ...]) -> None:
        """Free shards that others lack; they are served here until somebody else is ready."""
        if shards:
            _log.info("Leaving the shards %s to other processes.", _listed(shards))
            self._given.update(shards)
            names = [*of_shards(shards), *of_ready(shards)]
            await self._processes.ask(lambda claims: claims.release(self._me, names))

    async def _close_given(self, mine: frozenset[int], ready: Mapping[int, str]) -> None:
        self._given -= mine
        over = {shard for shard in self._given if ready.get(shard, self._me) != self._me}
        if over:
            await self._lines.close(over)
            self._given -= over

    def _look(
        self, kept: frozenset[int], settled: frozenset[int], claims: Claims
    ) -> tuple[Seen, Mapping[int, str]]:
        """Show that this process lives; look at what all hold, and for what they are ready."""
        lease = self._pace.lease_seconds
        names = [f"{PROCESS}{self._me}", *of_ready(settled), *of_shards(kept)]
        renewed = claims.renew(names, self._me, lease)
        for name in names:
            # New, or it ended while the database was away and somebody tidied it up.
            if name not in renewed:
                claims.claim(name, self._me, lease)
        held, ready = (
            {shard_of(name): claim.holder for name, claim in claims.held(prefix).items()}
            for prefix in (SHARD, READY)
        )
        processes = claims.held(PROCESS).values()
        alive = frozenset(claim.holder for claim in processes)
        # Shards beyond the count are those of an earlier division, which end by themselves.
        held = {shard: holder for shard, holder in held.items() if shard < self._count}
        return Seen(self._count, held, alive), ready

    def _take(self, shards: tuple[int, ...], claims: Claims) -> tuple[int, ...]:
        lease = self._pace.lease_seconds
        return tuple(shard for shard in shards if claims.claim(f"{SHARD}{shard}", self._me, lease))

    def _heard(self) -> None:
        if self._cut_off:
            _log.warning("The database answers again.")
            self._cut_off = False

    def _unheard(self, error: StoryIndexError) -> None:
        """Stay connected: members are told that the database is away, and nobody else can."""
        if not self._cut_off:
            _log.warning("The claims on shards cannot be renewed: %s", error)
            self._cut_off = True


def _listed(shards: Collection[int]) -> str:
    return ", ".join(map(str, sorted(shards)))
