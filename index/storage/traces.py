"""What removed rows leave in the files of a data folder, until it is erased.

That something is left is written in the same transaction as the removal, so that a process that
is killed in between leaves the erasing to the next one that opens the folder.
"""

from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy import Connection, Engine

from index.errors import LibraryBusyError, StorageError
from index.storage.backups import erase_upgrade_backups
from index.storage.sqlite import empty_log, is_owed, note_owed, rebuild, settle
from index.stores.files import INDEX_FOLDER, IndexFiles

_log = logging.getLogger(__name__)


class Traces:
    """The traces in one folder. To be used by whoever holds its writer lock."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._folder = folder
        self._saved = IndexFiles(folder / INDEX_FOLDER)
        self._left = False
        self._rebuilt = False
        self._libraries: set[str] | None = set()

    def leave(self, library: str | None = None) -> None:
        """Remember that the change at hand leaves traces, in a library's saved index too."""
        self._left, self._rebuilt = True, False
        if library is not None and self._libraries is not None:
            self._libraries.add(library)

    def note(self, connection: Connection) -> None:
        """Write within the change at hand that it leaves traces, if it does."""
        if self._left:
            note_owed(connection)

    def take_over(self, connection: Connection) -> None:
        """Remember what another process left, in whatever library, if it still does."""
        if is_owed(connection):
            self._left, self._rebuilt, self._libraries = True, False, None

    def erase(self) -> None:
        """Erase what is left, if anything is; what cannot be erased now goes the next time."""
        if not self._left:
            return
        # A copy of what was deleted may be left in a page, and the log holds it in any case.
        self._rebuilt = self._rebuilt or rebuild(self._engine)
        erased = self._rebuilt and empty_log(self._engine) and self._erase_copies()
        if erased and settle(self._engine):
            self._left, self._libraries = False, set()
        else:
            _log.warning(
                "What was removed from %s could not be erased from its files yet; "
                "it goes with the next change.",
                self._folder,
            )

    def _erase_copies(self) -> bool:
        try:
            erase_upgrade_backups(self._folder)
            if self._libraries is None:
                self._saved.remove_all()
            else:
                for library in sorted(self._libraries):
                    self._saved.remove(library)
        except (OSError, StorageError, LibraryBusyError):
            return False
        return True
