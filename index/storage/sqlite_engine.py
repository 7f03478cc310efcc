"""The database of a data folder, on SQLite."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from index.errors import LibraryBusyError, StorageError
from index.folders import make_private
from index.storage.backups import back_up_before_upgrade, copy_database
from index.storage.failures import damaged, translated
from index.storage.locking import WriterLock
from index.storage.migrating import holds_older, is_current, migrate
from index.storage.sqlite import WRITING, is_owed, sqlite_engine, use_wal, uses_wal
from index.storage.traces import Traces

_log = logging.getLogger(__name__)


class SqliteEngine:
    """The embedded default: one file in a data folder.

    Reading never waits for a writer. A change holds the folder's writer lock, so that another
    process (the command line beside a running bot) waits its turn.
    """

    def __init__(self, folder: Path, lock: WriterLock | None = None) -> None:
        with translated(folder):
            make_private(folder)
        self._folder = folder
        self.connections: Engine = sqlite_engine(folder)
        """The file, as SQLAlchemy sees it."""
        self._lock = lock or WriterLock(folder)
        self._traces = Traces(self.connections, folder)

    @property
    def place(self) -> str:
        """Where it is."""
        return str(self._folder)

    @property
    def searches(self) -> bool:
        """SQLite cannot search vectors."""
        return False

    def prepare(self) -> None:
        """Bring the file up to date, and end the erasing that a killed process left."""
        if not self._is_ready():
            with self._lock.held(), translated(self._folder):
                use_wal(self.connections)
                with self.reading() as connection:
                    older = holds_older(connection, self.place)
                if older:
                    back_up_before_upgrade(self.connections, self._folder)
                with self.changing() as connection:
                    if not is_current(connection):
                        migrate(connection, self.place)
        self._finish_erasing()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the file."""
        with translated(self._folder), self.connections.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """Give the connection of the one writer."""
        with self._lock.held(), translated(self._folder):
            with self.connections.connect() as connection:
                connection = connection.execution_options(**{WRITING: True})
                with connection.begin():
                    yield connection
                    self._traces.note(connection)
            self._traces.erase()

    def forget_traces(self, library: str | None) -> None:
        """Let the change at hand leave nothing of what it deletes in the folder's files."""
        self._traces.leave(library)

    def damaged(self) -> StorageError:
        """The error for a file that holds what was never written to it."""
        return damaged(self._folder)

    def copy(self, target: Path) -> bool:
        """Write a copy to a file; nobody has to wait meanwhile."""
        copy_database(self.connections, target)
        return True

    def close(self) -> None:
        """Let go of the files; what was changed is on the disk already."""
        self.connections.dispose()

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
            if not uses_wal(self.connections):
                return False
        with self.reading() as connection:
            return is_current(connection)
