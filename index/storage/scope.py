"""One server of one library: what every statement about its records has to name."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, select

from index.storage.failures import story_not_found
from index.storage.tables import libraries, stories

_MEMBER = "member:"
_CHANNEL = "channel:"


@dataclass(frozen=True, slots=True)
class Scope:
    """One server of one library.

    Raises:
        ValueError: one of them is "".
    """

    library: str
    server: str

    def __post_init__(self) -> None:
        checked_id(self.library, "library")
        checked_id(self.server, "server")

    def rows(self, table: Table) -> tuple[ColumnElement[bool], ...]:
        """Return the conditions that single out this server's rows."""
        return (table.c.library == self.library, table.c.server == self.server)

    @property
    def keys(self) -> dict[str, str]:
        """The first columns of each of this server's rows."""
        return {"library": self.library, "server": self.server}

    def take_turn(self, connection: Connection) -> None:
        """Let one change of the library follow the other, where a database takes many writers."""
        mine = libraries.c.library == self.library
        connection.execute(select(libraries.c.library).where(mine).with_for_update()).one()

    def check_end(self, connection: Connection, story_id: int, end: int) -> None:
        """Check that a story has this offset, which a span or a ceiling may end at.

        Raises:
            StoryNotFoundError: there is no such story.
            ValueError: it ends before.
        """
        mine = (stories.c.library == self.library, stories.c.id == story_id)
        characters = connection.scalar(select(stories.c.characters).where(*mine))
        if characters is None:
            raise story_not_found(story_id)
        if not 0 <= end <= characters:
            raise ValueError(f"the offset {end} is not in the story")


def checked_id(written: str, what: str) -> str:
    """Return the id of a server, member, channel or such; raises ``ValueError`` for ""."""
    if not written:
        raise ValueError(f"a {what} needs an id")
    return written


def member_holder(member: str) -> str:
    """Return how a member's ceilings are told from those of channels."""
    return _MEMBER + checked_id(member, "member")


def channel_holder(channel: str) -> str:
    """Return how a channel's ceilings are told from those of members."""
    return _CHANNEL + checked_id(channel, "channel")
