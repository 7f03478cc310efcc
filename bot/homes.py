"""Whose library somebody reads: the server's they are in, or in direct messages one of theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from bot.visits import Visitor
from index import member_key, server_key


@dataclass(frozen=True, slots=True)
class Home:
    """The library that a visitor reads, and as whom."""

    key: str
    visitor: Visitor
    """The visitor, in direct messages with the roles they have in the server of the library."""
    server: int | None
    """The server whose library and rules these are; None for a library of the member's own."""


class Direct(Protocol):
    """Finds the library of direct messages."""

    async def home(self, visitor: Visitor) -> Home:
        """The library that a member reads in direct messages."""
        ...


class Private:
    """In direct messages everybody reads a library of their own."""

    async def home(self, visitor: Visitor) -> Home:
        """The member's own library."""
        return Home(member_key(str(visitor.member)), visitor, None)


class Homes:
    """Finds the library of a visitor."""

    def __init__(self, direct: Direct, key: Callable[[str], str] = server_key) -> None:
        """Take whom to ask about direct messages, and what gives a server's library its key."""
        self._direct = direct
        self._key = key

    async def of(self, visitor: Visitor) -> Home:
        """The library of the server that the visitor is in, or what direct messages read."""
        if visitor.server is None:
            home = await self._direct.home(visitor)
            # Whatever is looked up for them, they speak in their direct messages.
            return replace(home, visitor=replace(home.visitor, server=None))
        return Home(self._key(str(visitor.server)), visitor, visitor.server)

    def key_of(self, server: int) -> str:
        """The key of a server's library."""
        return self._key(str(server))
