"""How the connections to Discord's gateway stand, told by discord.py's own events."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from math import isfinite
from typing import TYPE_CHECKING

from bot.metrics import Meter

if TYPE_CHECKING:
    from bot.client import Bot


class Gateway:
    """Counts what happens to the connections of the shards of this process."""

    def __init__(self, bot: Bot, meter: Meter) -> None:
        self._bot = bot
        self._sessions = meter.counter("verse_gateway_sessions", "Sessions begun at the gateway.")
        self._resumes = meter.counter("verse_gateway_resumes", "Sessions resumed there.")
        self._losses = meter.counter("verse_gateway_disconnects", "Connections to it lost.")
        told = "Shards of this process."
        meter.gauge("verse_gateway_shards", told, lambda: len(self._shards()))
        told = "Shards of this process that are connected."
        meter.gauge("verse_gateway_shards_connected", told, lambda: len(self._connected()))
        told = "Seconds of a heartbeat to the gateway and back, on average."
        meter.gauge("verse_gateway_latency_seconds", told, self._latency)
        bot.add_listener(self.on_shard_connect)
        bot.add_listener(self.on_shard_resumed)
        bot.add_listener(self.on_shard_disconnect)

    def ready(self) -> bool:
        """Whether all shards of this process are connected, and their servers known.

        A process whose shards are all served by others stands by, and is ready for that.
        """
        known = self._bot.is_ready() or self._bot.sharding.stands_by
        return known and not self._bot.is_closed() and self._shards() == self._connected()

    async def on_shard_connect(self, _shard: int) -> None:
        """Count a new session."""
        self._sessions.inc()

    async def on_shard_resumed(self, _shard: int) -> None:
        """Count a session that goes on."""
        self._resumes.inc()

    async def on_shard_disconnect(self, _shard: int) -> None:
        """Count a connection that was lost."""
        self._losses.inc()

    def _shards(self) -> AbstractSet[int]:
        return self._bot.sharding.served | self._bot.shards.keys()

    def _connected(self) -> AbstractSet[int]:
        return {number for number, shard in self._bot.shards.items() if not shard.is_closed()}

    def _latency(self) -> float:
        # Before the first heartbeat it is infinite, and without a connection not a number.
        return self._bot.latency if isfinite(self._bot.latency) else 0.0
