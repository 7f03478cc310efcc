"""One place where what goes wrong below becomes a sentence that says what to do."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from index.errors import (
    LibraryBusyError,
    StorageError,
    StorageUnavailableError,
    StoryGoneError,
    StoryIndexError,
)

_DAMAGED = (
    "The library in {folder} is damaged; restore the folder from a backup, "
    "or move it away and add the stories again."
)
_FULL = "The disk that holds the library in {folder} is full; free some space and try again."
_CLOSED = (
    "The library in {folder} cannot be written; "
    "allow it in the folder's permissions, or choose another folder."
)
_NOT_A_FOLDER = "{folder} is not a folder, so no library can be kept there; choose another one."
_GONE = (
    "The library in {folder} is not there any more; put the folder back as it was, or restore it "
    "from a backup."
)
_BUSY = "Another process is changing the library in {folder}; wait until it is done and try again."
_BROKEN = "The library in {folder} cannot be read or written ({reason}); check the disk it is on."

_SQLITE = {
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _CLOSED,
    sqlite3.SQLITE_CANTOPEN: _CLOSED,
    sqlite3.SQLITE_PERM: _CLOSED,
}
_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.EROFS: _CLOSED,
    errno.EEXIST: _NOT_A_FOLDER,
    errno.ENOTDIR: _NOT_A_FOLDER,
}


def busy(folder: Path) -> LibraryBusyError:
    """Return the error for a library that another process is changing."""
    return LibraryBusyError(_BUSY.format(folder=folder))


def damaged(folder: Path) -> StorageError:
    """Return the error for a database that holds what was never written to it."""
    return StorageError(_DAMAGED.format(folder=folder))


def story_not_found(story_id: int) -> StoryGoneError:
    """Return the error for a story that is not, or no longer, in the library."""
    return StoryGoneError(
        f"There is no story with the number {story_id}; `verse stories` lists those there are."
    )


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Raise ``StorageError`` or ``LibraryBusyError`` for what the database or the disk raises."""
    try:
        yield
    except DBAPIError as error:
        raise _from_database(error.orig, folder) from error
    except sqlite3.Error as error:
        raise _from_database(error, folder) from error
    except SQLAlchemyError as error:
        raise StorageError(_BROKEN.format(folder=folder, reason=type(error).__name__)) from error
    except FileNotFoundError as error:
        raise StorageUnavailableError(_GONE.format(folder=folder)) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        template = _SYSTEM.get(error.errno or 0, _BROKEN)
        raise StorageError(template.format(folder=folder, reason=reason)) from error


def _from_database(error: BaseException | None, folder: Path) -> StoryIndexError:
    # The low byte is the primary code; the rest only refines it.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return busy(folder)
    template = _SQLITE.get(code, _BROKEN)
    return StorageError(template.format(folder=folder, reason=error))
