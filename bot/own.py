"""All that the library keeps about one member, whichever server they left it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import direct_server

if TYPE_CHECKING:
    from index import Library, MemberData


class Own:
    """What is kept about a member, for that member's own eyes. Works on the caller's thread."""

    def __init__(self, library: Library, member: str) -> None:
        self._library = library
        self._member = member

    @property
    def direct(self) -> str:
        """The server that stands for direct messages, and for what counts in every server."""
        return direct_server(self._member)

    def everything(self) -> tuple[MemberData, ...]:
        """All of it, one part for each server that keeps anything."""
        return self._library.member_data(self._member)

    def within(self, server: str) -> tuple[MemberData, ...]:
        """What counts in one server: its own part, and what is kept for every server."""
        return tuple(part for part in self.everything() if part.server in {server, self.direct})

    def forget(self, server: str | None) -> int:
        """Erase it, in one server or everywhere, from the disk too; return how many things."""
        # Erasing writes the database anew, which is not done where there is nothing to erase.
        kept = self.everything()
        if server is None:
            return self._library.forget_member(self._member) if kept else 0
        if all(part.server != server for part in kept):
            return 0
        return self._library.records(server).forget(self._member)
