"""How the connections to Discord's gateway stand, told by discord.py's own events."""

from __future__ import annotations

from collections.abc import Collection
from math import isfinite

import discord
from discord.ext import commands

from bot.metrics import Meter

_ONLY = 0
"""The shard of a bot that has one."""


class Gateway:
    """Notes which shards of this process are connected."""

    def __init__(self, bot: commands.Bot, meter: Meter) -> None:
        self._bot = bot
        self._sharded = isinstance(bot, discord.AutoShardedClient)
        self._connected: set[int] = set()
        self._sessions = meter.counter("verse_gateway_sessions", "Sessions begun at the gateway.")
        self._resumes = meter.counter("verse_gateway_resumes", "Sessions resumed there.")
        self._losses = meter.counter("verse_gateway_disconnects", "Connections to it lost.")
        told = "Shards of this process."
        meter.gauge("verse_gateway_shards", told, lambda: len(self._shards()))
        told = "Shards of this process that are connected."
        meter.gauge("verse_gateway_shards_connected", told, lambda: len(self._connected))
        meter.gauge("verse_gateway_latency_seconds", "Gateway's heartbeat and back.", self._latency)
        for listener in (self.on_connect, self.on_resumed, self.on_disconnect):
            bot.add_listener(listener)
        for listener in (self.on_shard_connect, self.on_shard_resumed, self.on_shard_disconnect):
            bot.add_listener(listener)

    def ready(self) -> bool:
        """Whether all shards of this process are connected, and their servers known."""
        known = self._bot.is_ready() and not self._bot.is_closed()
        return known and self._connected.issuperset(self._shards())

    async def on_connect(self) -> None:
        """Note a new session."""
        self._sessions.inc()
        if not self._sharded:
            self._connected.add(_ONLY)

    async def on_resumed(self) -> None:
        """Note a session that goes on."""
        self._resumes.inc()
        if not self._sharded:
            self._connected.add(_ONLY)

    async def on_disconnect(self) -> None:
        """Note a connection that was lost."""
        self._losses.inc()
        if not self._sharded:
            self._connected.discard(_ONLY)

    async def on_shard_connect(self, shard: int) -> None:
        """Note a shard that is there."""
        self._connected.add(shard)

    async def on_shard_resumed(self, shard: int) -> None:
        """Note a shard that is there again."""
        self._connected.add(shard)

    async def on_shard_disconnect(self, shard: int) -> None:
        """Note a shard that is gone."""
        self._connected.discard(shard)

    def _shards(self) -> Collection[int]:
        if not isinstance(self._bot, discord.AutoShardedClient):
            return (_ONLY,)
        return self._bot.shard_ids or range(self._bot.shard_count or 1)

    def _latency(self) -> float:
        # Before the first heartbeat it is infinite.
        return self._bot.latency if isfinite(self._bot.latency) else 0.0
