"""Serves the shards of this process, as the settings divide them or as they are claimed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

import discord

from bot.sections import ShardSettings
from bot.sharding import inside
from bot.sharding.claiming import Claiming
from bot.sharding.counting import agree
from bot.sharding.lines import Lines
from bot.sharding.pace import Pace
from bot.sharding.processes import Processes
from bot.sharding.turns import OwnTurns, Starts, Turns
from bot.sharding.upkeep import Upkeep

if TYPE_CHECKING:
    from index import Libraries

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class Read(Protocol):
    """Runs something on all libraries, on a thread, as ``Desk.read`` does."""

    def __call__(self, function: Callable[[Libraries], _T], /) -> Awaitable[_T]:
        """Run it; raises what it raises."""
        ...


class Sharding:
    """The shards of one client."""

    def __init__(
        self,
        client: discord.AutoShardedClient,
        settings: ShardSettings,
        read: Read,
        forget: Callable[[int], None],
        pace: Pace = Pace(),  # noqa: B008 - frozen
    ) -> None:
        inside.let_close(client)
        self._client = client
        self._settings = settings
        self._read = read
        self._pace = pace
        self.processes = Processes()
        self._turns = Turns(self._starts, self._claim_turn(), self.processes.me)
        self._lines = Lines(client, self._turns.wait)
        self._upkeep = Upkeep(self.processes, forget, pace)
        self._claiming: Claiming | None = None
        self._keepers: list[asyncio.Task[None]] = []

    @property
    def shared(self) -> bool:
        """Whether other processes serve other shards."""
        return self._settings.claim or bool(self._settings.chosen)

    @property
    def settled(self) -> frozenset[int]:
        """The shards that are served here and whose servers are known."""
        return self._lines.settled

    def serves(self, server: int) -> bool:
        """Whether Discord tells this process, and has told it, about a server."""
        shards = self._client.shard_count or 1
        return (server >> 22) % shards in self._lines.settled

    @property
    def served(self) -> frozenset[int]:
        """The shards of this process, connected or not."""
        return self._lines.served

    def elsewhere(self, server: int) -> bool:
        """Whether another process is told about a server."""
        return self.shared and not self.serves(server)

    @property
    def stands_by(self) -> bool:
        """Whether all shards are served by other processes just now."""
        return self._claiming is not None and not self._lines.served

    def settle(self, shard: int) -> None:
        """All servers of a shard were received."""
        self._lines.settle(shard)

    async def open(self) -> None:
        """Find the other processes, once the libraries are open; raises as ``Desk.read`` does."""
        if self.shared:
            self.processes.open(await self._read(lambda libraries: libraries.claims))

    async def serve(self) -> None:
        """Connect, and stay connected until this is cancelled or the client is closed.

        Raises:
            ShardsError: other processes serve another number of shards.
            discord.ConnectionClosed, discord.PrivilegedIntentsRequired: Discord refuses for good.
            discord.GatewayNotFound, OSError, aiohttp.ClientError: it cannot be reached at first.
            StoryIndexError: the database cannot be asked at first.
        """
        recommended, _, _ = await self._client.http.get_bot_gateway()
        ended = asyncio.create_task(self._lines.wait())
        try:
            if self.shared:
                self._keepers.append(asyncio.create_task(self._upkeep.keep()))
            if self._settings.claim:
                claiming = await self._join(recommended)
                self._keepers.append(asyncio.create_task(claiming.keep()))
            else:
                count = self._settings.count or recommended
                inside.set_count(self._client, count)
                self._lines.open(self._settings.chosen or range(count))
            # Keepers are cancelled before the end, and have none of their own.
            working = [ended, *self._keepers]
            await asyncio.wait(working, return_when=asyncio.FIRST_EXCEPTION)
            for task in working:
                if task.done() and not task.cancelled():
                    task.result()
        finally:
            ended.cancel()
            self._stop_keepers()

    def _stop_keepers(self) -> None:
        for keeper in self._keepers:
            keeper.cancel()

    async def identify(self, shard: int) -> None:
        """Wait for the shard's turn, which has come already unless connecting took long."""
        await self._turns.begin(shard)
        self._lines.identify(shard)

    async def leave(self) -> None:
        """Let other processes take the shards over, if there are any."""
        self._stop_keepers()
        if self._claiming is not None:
            await self._claiming.leave()

    @asynccontextmanager
    async def chore(self, name: str) -> AsyncIterator[bool]:
        """Tell within the block whether this is the only process that is doing a chore.

        Raises:
            StorageError, LibraryBusyError: the database cannot be asked.
        """
        if not self.shared:
            yield True
            return
        async with self.processes.chore(name) as alone:
            yield alone

    async def tell_forgotten(self, member: int) -> None:
        """Let the other processes forget a member too; raises as ``chore`` does."""
        if self.shared:
            await self._upkeep.tell(member)

    async def close(self) -> None:
        """Close the connections."""
        await self._lines.close(self._lines.served)
        self._lines.end()
        self.processes.close()

    async def _join(self, recommended: int) -> Claiming:
        me, wanted = self.processes.me, self._settings.count
        lease = self._pace.lease_seconds
        count = await self._read(lambda libraries: agree(libraries, me, wanted, recommended, lease))
        inside.set_count(self._client, count)
        self._claiming = Claiming(self.processes, self._lines, count, self._pace)
        return self._claiming

    def _claim_turn(self) -> Callable[[str, str, float], Awaitable[bool]]:
        if not self.shared:
            return OwnTurns().claim

        async def claim(name: str, holder: str, seconds: float) -> bool:
            return await self.processes.ask(lambda claims: claims.claim(name, holder, seconds))

        return claim

    async def _starts(self) -> Starts:
        _, _, limit = await self._client.http.get_bot_gateway()
        return Starts.of(limit)
