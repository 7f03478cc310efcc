"""All libraries of a data folder: one for each server, for members of their own, and the local one.

They share the database, the encoder and the reader, and nothing else: whoever holds one of them
cannot reach another through it.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from index.answers import CacheFigures
from index.carrying import (
    BackedUp,
    Exported,
    Imported,
    back_up,
    export_library,
    import_archive,
)
from index.carrying.notes import MovingNotes
from index.claims import Claims
from index.encoding import Encoder
from index.equipment import Equipment
from index.jobs import Jobs
from index.keys import MOVES, is_private
from index.library import Library
from index.options import LibraryOptions
from index.progress import Progress, silent
from index.records import MemberData
from index.remembering import Remembered
from index.storage.claim_rows import ClaimRows
from index.storage.database import Database
from index.storage.job_rows import JobRows
from index.stores.files import IndexFiles

_log = logging.getLogger(__name__)

_OPERATOR = "operator"
"""The key under which the program keeps what concerns no library; it holds no story."""


class Libraries:
    """The libraries of one data folder. Safe to use from several threads.

    Methods raise ``StorageError`` and ``LibraryBusyError`` where the database cannot be read or
    written.
    """

    def __init__(
        self, database: Database, options: LibraryOptions, encoder: Encoder | None
    ) -> None:
        self._database = database
        self._options = options
        self._equipment = Equipment(options, encoder)
        self._known: Remembered[Library] = Remembered()

    @classmethod
    def open(cls, options: LibraryOptions, *, encoder: Encoder | None = None) -> Self:
        """Open the data folder; a new one is created.

        Args:
            options: where it is, and the models' settings; the key does not count.
            encoder: one that is loaded already, to be used instead of the options' one.

        Raises:
            StorageError: the database cannot be opened or created.
        """
        database = Database.open(options.folder, options.database_url)
        try:
            _warn_if_moved(database)
        except BaseException:
            database.close()
            raise
        return cls(database, options, encoder)

    def of(self, key: str, *, progress: Progress = silent) -> Library:
        """The library with this key; a new one is created, and receives the seed story.

        A member's private library begins empty.

        Raises:
            EncoderError: a new library needs the encoder, and it cannot be loaded.
        """
        known = self._known.get(key)
        # Another process may have erased it.
        if known is not None and self._database.holds(key):
            return known
        options = replace(self._options, key=key)
        library = Library(self._database, options, self._equipment, self._known.holds)
        if not is_private(key):
            library.seed(progress)
        return self._known.put(key, library, instead_of=known)

    def held(self) -> tuple[str, ...]:
        """The keys of all libraries that hold something, or did."""
        own = {_OPERATOR, MOVES}
        return tuple(key for key in self._database.library_keys() if key not in own)

    @property
    def place(self) -> str:
        """Where they are kept, as an error says after "the library in"."""
        return self._database.place

    def warm_up(self) -> None:
        """Load the models now, so that the first question does not wait.

        Raises:
            EncoderError: the encoder cannot be loaded.
            ReaderError: the reader cannot be loaded.
        """
        self._equipment.reader()

    def setting(self, name: str) -> str | None:
        """A stored setting of the program itself, None if it was never set."""
        return self._database.library(_OPERATOR).setting(name)

    def set_setting(self, name: str, value: str) -> None:
        """Store a setting of the program itself."""
        self._database.library(_OPERATOR).set_setting(name, value)

    @property
    def claims(self) -> Claims:
        """What the processes that share the database hold, one at a time."""
        return ClaimRows(self._database)

    @property
    def jobs(self) -> Jobs:
        """What is to be done to libraries, by any process that shares the database."""
        return JobRows(self._database)

    def member_data(self, member: str) -> tuple[MemberData, ...]:
        """All that is kept about a member in any library, one part for each server of each."""
        found: list[MemberData] = []
        for key in self._database.libraries_naming(member):
            found += self._database.members(key).about(member)
        return tuple(found)

    def forget_member(self, member: str) -> int:
        """Erase all that is kept about a member, from the disk too; return how many things.

        Their private library is not erased with it.
        """
        self.forget_texts()
        return self._database.forget_member(member)

    def forget_texts(self) -> None:
        """Forget, in memory, what members asked and the sentences that questions met lately."""
        self._equipment.forget_texts()

    def cache_figures(self) -> CacheFigures:
        """How often an answer was remembered, in all libraries of this process."""
        return self._equipment.answers.figures()

    def erase_later(self, key: str, at: datetime | None) -> bool:
        """Note when a library goes, or with None that it stays; False where there is none."""
        return self._database.erase_later(key, at)

    def leaving(self) -> tuple[str, ...]:
        """The keys of the libraries that are to go at some time."""
        return self._database.leaving()

    def erase_due(self, now: datetime) -> tuple[str, ...]:
        """Erase the libraries that were to go before this moment; return their keys."""
        return tuple(key for key in self._database.due(now) if self._erase(key, now))

    def erase(self, key: str) -> bool:
        """Erase a library with all that it holds and keeps, from the disk too.

        False where there is none.
        """
        return self._erase(key, None)

    def _erase(self, key: str, due: datetime | None) -> bool:
        erased = self._database.erase(key, due=due)
        if erased:
            self._known.forget(key)
            if self._options.database_url is None:
                IndexFiles(self._options.index_folder).remove(key)
            self._equipment.forget_texts()
        return erased

    def export(self, key: str, target: Path, progress: Progress = silent) -> Exported:
        """Write all of a library but its index to an archive, readable without this program.

        Raises:
            CarryingError: the file is there already, or cannot be written.
        """
        return export_library(self._database, key, target, progress)

    def take_in(self, path: Path, key: str | None = None, progress: Progress = silent) -> Imported:
        """Take in the library of an archive, into the one with this key or its own.

        Raises:
            CarryingError: the archive cannot be read, or is not what it says.
            EncoderMismatchError: the library was indexed with another encoder.
        """
        encoder = self._equipment.encoder()
        return import_archive(self._database, path, encoder, key=key, progress=progress)

    def back_up(self, target: Path, progress: Progress = silent) -> BackedUp:
        """Copy all libraries to one file while they are used; the copy is restored to check it.

        Raises:
            CarryingError: the file is there already, cannot be written, or is no true copy.
        """
        return back_up(self._database, target, progress)

    def close(self) -> None:
        """Let go of the database. All that was acknowledged is on disk already."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _warn_if_moved(database: Database) -> None:
    place = MovingNotes(database).went_to()
    if place is not None:
        _log.warning(
            "The libraries in %s were moved to %s; what is changed here does not get there."
            " Set DATABASE_URL or DATABASE_FOLDER to use them there.",
            database.place,
            place,
        )
