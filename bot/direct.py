"""Which library direct messages read: that of a shared server, or the member's own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from bot.errors import PlainError
from bot.homes import Home
from bot.memberships import Membership, Memberships
from bot.own import CHOSEN
from bot.visits import Visitor
from index import is_servers, member_key, owner_of

if TYPE_CHECKING:
    from index import Libraries

OWN = "own"
"""What stands there, and in the control, for the library of their own."""
_T = TypeVar("_T")


class Read(Protocol):
    """Runs something on all libraries, on a thread, as ``Desk.read`` does."""

    def __call__(self, function: Callable[[Libraries], _T], /) -> Awaitable[_T]:
        """Run it; raises what it raises."""
        ...


class NotSharedError(PlainError):
    """A server was chosen that the member is not in."""

    def __init__(self) -> None:
        super().__init__("error-not-shared")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a member has of their own."""

    chosen: str = ""
    """``OWN``, a server's id, or nothing."""
    stories: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """What a member can choose from in direct messages, and what they read now."""

    home: Home
    shared: tuple[Membership, ...]
    own_stories: int


class SharedServers:
    """The library that was chosen, if the member is still in its server: that is asked each time.

    Where nothing was chosen: that of the only server shared with a member without stories of
    their own, else that of the server used last, else their own.
    """

    def __init__(self, memberships: Memberships, read: Read, key: Callable[[str], str]) -> None:
        self._memberships = memberships
        self._read = read
        self._key = key

    def used(self, visitor: Visitor, server: int) -> None:
        """Note that somebody reads the library of a server."""
        self._memberships.used(visitor.member, server)

    async def home(self, visitor: Visitor) -> Home:
        """The library that a member reads in direct messages.

        Raises:
            PlainError: Discord does not say where they are a member, or too many wait.
        """
        kept = await self._kept(visitor.member)
        if kept.chosen == OWN:
            return replace(self._own(visitor), several=True)
        if kept.chosen:
            found = await self._memberships.within(visitor.member, int(kept.chosen))
            home = self._of(visitor, found, several=True)
        else:
            home = await self._unchosen(visitor, kept)
        if home.server is not None:
            self._memberships.used(visitor.member, home.server)
        return home

    async def _unchosen(self, visitor: Visitor, kept: Kept) -> Home:
        shared = await self._shared(visitor.member)
        several = len(shared) + bool(kept.stories) > 1
        last = self._memberships.last_used(visitor.member)
        if last is not None:
            found = next((one for one in shared if one.server == last), None)
            found = found or await self._memberships.within(visitor.member, last)
            return self._of(visitor, found, several=several)
        if len(shared) == 1 and not several:
            return self._of(visitor, shared[0], several=False)
        return replace(self._own(visitor), several=bool(shared))

    async def others(self, home: Home) -> tuple[Home, ...]:
        """The other libraries that the member of this one can read; raises as ``home`` does."""
        visitor = home.visitor
        kept = await self._kept(visitor.member)
        shared = await self._shared(visitor.member)
        found = [self._of(visitor, one, several=True) for one in shared]
        if kept.stories:
            found.append(replace(self._own(visitor), several=True))
        return tuple(other for other in found if other.key != home.key)

    async def told(self, visitor: Visitor) -> None:
        """Note that a member was told that they no longer read what they read before."""
        self._memberships.forget_last(visitor.member)
        await self._read(lambda libraries: _keep(libraries, visitor.member, "", lasting=False))

    async def offer(self, visitor: Visitor) -> Offer:
        """What a member can choose from; raises as ``home`` does."""
        home = await self.home(visitor)
        shared = await self._shared(visitor.member)
        return Offer(home, shared, (await self._kept(visitor.member)).stories)

    async def choose(self, visitor: Visitor, chosen: str) -> None:
        """Keep what a member chose: ``OWN`` or a server's id.

        Raises:
            NotSharedError: they are not in that server.
            PlainError: as ``home`` does.
        """
        if chosen != OWN:
            server = int(chosen) if chosen.isdecimal() else 0
            if await self._memberships.within(visitor.member, server) is None:
                raise NotSharedError
            self._memberships.used(visitor.member, server)
        await self._read(lambda libraries: _keep(libraries, visitor.member, chosen))

    async def _kept(self, member: int) -> Kept:
        return await self._read(lambda libraries: _kept(libraries, member))

    async def _shared(self, member: int) -> tuple[Membership, ...]:
        kept_in: tuple[int, ...] = ()
        if not self._memberships.is_small():
            kept_in = await self._read(lambda libraries: _kept_in(libraries, member))
        return await self._memberships.shared(member, kept_in)

    def _own(self, visitor: Visitor) -> Home:
        return Home(member_key(str(visitor.member)), visitor, None)

    def _of(self, visitor: Visitor, found: Membership | None, *, several: bool) -> Home:
        if found is None:
            return replace(self._own(visitor), several=True, left=True)
        as_member = replace(visitor, roles=found.roles, manages=found.manages)
        key = self._key(str(found.server))
        return Home(key, as_member, found.server, found.name, several)


def _kept(libraries: Libraries, member: int) -> Kept:
    key = member_key(str(member))
    # Asking for a library would create it.
    if key not in libraries.held():
        return Kept()
    own = libraries.of(key)
    return Kept(own.setting(CHOSEN) or "", len(own.stories()))


def _keep(libraries: Libraries, member: int, chosen: str, *, lasting: bool = True) -> None:
    key = member_key(str(member))
    if lasting or key in libraries.held():
        libraries.of(key).set_setting(CHOSEN, chosen)


def _kept_in(libraries: Libraries, member: int) -> tuple[int, ...]:
    parts = libraries.member_data(str(member))
    return tuple(int(owner_of(part.library)) for part in parts if is_servers(part.library))
