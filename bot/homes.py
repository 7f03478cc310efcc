"""Whose library somebody reads: the server's they are in, or in direct messages one of theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from bot.visits import Visitor
from index import server_key


@dataclass(frozen=True, slots=True)
class Home:
    """The library that a visitor reads, and as whom."""

    key: str
    visitor: Visitor
    """The visitor, in direct messages with the roles they have in the server of the library."""
    server: int | None
    """The server whose library and rules these are; None for a library of the member's own."""
    name: str | None = None
    """The server's name, in direct messages."""
    several: bool = False
    """Whether it is one of several that the member can read in direct messages."""
    left: bool = False
    """Whether it stands in for that of a server which the member is no longer in."""


class Direct(Protocol):
    """Finds the libraries of direct messages. All methods raise ``PlainError``."""

    def used(self, visitor: Visitor, server: int) -> None:
        """Note that somebody reads the library of a server."""
        ...

    async def home(self, visitor: Visitor) -> Home:
        """The library that a member reads in direct messages."""
        ...

    async def others(self, home: Home) -> tuple[Home, ...]:
        """The other libraries that the member of this one can read in direct messages."""
        ...

    async def told(self, visitor: Visitor) -> None:
        """Note that a member was told that they no longer read what they read before."""
        ...


class Homes:
    """Finds the library of a visitor."""

    def __init__(self, direct: Direct, key: Callable[[str], str] = server_key) -> None:
        """Take whom to ask about direct messages, and what gives a server's library its key."""
        self._direct = direct
        self._key = key

    async def of(self, visitor: Visitor) -> Home:
        """The library of the server that the visitor is in, or what direct messages read.

        Raises:
            PlainError: it cannot be found out which one that is.
        """
        if visitor.server is None:
            return _in_direct_messages(await self._direct.home(visitor))
        self._direct.used(visitor, visitor.server)
        return Home(self.key_of(visitor.server), visitor, visitor.server)

    async def others(self, home: Home) -> tuple[Home, ...]:
        """Where else, in direct messages, a control may come from; raises as ``of`` does."""
        if home.visitor.server is not None:
            return ()
        return tuple(map(_in_direct_messages, await self._direct.others(home)))

    async def told(self, home: Home) -> None:
        """Note that a member was told that this is another library than before."""
        await self._direct.told(home.visitor)

    def key_of(self, server: int) -> str:
        """The key of a server's library."""
        return self._key(str(server))


def _in_direct_messages(home: Home) -> Home:
    # Whatever is looked up for them, they speak in their direct messages.
    return replace(home, visitor=replace(home.visitor, server=None))
