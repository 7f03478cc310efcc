"""The database of a data folder: opened, brought up to date, read and changed."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from index.errors import LibraryBusyError
from index.keys import LOCAL
from index.storage.backups import back_up_before_upgrade, copy_database
from index.storage.failures import translated
from index.storage.locking import WriterLock
from index.storage.member_rows import MemberRows
from index.storage.migrating import holds_older, is_current, migrate
from index.storage.record_rows import RecordRows
from index.storage.rows import SqlLibraryStorage
from index.storage.sqlite import WRITING, is_owed, sqlite_engine, use_wal, uses_wal
from index.storage.tables import libraries
from index.storage.traces import Traces

_log = logging.getLogger(__name__)

# Buttons outlive a library that was erased, and a member's messages may come from several: a
# number that another library gave to a story should be nobody's here.
_FIRST_ID = 2**24
_FIRST_IDS = 2**30


class Database:
    """All libraries of one data folder. Safe to use from several threads.

    Reading never waits for a writer. A change holds the folder's writer lock, so that
    another process (the command line beside a running bot) waits its turn.
    """

    def __init__(self, engine: Engine, lock: WriterLock, folder: Path) -> None:
        self._engine = engine
        self._lock = lock
        self._folder = folder
        self._traces = Traces(engine, folder)
        self._reading = threading.local()

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the database of this folder; create both when they are absent.

        Raises:
            StorageError: it cannot be created, is damaged, or is newer than this program.
            LibraryBusyError: another process is creating or migrating it.
        """
        with translated(folder):
            folder.mkdir(parents=True, exist_ok=True)
        database = cls(sqlite_engine(folder), WriterLock(folder), folder)
        try:
            database._bring_up_to_date()
        except BaseException:
            database.close()
            raise
        return database

    def _bring_up_to_date(self) -> None:
        if not self._is_ready():
            with self._lock.held(), translated(self._folder):
                use_wal(self._engine)
                with self.reading() as connection:
                    older = holds_older(connection, self._folder)
                if older:
                    back_up_before_upgrade(self._engine, self._folder)
                with self.changing() as connection:
                    if not is_current(connection):
                        migrate(connection, self._folder)
        self._finish_erasing()

    def _finish_erasing(self) -> None:
        """Erase what a process removed that was killed before it could erase it."""
        with self.reading() as connection:
            if not is_owed(connection):
                return
        try:
            with self.changing() as connection:
                self._traces.take_over(connection)
        except LibraryBusyError:
            _log.warning("Another process is erasing what was removed from %s.", self._folder)

    def _is_ready(self) -> bool:
        with translated(self._folder):
            if not uses_wal(self._engine):
                return False
        with self.reading() as connection:
            return is_current(connection)

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self._folder

    def library(self, key: str) -> SqlLibraryStorage:
        """Return the rows of the library with this key; create it when it is absent.

        Raises:
            StorageError, LibraryBusyError: it is absent and cannot be created.
        """
        if not key:
            raise ValueError("a library needs a key")
        known = select(libraries.c.library).where(libraries.c.library == key)
        with self.reading() as connection:
            exists = connection.scalar(known) is not None
        if not exists:
            with self.changing() as connection:
                self.create(connection, key)
        return SqlLibraryStorage(self, key)

    def create(self, connection: Connection, key: str) -> None:
        """Create the library with this key within a change, if it is absent."""
        known = select(libraries.c.library).where(libraries.c.library == key)
        if connection.scalar(known) is None:
            connection.execute(insert(libraries).values(_new_library(key)))

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
            # All its rows go with it, by their foreign keys.
            erased = bool(connection.execute(gone).rowcount)
            if erased:
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

    def forget_member(self, member: str) -> int:
        """Erase all about a member, in every library; return how many things."""
        gone = 0
        with self.changing() as connection:
            for key in connection.scalars(select(libraries.c.library)).all():
                gone += MemberRows(self, key).erase(connection, member)
            self.forget_traces()
        return gone

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database until the block ends.

        A block inside another one of the same thread sees the state that the outer one sees.
        """
        outer: Connection | None = getattr(self._reading, "connection", None)
        if outer is not None:
            with translated(self._folder):
                yield outer
            return
        with translated(self._folder), self._engine.connect() as connection, connection.begin():
            self._reading.connection = connection
            try:
                yield connection
            finally:
                del self._reading.connection

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept, all of them, when the block ends well.

        Raises:
            LibraryBusyError: another process is changing this folder.
            StorageError: the change cannot be written; nothing of it was kept.
        """
        with self._lock.held(), translated(self._folder):
            with self._engine.connect() as connection:
                connection = connection.execution_options(**{WRITING: True})
                with connection.begin():
                    yield connection
                    self._traces.note(connection)
            self._traces.erase()

    def now(self, connection: Connection) -> datetime:
        """Return the moment by the clock that all processes of this database share."""
        if connection.dialect.name == "sqlite":
            return datetime.now(UTC)
        moment: datetime = connection.scalar(select(func.clock_timestamp()))
        return moment.astimezone(UTC)

    def forget_traces(self, library: str | None = None) -> None:
        """Let the change at hand leave nothing of what it deletes in the files.

        Nor in the saved index of a library, when words of its stories are deleted.
        """
        self._traces.leave(library)

    def copy(self, target: Path) -> None:
        """Write a copy of the database as it is now to a file; nobody has to wait meanwhile.

        Raises:
            sqlite3.Error, OSError: it cannot be written; nothing is there then.
        """
        copy_database(self._engine, target)

    def close(self) -> None:
        """Let go of the files; what was changed is on the disk already."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _new_library(key: str) -> dict[str, str | int | bool]:
    return {
        "library": key,
        "generation": 0,
        "revision": secrets.token_hex(8),
        "next_story_id": 1 if key == LOCAL else _FIRST_ID + secrets.randbelow(_FIRST_IDS),
        "next_passage_id": 1,
        "seeded": False,
    }
