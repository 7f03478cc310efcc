"""Several bots in one process, as if each had one of its own: a connection and a memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.client import Bot, create_bot
from bot.settings import Settings
from bot.sharding.pace import Pace
from index.storage.database import Database
from tests.bot.sharding.child import QUICK, SharedLibraries
from tests.bot.sharding.plain_discord import TOKEN, PlainDiscord
from tests.bot.sharding.processes import until


class Clients:
    """Starts bots, and ends those that a test has left."""

    def __init__(self, discord: PlainDiscord, opened: Callable[[], Database]) -> None:
        self._discord = discord
        self._opened = opened
        self._running: dict[Bot, asyncio.Task[None]] = {}

    def make(self, *, pace: Pace = QUICK, **shard: Any) -> Bot:
        settings = Settings(
            _env_file=None, discord={"cooldown_seconds": 0}, shard={"claim": True, **shard}
        )
        client = create_bot(
            settings, open_libraries=lambda: SharedLibraries(self._opened()), pace=pace
        )
        # discord.py would wait two seconds for more servers.
        client._connection.guild_ready_timeout = 0.2
        return client

    def start(self, **options: Any) -> Bot:
        client = self.make(**options)
        self._running[client] = asyncio.create_task(self._serve(client))
        return client

    async def _serve(self, client: Bot) -> None:
        Route.BASE = self._discord.url
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(
            self._discord.url.replace("http", "ws") + "/gateway"
        )
        async with client:
            await client.login(TOKEN)
            await client.connect()

    async def ended(self, client: Bot) -> None:
        """Wait for the end of a bot; raises what it ended with."""
        await self._running.pop(client)

    async def stop(self, client: Bot) -> None:
        await client.close()
        with suppress(asyncio.CancelledError):
            await self.ended(client)

    async def serve(self, client: Bot, *counts: int) -> None:
        """Wait until a bot serves as many shards as one of these numbers, all of them ready."""
        await until(
            lambda: (
                client.sharding.settled == set(client.shard_ids or ())
                and len(client.sharding.settled) in counts
            ),
            f"{counts} shards served",
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for client in list(self._running):
            await self.stop(client)
