"""Watches a bot while it runs: its event loop, its gateway, its database."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from contextvars import Context
from typing import TYPE_CHECKING, Any, TypeVar

from bot.desk import Desk
from bot.errors import PlainError
from bot.health.gateway import Gateway
from bot.health.pulse import Pulse
from bot.health.server import HealthServer
from bot.health.systemd import Systemd
from bot.sections import HealthSettings
from index import StoryIndexError

if TYPE_CHECKING:
    from bot.client import Bot
    from index import Libraries

_T = TypeVar("_T")

_ASK_SECONDS = 2.0
"""How long the database may take to answer."""
_NOBODYS = "health"
"""A setting that is only looked up."""


class Watch:
    """What others see of a bot from outside: its port, and systemd's watchdog."""

    def __init__(self, bot: Bot, desk: Desk, settings: HealthSettings) -> None:
        self._desk = desk
        self._settings = settings
        self._gateway = Gateway(bot, desk.meter)
        self._systemd = Systemd()
        self.pulse = Pulse(self._beat)
        self._beating: asyncio.Task[None] | None = None
        self._asking: asyncio.Task[None] | None = None
        self.server = HealthServer(desk.meter.registry, self.pulse.beats, self._unready)
        told = "Seconds of the longest lag of the last minute."
        desk.meter.gauge("verse_loop_lag_max_seconds", told, self.pulse.worst)
        self._told_ready = False

    async def open(self) -> None:
        """Begin to watch.

        Raises:
            HealthPortError: the port cannot be used.
        """
        await self.close()
        self._beating = _apart(self.pulse.run())
        await _apart(self.server.open(self._settings))

    def stopping(self) -> None:
        """Tell systemd that the bot is ending."""
        self._systemd.stopping()

    async def close(self) -> None:
        """End watching."""
        await _apart(self.server.close())
        beating, self._beating = self._beating, None
        if beating is not None:
            beating.cancel()
            with suppress(asyncio.CancelledError):
                await beating

    def _beat(self, lag: float) -> None:
        self._desk.meter.lagged(lag)
        self._systemd.beat()
        # Not when discord.py says so: a process that stands by is ready too.
        if not self._told_ready and self._gateway.ready():
            self._told_ready = True
            self._systemd.ready()

    async def _unready(self) -> tuple[str, ...]:
        parts = {"gateway": self._gateway.ready(), "database": await self._database_answers()}
        return tuple(part for part, ready in parts.items() if not ready)

    async def _database_answers(self) -> bool:
        # One question at a time, however often others look: a slow database would hold one
        # thread for each.
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._desk.read(_look))
            # When it fails after the time was up, nobody waits for it any more.
            self._asking.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            async with asyncio.timeout(_ASK_SECONDS):
                await asyncio.shield(self._asking)
        except (PlainError, StoryIndexError, TimeoutError):
            return False
        return True


def _look(libraries: Libraries) -> None:
    libraries.setting(_NOBODYS)


def _apart(work: Coroutine[Any, Any, _T]) -> asyncio.Task[_T]:
    """A task outside of all exchanges, whoever begins it."""
    return Context().run(asyncio.create_task, work)
