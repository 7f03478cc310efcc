"""What happens when the bot is added to a server or removed from one."""

from __future__ import annotations

import logging
from collections.abc import Coroutine
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord
from discord.ext import commands, tasks

from bot.errors import PlainError
from bot.leaving import Departures
from index import StoryIndexError

if TYPE_CHECKING:
    from bot.client import Bot

_log = logging.getLogger(__name__)


class Leaving(commands.Cog):
    """Erases the library of a server that the bot is no longer in, after a delay."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._departures = Departures(bot.desk, timedelta(days=bot.keep_days))

    async def cog_unload(self) -> None:
        """Look no more."""
        self._hourly.cancel()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Begin to look, once it is known which servers the bot is in."""
        if not self._hourly.is_running():
            self._hourly.start()

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note when the library goes; a server that is only unavailable is not removed."""
        self._bot.memberships.forget_server(guild.id)
        await _tried(self._departures.left(guild.id))
        await self._erase()

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Let a library stay that was to go."""
        await _tried(self._departures.joined(guild.id))

    @tasks.loop(hours=1)
    async def _hourly(self) -> None:
        if self._bot.is_ready():
            present = {guild.id for guild in self._bot.guilds}
            await _tried(self._departures.reckon(present, self._knows))
            await self._erase()

    def _knows(self, server: int) -> bool:
        """Whether this process is the one that Discord tells about a server."""
        return self._bot.sharding.serves(server)

    async def _erase(self) -> None:
        erased = await _tried(self._erased())
        if erased:
            _log.info("Erased the libraries of %d servers that the bot has left.", len(erased))

    async def _erased(self) -> tuple[str, ...]:
        async with self._bot.sharding.chore("erasing") as alone:
            return await self._departures.erase_due() if alone else ()


async def _tried(step: Coroutine[Any, Any, tuple[str, ...] | None]) -> tuple[str, ...] | None:
    try:
        return await step
    except (PlainError, StoryIndexError) as error:
        # What could not be noted or erased now is found again within the hour.
        _log.warning("A server's library could not be seen to yet: %s", error)
        return None
