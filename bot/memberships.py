"""Which servers a member shares with the bot, and which of them they used last.

The bot is told nothing of members who come and go, so it asks Discord about one member in one
server at a time, and believes the answer for a minute.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord

from bot.errors import PlainError
from bot.sharding.service import Sharding

_BELIEVED_SECONDS = 60.0
_PATIENCE_SECONDS = 2.0
"""For all servers together: a command has to be acknowledged within three."""
_KEPT = 10_000
"""Answers, and members; those not used for the longest time are forgotten first."""
_SERVERS = 25
"""Servers that are asked about one member at most, and remembered of one."""


class MembershipUnknownError(PlainError):
    """Discord does not say now in which servers a member is."""

    def __init__(self) -> None:
        super().__init__("error-membership-unknown")


@dataclass(frozen=True, slots=True)
class Membership:
    """A member of a server."""

    server: int
    name: str
    """The server's."""
    roles: frozenset[int]
    manages: bool
    """Whether Discord lets them manage the server."""


class Memberships:
    """Who is a member of the servers that the bot is in. Kept in memory only."""

    def __init__(self, client: discord.Client, sharding: Sharding) -> None:
        """Take who is in the servers, and who knows in which process each of them is served."""
        self._client = client
        self._sharding = sharding
        self._known: OrderedDict[tuple[int, int], tuple[float, Membership | None]] = OrderedDict()
        self._seen: OrderedDict[int, OrderedDict[int, None]] = OrderedDict()
        self._used: OrderedDict[int, int] = OrderedDict()

    def saw(self, member: int, server: int) -> None:
        """A member spoke in a server."""
        servers = self._seen.setdefault(member, OrderedDict())
        servers[server] = None
        servers.move_to_end(server)
        if len(servers) > _SERVERS:
            servers.popitem(last=False)
        _touched(self._seen, member)

    def used(self, member: int, server: int) -> None:
        """A member was given something of a server's library."""
        self.saw(member, server)
        self._used[member] = server
        _touched(self._used, member)

    def last_used(self, member: int) -> int | None:
        """The server whose library a member used last; None when nobody remembers."""
        return self._used.get(member)

    def forget_last(self, member: int) -> None:
        """Forget which server's library a member used last."""
        self._used.pop(member, None)

    def forget(self, member: int) -> None:
        """Forget all about a member."""
        self._seen.pop(member, None)
        self._used.pop(member, None)
        for key in [key for key in self._known if key[1] == member]:
            del self._known[key]

    def forget_server(self, server: int) -> None:
        """Forget who is in a server that the bot has left."""
        for servers in self._seen.values():
            servers.pop(server, None)
        for key in [key for key in self._known if key[0] == server]:
            del self._known[key]

    def is_small(self) -> bool:
        """Whether the bot is in so few servers that it can ask about a member in all of them."""
        return not self._sharding.shared and len(self._client.guilds) <= _SERVERS

    async def shared(self, member: int, kept_in: Collection[int]) -> tuple[Membership, ...]:
        """The servers that a member shares with the bot, by name.

        Of many servers those count alone where they were seen or that keep something of them.

        Args:
            member: who it is.
            kept_in: the servers that keep something of them, which counts if there are many.

        Raises:
            MembershipUnknownError: Discord does not answer.
        """
        here = [guild.id for guild in self._client.guilds]
        if not self.is_small():
            latest = [*reversed(self._seen.get(member, ())), *kept_in]
            here = [one for one in dict.fromkeys(latest) if self._may_be_in(one)]
        found = await self._asked(member, here[:_SERVERS])
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.server)))

    async def within(self, member: int, server: int) -> Membership | None:
        """The membership of one server, None where there is none.

        Raises:
            MembershipUnknownError: Discord does not answer.
        """
        return next(iter(await self._asked(member, [server])), None)

    async def _asked(self, member: int, servers: Collection[int]) -> list[Membership]:
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                found = await asyncio.gather(*(self._one(member, server) for server in servers))
        except (discord.DiscordException, aiohttp.ClientError, OSError):
            # A timeout is an OSError; what was answered in time is known already.
            raise MembershipUnknownError from None
        return [one for one in found if one is not None]

    async def _one(self, member: int, server: int) -> Membership | None:
        if not self._may_be_in(server):
            return None
        until, known = self._known.get((server, member), (0.0, None))
        if until > time.monotonic():
            return known
        try:
            guild = await self._guild(server)
            found = None if guild is None else await _member(guild, member)
        except discord.NotFound:
            found = None
        self._known[server, member] = time.monotonic() + _BELIEVED_SECONDS, found
        _touched(self._known, (server, member))
        return found

    async def _guild(self, server: int) -> discord.Guild | None:
        guild = self._client.get_guild(server)
        if guild is not None:
            return guild
        try:
            return await self._client.fetch_guild(server, with_counts=False)
        except (discord.NotFound, discord.Forbidden):
            return None

    def _may_be_in(self, server: int) -> bool:
        """Whether the bot is in a server, as far as this process is told."""
        return self._client.get_guild(server) is not None or self._sharding.elsewhere(server)


async def _member(guild: discord.Guild, number: int) -> Membership:
    member = await guild.fetch_member(number)
    roles = frozenset(role.id for role in member.roles)
    return Membership(guild.id, guild.name, roles, member.guild_permissions.manage_guild)


def _touched(known: OrderedDict[Any, Any], key: object) -> None:
    known.move_to_end(key)
    if len(known) > _KEPT:
        known.popitem(last=False)
