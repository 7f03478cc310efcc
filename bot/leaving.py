"""When the bot leaves a server: its library is kept for a while, and then erased."""

from __future__ import annotations

from collections.abc import Callable, Set
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import discord

from bot.desk import Desk
from index import is_servers, owner_of

if TYPE_CHECKING:
    from index import Libraries

_LEAST_UNSEEN = timedelta(days=1)
"""Nobody saw the bot leave: it may have been started for a try under another name."""


class Departures:
    """Notes which libraries go and when, and lets them go. Works through the desk's threads.

    All raise as ``Desk.read`` does.
    """

    def __init__(
        self,
        desk: Desk,
        keep: timedelta,
        now: Callable[[], datetime] = discord.utils.utcnow,
    ) -> None:
        """Take the desk, how long a library outlives its server, and a clock."""
        self._desk = desk
        self._keep = keep
        self._now = now

    async def left(self, server: int) -> None:
        """The bot was removed from a server."""
        key = self._desk.homes.key_of(server)
        if is_servers(key):
            at = self._now() + self._keep
            await self._desk.read(lambda libraries: libraries.erase_later(key, at))

    async def joined(self, server: int) -> None:
        """The bot was added to a server, perhaps again."""
        key = self._desk.homes.key_of(server)

        def stays(libraries: Libraries) -> None:
            if key in libraries.leaving():
                libraries.erase_later(key, None)

        await self._desk.read(stays)

    async def reckon(self, present: Set[int], knows: Callable[[int], bool]) -> None:
        """Make up for what happened while the bot was not connected.

        Args:
            present: the servers that the bot is in, those that are unavailable just now too.
            knows: whether the bot would know it if it were in this server.
        """
        if not is_servers(self._desk.homes.key_of(0)):
            # The demo: its server is none of those whose libraries are here.
            return
        here = {self._desk.homes.key_of(server) for server in present}
        at = self._now() + max(self._keep, _LEAST_UNSEEN)

        def note(libraries: Libraries) -> None:
            leaving = {*libraries.leaving()}
            for key in leaving & here:
                libraries.erase_later(key, None)
            for key in filter(is_servers, libraries.held()):
                if key not in leaving | here and knows(int(owner_of(key))):
                    libraries.erase_later(key, at)

        await self._desk.read(note)

    async def erase_due(self) -> tuple[str, ...]:
        """Erase the libraries whose time has come; return their keys."""
        now = self._now()
        return await self._desk.read(lambda libraries: libraries.erase_due(now))
