"""Identifying in turn: Discord takes one identification in five seconds for each of its buckets."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

_log = logging.getLogger(__name__)

APART_SECONDS: Final = 5.25
"""Between two identifications of a bucket; Discord asks for five."""
_LOOK_SECONDS = 0.5
_KNOWN_SECONDS = 5.0

Claim = Callable[[str, str, float], Awaitable[bool]]
"""Claims a name for somebody and some seconds, as ``Claims.claim`` does."""


@dataclass(frozen=True, slots=True)
class Starts:
    """How many sessions Discord lets an application begin."""

    at_once: int = 1
    """Buckets: as many may identify at the same time."""
    left: int = 1
    reset_seconds: float = 0.0
    """When there are more again, if none are left."""

    @classmethod
    def of(cls, limit: Mapping[str, Any]) -> Starts:
        """Read the ``session_start_limit`` of ``GET /gateway/bot``."""
        return cls(
            at_once=max(1, limit.get("max_concurrency", 1)),
            left=limit.get("remaining", 1),
            reset_seconds=limit.get("reset_after", 0) / 1000,
        )


class Turns:
    """Lets the shards of a process identify when it is their turn among those of all processes."""

    def __init__(self, starts: Callable[[], Awaitable[Starts]], claim: Claim, me: str) -> None:
        """Take what asks Discord, what claims a turn, and the name of this process."""
        self._starts = starts
        self._claim = claim
        self._me = me
        self._known = Starts()
        self._known_until = 0.0
        self._asking = asyncio.Lock()
        self._queues: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def wait(self, shard: int) -> None:
        """Wait until this shard may identify; nobody else of its bucket may for a while then.

        Raises:
            discord.GatewayNotFound, OSError, aiohttp.ClientError: Discord cannot be asked.
            StorageError, LibraryBusyError: the database cannot.
        """
        bucket = shard % (await self._allowed()).at_once
        # In one process one shard asks for all that wait, in the order in which they came.
        async with self._queues[bucket]:
            while True:
                if await self._claimed(shard, bucket):
                    return
                await asyncio.sleep(_LOOK_SECONDS)

    async def begin(self, shard: int) -> None:
        """Let the turn count from now, after a connection was made; raises as ``wait`` does."""
        if not await self._claimed(shard, shard % self._known.at_once):
            # Connecting took so long that it is somebody else's turn.
            await self.wait(shard)

    async def _claimed(self, shard: int, bucket: int) -> bool:
        return await self._claim(f"identify:{bucket}", f"{self._me}/{shard}", APART_SECONDS)

    async def _allowed(self) -> Starts:
        async with self._asking:
            if time.monotonic() >= self._known_until:
                await self._ask()
            while self._known.left < 1:
                _log.warning(
                    "Discord lets this bot begin no more sessions for %.0f s; waiting until then.",
                    self._known.reset_seconds,
                )
                await asyncio.sleep(self._known.reset_seconds + 1.0)
                await self._ask()
            return self._known

    async def _ask(self) -> None:
        self._known = await self._starts()
        self._known_until = time.monotonic() + _KNOWN_SECONDS


class OwnTurns:
    """Claims in memory, for a process that shares Discord with no other."""

    def __init__(self) -> None:
        self._claimed: dict[str, tuple[str, float]] = {}

    async def claim(self, name: str, holder: str, seconds: float) -> bool:
        """Claim a name unless somebody else holds it."""
        now = time.monotonic()
        held_by, until = self._claimed.get(name, (holder, now))
        if held_by != holder and until > now:
            return False
        self._claimed[name] = holder, now + seconds
        return True
