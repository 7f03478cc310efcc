"""All that is kept about one member, in every library and whichever server they left it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.bookmarks import Bookmarks, Mark
from index import direct_server, member_key

if TYPE_CHECKING:
    from index import Libraries, MemberData


class Own:
    """What is kept about a member, for that member's own eyes. Works on the caller's thread."""

    def __init__(self, libraries: Libraries, key: str, member: str) -> None:
        """Take all libraries, the key of the one that is read, and who it is about."""
        self._libraries = libraries
        self._key = key
        self._member = member

    @property
    def direct(self) -> str:
        """The server that stands for direct messages, and for what counts in every server."""
        return direct_server(self._member)

    def everything(self) -> tuple[MemberData, ...]:
        """All of it, one part for each server of each library that keeps anything."""
        return self._libraries.member_data(self._member)

    def within(self, server: str) -> tuple[MemberData, ...]:
        """What counts in one server: what its library keeps for it and for direct messages."""
        kept = self._libraries.of(self._key).member_data(self._member)
        return tuple(part for part in kept if part.server in {server, self.direct})

    def marks(self, part: MemberData) -> tuple[Mark, ...]:
        """How far the member has read, by one of these parts."""
        return Bookmarks(self._libraries.of(part.library)).marks(part.progress)

    def names(self, part: MemberData) -> Mapping[int, str]:
        """The names of the stories of a part's library, by their ids."""
        return {entry.id: entry.name for entry in self._libraries.of(part.library).stories()}

    def private_stories(self) -> int:
        """How many stories the member has in a library of their own."""
        key = member_key(self._member)
        return len(self._libraries.of(key).stories()) if key in self._libraries.held() else 0

    def forget(self, server: str | None) -> int:
        """Erase it, in one server or everywhere, from the disk too; return how many things.

        Everywhere: the member's own library, too.
        """
        # Erasing writes the database anew, which is not done where there is nothing to erase.
        if server is None:
            stories = self.private_stories()
            kept = self._libraries.forget_member(self._member) if self.everything() else 0
            self._libraries.erase(member_key(self._member))
            return kept + stories
        if all(part.server != server for part in self.within(server)):
            return 0
        return self._libraries.of(self._key).records(server).forget(self._member)
