"""The database: opened, read and changed, whatever its engine."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, delete, func, select, update

from index.errors import StorageError
from index.keys import LOCAL
from index.storage.dialects import insert_if_absent
from index.storage.engines import DatabaseEngine
from index.storage.job_rows import erase_jobs, lock_jobs
from index.storage.member_rows import MemberRows, naming
from index.storage.record_rows import RecordRows
from index.storage.rows import SqlLibraryStorage
from index.storage.sqlite_engine import SqliteEngine
from index.storage.tables import libraries

# Buttons outlive a library that was erased, and a member's messages may come from several: a
# number that another library gave to a story should be nobody's here.
_FIRST_ID = 2**24
_FIRST_IDS = 2**30


class Database:
    """All libraries of one data folder or server. Safe to use from several threads.

    Reading never waits for a writer.
    """

    def __init__(self, engine: DatabaseEngine) -> None:
        self._engine = engine
        self._at_hand = threading.local()

    @classmethod
    def open(cls, folder: Path, url: str | None = None) -> Self:
        """Open the database of this folder, or of a server; create it when it is absent.

        Args:
            folder: the data folder.
            url: where the server is, as ``postgresql://user:password@host/name``; None for
                the file in the folder.

        Raises:
            StorageError: it cannot be reached or created, is damaged, or is newer than this
                program.
            LibraryBusyError: another process is creating or migrating it.
        """
        database = cls(SqliteEngine(folder) if url is None else _on_server(url))
        try:
            database._engine.prepare()
        except BaseException:
            database.close()
            raise
        return database

    @property
    def place(self) -> str:
        """Where it is, as an error says after "the library in"."""
        return self._engine.place

    @property
    def searches(self) -> bool:
        """Whether it can search vectors itself."""
        return self._engine.searches

    def damaged(self) -> StorageError:
        """Return the error for what was never written so."""
        return self._engine.damaged()

    def library(self, key: str) -> SqlLibraryStorage:
        """Return the rows of the library with this key; create it when it is absent.

        Raises:
            StorageError, LibraryBusyError: it is absent and cannot be created.
        """
        if not key:
            raise ValueError("a library needs a key")
        if not self.holds(key):
            with self.changing() as connection:
                self.create(connection, key)
        return SqlLibraryStorage(self, key)

    def holds(self, key: str) -> bool:
        """Whether there is a library with this key."""
        known = select(libraries.c.library).where(libraries.c.library == key)
        with self.reading() as connection:
            return connection.scalar(known) is not None

    def create(self, connection: Connection, key: str) -> None:
        """Create the library with this key within a change, if it is absent."""
        connection.execute(insert_if_absent(connection, libraries).values(_new_library(key)))

    def library_keys(self) -> tuple[str, ...]:
        """Return the keys of all libraries."""
        with self.reading() as connection:
            found = select(libraries.c.library).order_by(libraries.c.library)
            return tuple(connection.scalars(found))

    def erase_later(self, key: str, at: datetime | None) -> bool:
        """Note when a library goes, or with None that it stays; False where there is none."""
        noted = update(libraries).where(libraries.c.library == key).values(erased_at=at)
        with self.changing() as connection:
            return bool(connection.execute(noted).rowcount)

    def leaving(self) -> tuple[str, ...]:
        """Return the keys of the libraries that are to go at some time."""
        with self.reading() as connection:
            found = select(libraries.c.library).where(libraries.c.erased_at.is_not(None))
            return tuple(connection.scalars(found.order_by(libraries.c.library)))

    def due(self, now: datetime) -> tuple[str, ...]:
        """Return the keys of the libraries that were to go before this moment."""
        with self.reading() as connection:
            found = select(libraries.c.library).where(libraries.c.erased_at <= now)
            return tuple(connection.scalars(found))

    def erase(self, key: str, *, due: datetime | None = None) -> bool:
        """Erase a library with all that it holds and keeps, from the disk too.

        False where there is none, or, when ``due`` is given, none that was to go before then.
        """
        gone = delete(libraries).where(libraries.c.library == key)
        if due is not None:
            gone = gone.where(libraries.c.erased_at <= due)
        with self.changing() as connection:
            lock_jobs(connection, key)
            # All its rows go with it, by their foreign keys; only jobs have none.
            erased = bool(connection.execute(gone).rowcount)
            if erased:
                erase_jobs(connection, key)
                self.forget_traces(key)
        return erased

    def records(self, key: str, server: str) -> RecordRows:
        """Return what the members of a server leave in the library with this key.

        Raises:
            ValueError: the key or the server is "".
        """
        return RecordRows(self, key, server)

    def members(self, key: str) -> MemberRows:
        """Return what the library with this key keeps about members, in any server."""
        return MemberRows(self, key)

    def libraries_naming(self, member: str) -> tuple[str, ...]:
        """Return the keys of the libraries that keep anything about a member, in any server."""
        with self.reading() as connection:
            return naming(connection, member)

    def forget_member(self, member: str) -> int:
        """Erase all about a member, in every library; return how many things."""
        gone = 0
        with self.changing() as connection:
            for key in naming(connection, member):
                gone += MemberRows(self, key).erase(connection, member)
            self.forget_traces()
        return gone

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database until the block ends.

        A block inside another one of the same thread sees what the outer one sees.
        """
        outer: Connection | None = getattr(self._at_hand, "connection", None)
        if outer is not None:
            yield outer
            return
        with self._engine.reading() as connection, self._holding(connection, changing=False):
            yield connection

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept, all of them, when the block ends well.

        A block inside another one of the same thread belongs to the outer one's change.

        Raises:
            LibraryBusyError: another process is changing this library, or holds it up.
            StorageError: the change cannot be written; nothing of it was kept.
        """
        if getattr(self._at_hand, "changing", False):
            yield self._at_hand.connection
            return
        with self._engine.changing() as connection, self._holding(connection, changing=True):
            yield connection

    @contextmanager
    def _holding(self, connection: Connection, *, changing: bool) -> Iterator[None]:
        before = dict(self._at_hand.__dict__)
        self._at_hand.connection, self._at_hand.changing = connection, changing
        try:
            yield
        finally:
            self._at_hand.__dict__.clear()
            self._at_hand.__dict__.update(before)

    def now(self, connection: Connection) -> datetime:
        """Return the moment by the clock that all processes of this database share."""
        if connection.dialect.name == "sqlite":
            return datetime.now(UTC)
        moment: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
        return moment.astimezone(UTC)

    def forget_traces(self, library: str | None = None) -> None:
        """Let the change at hand leave nothing of what it deletes in the files.

        Nor in the saved index of a library, when words of its stories are deleted.
        """
        self._engine.forget_traces(library)

    def copy(self, target: Path) -> bool:
        """Write a copy of the database as it is now to a file; nobody has to wait meanwhile.

        False where the database is no file.

        Raises:
            sqlite3.Error, OSError: it cannot be written; nothing is there then.
        """
        return self._engine.copy(target)

    def close(self) -> None:
        """Let go of it; what was changed is on the disk already."""
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _on_server(url: str) -> DatabaseEngine:
    # Its driver is an extra, and takes a while to import.
    try:
        from index.storage.postgres.engine import PostgresEngine
    except ImportError:
        raise StorageError(
            "PostgreSQL's driver is not installed; run `pip install"
            " 'chapter-and-verse[postgres]'`, or unset DATABASE_URL to use the folder."
        ) from None

    return PostgresEngine(url)


def _new_library(key: str) -> dict[str, str | int | bool]:
    return {
        "library": key,
        "generation": 0,
        "revision": secrets.token_hex(8),
        "next_story_id": 1 if key == LOCAL else _FIRST_ID + secrets.randbelow(_FIRST_IDS),
        "next_passage_id": 1,
        "seeded": False,
    }
