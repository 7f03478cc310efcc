"""All that is kept about one member, in every library and whichever server they left it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.bookmarks import Bookmarks, Mark
from index import direct_server, member_key

if TYPE_CHECKING:
    from index import Libraries, MemberData

CHOSEN = "direct-messages"
"""The setting of a member's own library that names the one that they read in direct messages."""


@dataclass(frozen=True, slots=True)
class OwnLibrary:
    """A member's private library."""

    stories: tuple[str, ...]
    """Their names."""
    chosen: str
    """What direct messages read: ``direct.OWN``, a server's id, or "" where nothing was chosen."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased."""

    count: int
    """How many things that were kept about the member."""
    stories: int | None
    """How many stories of their own; None where they had no library."""


class Own:
    """What is kept about a member, for that member's own eyes. Works on the caller's thread."""

    def __init__(self, libraries: Libraries, key: str, member: str) -> None:
        """Take all libraries, the key of the one that is read, and who it is about."""
        self._libraries = libraries
        self._key = key
        self._member = member

    @property
    def direct(self) -> str:
        """The server that stands for direct messages, and for what counts in a whole library."""
        return direct_server(self._member)

    def everything(self) -> tuple[MemberData, ...]:
        """All of it, one part for each server of each library that keeps anything."""
        return self._libraries.member_data(self._member)

    def within(self, server: str) -> tuple[MemberData, ...]:
        """What counts in one server: what its library keeps for it and for direct messages."""
        kept = self._libraries.of(self._key).member_data(self._member)
        return tuple(part for part in kept if part.server in {server, self.direct})

    def here(self, server: str) -> tuple[MemberData, ...]:
        """What was left in one server, or in direct messages whichever library they read."""
        if server == self.direct:
            return tuple(part for part in self.everything() if part.server == server)
        return tuple(part for part in self.within(server) if part.server == server)

    def marks(self, part: MemberData) -> tuple[Mark, ...]:
        """How far the member has read, by one of these parts."""
        return Bookmarks(self._libraries.of(part.library)).marks(part.progress)

    def names(self, part: MemberData) -> Mapping[int, str]:
        """The names of the stories of a part's library, by their ids."""
        return {entry.id: entry.name for entry in self._libraries.of(part.library).stories()}

    def library(self) -> OwnLibrary | None:
        """The member's private library, None where nothing is in it."""
        key = member_key(self._member)
        # Asking for a library would create it.
        if key not in self._libraries.held():
            return None
        private = self._libraries.of(key)
        names = tuple(entry.name for entry in private.stories())
        chosen = private.setting(CHOSEN) or ""
        # Reading direct messages makes an empty one, which says nothing of the member.
        return OwnLibrary(names, chosen) if names or chosen else None

    def forget(self, server: str) -> Forgotten:
        """Erase what was left in one server, or in direct messages, from the disk too."""
        self._libraries.forget_texts()
        parts = self.here(server)
        # Erasing writes the database anew, which is not done where there is nothing to erase.
        gone = (self._libraries.of(one.library).records(server) for one in parts)
        return Forgotten(sum(records.forget(self._member) for records in gone), None)

    def forget_everywhere(self) -> Forgotten:
        """Erase all of it, the member's own library too, from the disk too."""
        self._libraries.forget_texts()
        private = self.library()
        kept = self._libraries.forget_member(self._member) if self.everything() else 0
        self._libraries.erase(member_key(self._member))
        return Forgotten(kept, len(private.stories) if private else None)
