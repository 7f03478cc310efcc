"""The lock that lets one writer at a time change a data folder; reading never takes it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.storage.failures import busy, translated

LOCK_FILE = "library.lock"
WAIT_SECONDS = 10.0


class WriterLock:
    """Held by one thread of one process; that thread may take it again while it holds it.

    The operating system frees it when a process ends, however it ends.
    """

    def __init__(self, folder: Path, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self._folder = folder
        self._wait_seconds = wait_seconds
        # Threads queue here instead of polling the file against each other.
        self._threads = threading.RLock()
        self._processes = FileLock(folder / LOCK_FILE, thread_local=False)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock.

        Raises:
            LibraryBusyError: it was not free for as long as this waits.
            StorageError: the folder cannot be written.
        """
        if not self._threads.acquire(timeout=self._wait_seconds):
            raise busy(self._folder)
        try:
            self._take_file()
            try:
                yield
            finally:
                self._processes.release()
        finally:
            self._threads.release()

    def _take_file(self) -> None:
        with translated(self._folder):
            # The lock's file would be made in a new folder, in the way of one that is put back.
            self._folder.stat()
            try:
                self._processes.acquire(timeout=self._wait_seconds)
            except Timeout as error:  # an OSError too, but one that says who is in the way
                raise busy(self._folder) from error
