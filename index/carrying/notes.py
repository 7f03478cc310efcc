"""What a database remembers of libraries that were moved from it or to it.

It is kept as the settings of a key that is no library, and is never moved itself.
"""

from __future__ import annotations

import hashlib
import secrets

from sqlalchemy import Connection, delete, insert, select

from index.keys import MOVES
from index.storage.database import Database
from index.storage.tables import settings

_NAME = "name"
_COMES_FROM = "comes from"
_WENT_TO = "went to"
_COPY = "copy of "


class MovingNotes:
    """The notes of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def name(self) -> str:
        """A random name of this database, the same ever after, by which copies know it again."""
        known = self._read(_NAME)
        if known is not None:
            return known
        drawn = secrets.token_hex(8)
        self.set_name(drawn)
        return drawn

    def set_name(self, name: str) -> None:
        """Give the database its name."""
        with self._database.changing() as connection:
            self._write(connection, _NAME, name)

    def named(self) -> str | None:
        """The name that the database has, if it has one."""
        return self._read(_NAME)

    def comes_from(self) -> str | None:
        """The name of the database whose libraries are here; None for none but its own."""
        return self._read(_COMES_FROM)

    def set_comes_from(self, name: str) -> None:
        """Remember whose libraries come here."""
        with self._database.changing() as connection:
            self._write(connection, _COMES_FROM, name)

    def went_to(self) -> str | None:
        """Where all libraries were moved to, as an error says it."""
        return self._read(_WENT_TO)

    def set_went_to(self, place: str) -> None:
        """Remember where all libraries were moved to."""
        with self._database.changing() as connection:
            self._write(connection, _WENT_TO, place)

    def copied_head(self, source: str, key: str) -> str | None:
        """The head that a library had when it was copied here from the database of this name."""
        return self._read(_copy(source, key))

    def set_copied_head(self, connection: Connection, source: str, key: str, head: str) -> None:
        """Remember within a change which state of a library was copied here."""
        self._write(connection, _copy(source, key), head)

    def _read(self, name: str) -> str | None:
        found = select(settings.c.value).where(settings.c.library == MOVES, settings.c.name == name)
        with self._database.reading() as connection:
            value: str | None = connection.scalar(found)
        return value

    def _write(self, connection: Connection, name: str, value: str) -> None:
        self._database.create(connection, MOVES)
        mine = settings.c.library == MOVES, settings.c.name == name
        connection.execute(delete(settings).where(*mine))
        connection.execute(insert(settings).values(library=MOVES, name=name, value=value))


def _copy(source: str, key: str) -> str:
    # A key may be a member's, of whom nothing may be left here when they are forgotten.
    return _COPY + hashlib.sha256(f"{source} {key}".encode()).hexdigest()
