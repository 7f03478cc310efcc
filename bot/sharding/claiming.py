"""Shards that are claimed through the database: round after round, as long as the bot runs."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.sharding.lines import Lines
from bot.sharding.names import PROCESS, SHARD, of_shards, shard_of
from bot.sharding.planning import Seen, plan
from bot.sharding.processes import Processes
from index import StoryIndexError

if TYPE_CHECKING:
    from index import Claims

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How quickly processes notice one another."""

    lease_seconds: float = 20.0
    """After so long without a sign of life a process counts as dead. More than twice as long as
    a change may have to wait for another one in SQLite."""
    round_seconds: float = 4.0
    tidy_seconds: float = 60.0


class Claiming:
    """Claims a fair share of the shards, and serves what it holds."""

    def __init__(self, processes: Processes, lines: Lines, count: int, pace: Pace) -> None:
        self._processes = processes
        self._lines = lines
        self._count = count
        self._pace = pace
        self._tidied_at = time.monotonic()
        self._cut_off = False
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
            await self._processes.ask(lambda claims: claims.release(self._processes.me))
        except StoryIndexError as error:
            _log.warning("The shards are free only when their claims end: %s", error)

    async def _round(self) -> None:
        seen = await self._processes.ask(partial(self._look, self._lines.served))
        mine = {shard for shard, holder in seen.held.items() if holder == self._processes.me}
        lost = self._lines.served - mine
        if lost:
            _log.warning("Other processes serve the shards %s now.", _listed(lost))
            await self._lines.close(lost)
        todo = plan(self._processes.me, seen, self._lines.settled)
        if todo.give:
            _log.info("Leaving the shards %s to other processes.", _listed(todo.give))
            await self._lines.close(todo.give)
            given = of_shards(todo.give)
            await self._processes.ask(lambda claims: claims.release(self._processes.me, given))
        won = await self._processes.ask(partial(self._take, todo.take)) if todo.take else ()
        # What is held without a line: the answer to an earlier claim was lost on its way.
        unserved = {*won, *mine} - self._lines.served - {*todo.give}
        if unserved:
            _log.info("Serving the shards %s.", _listed(unserved))
            self._lines.open(unserved)
        await self._tidy()

    def _look(self, served: frozenset[int], claims: Claims) -> Seen:
        """Show that this process lives, and look at what all hold."""
        me, lease = self._processes.me, self._pace.lease_seconds
        alive = f"{PROCESS}{me}"
        if alive not in claims.renew([alive, *of_shards(served)], me, lease):
            claims.claim(alive, me, lease)
        held = claims.held(SHARD)
        shards = {shard_of(name): claim.holder for name, claim in held.items()}
        others = claims.held(PROCESS).values()
        return Seen(
            self._count,
            {shard: holder for shard, holder in shards.items() if shard < self._count},
            frozenset(claim.holder for claim in others),
        )

    def _take(self, shards: tuple[int, ...], claims: Claims) -> tuple[int, ...]:
        me, lease = self._processes.me, self._pace.lease_seconds
        return tuple(shard for shard in shards if claims.claim(f"{SHARD}{shard}", me, lease))

    async def _tidy(self) -> None:
        if time.monotonic() - self._tidied_at >= self._pace.tidy_seconds:
            self._tidied_at = time.monotonic()
            await self._processes.ask(lambda claims: claims.tidy())

    def _heard(self) -> None:
        if self._cut_off:
            _log.warning("The database answers again.")
            self._cut_off = False

    def _unheard(self, error: StoryIndexError) -> None:
        """Stay connected: members are told that the database is away, and nobody else can."""
        if not self._cut_off:
            _log.warning("The claims on shards cannot be renewed: %s", error)
            self._cut_off = True


def _listed(shards: frozenset[int] | set[int] | tuple[int, ...]) -> str:
    return ", ".join(map(str, sorted(shards)))
