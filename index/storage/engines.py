"""What the database needs of an engine: the few things in which engines differ."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from index.errors import StorageError


class DatabaseEngine(Protocol):
    """One database, on SQLite or on a server. Safe to use from several threads.

    What goes wrong below is raised as ``StorageError`` or ``LibraryBusyError``, whose text says
    what to do and never holds a password or a value.
    """

    @property
    def place(self) -> str:
        """Where it is, as an error says after "the library in"."""
        ...

    @property
    def searches(self) -> bool:
        """Whether it can search vectors itself."""
        ...

    def prepare(self) -> None:
        """Create the tables, or bring them up to date.

        Raises:
            StorageError: it cannot be reached, written or upgraded, or is newer than the program.
            LibraryBusyError: another process is doing this.
        """
        ...

    def reading(self) -> AbstractContextManager[Connection]:
        """Give a connection in a transaction that sees one state of the database."""
        ...

    def changing(self) -> AbstractContextManager[Connection]:
        """Give a connection in a transaction that is kept when the block ends well."""
        ...

    def forget_traces(self, library: str | None) -> None:
        """Let the change at hand leave nothing of what it deletes where this program wrote it."""
        ...

    def damaged(self) -> StorageError:
        """The error for what was never written so."""
        ...

    def copy(self, target: Path) -> bool:
        """Write a copy of the database as it is now to a file; False where it is no file.

        Raises:
            sqlite3.Error, OSError: it cannot be written; nothing is there then.
        """
        ...

    def close(self) -> None:
        """Let go of it."""
        ...
