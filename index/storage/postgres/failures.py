"""What PostgreSQL says went wrong, as a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import Error, OperationalError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from index.errors import LibraryBusyError, StorageError, StorageUnavailableError

_UNREACHABLE = (
    "The library in {place} cannot be reached; see that the database server runs and that"
    " DATABASE_URL is right, then try again."
)
_FULL = "The disk of {place} is full; free some space there and try again."
_CLOSED = (
    "The library in {place} cannot be written; let the database take changes, or name the"
    " primary server in DATABASE_URL."
)
_FORBIDDEN = (
    "{place} refuses this user; check the name and password in DATABASE_URL, and what the user"
    " may do there."
)
_NO_DATABASE = "{place} is not there; create it on the server, or correct DATABASE_URL."
_NO_VECTORS = (
    "{place} has no pgvector 0.7 or newer; install it on the server, and run"
    " `CREATE EXTENSION vector` there as its administrator."
)
_DAMAGED = "The library in {place} is damaged; restore the database from a backup."
_BUSY = "The library in {place} is busy with another change; wait a moment and try again."
_BROKEN = "The library in {place} cannot be read or written ({reason}); see the server's log."

# By SQLSTATE, else by its class, which is the first two characters.
_BY_STATE = {
    "25006": _CLOSED,
    "3D000": _NO_DATABASE,
    "42501": _FORBIDDEN,
    "53100": _FULL,
    "0A000": _BROKEN,
}
_BY_CLASS = {"28": _FORBIDDEN, "XX": _DAMAGED}
_BUSY_STATES = {"55P03", "57014", "40001", "40P01"}
_GONE_STATES = {"57P01", "57P02", "57P03", "57P05", "53300", "53200"}
_GONE_CLASSES = {"08"}


def no_vectors(place: str) -> StorageError:
    """Return the error for a server without pgvector, or with one that is too old."""
    return StorageError(_sentence(_NO_VECTORS, place))


def damaged(place: str) -> StorageError:
    """Return the error for rows that hold what was never written to them."""
    return StorageError(_sentence(_DAMAGED, place))


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Raise the errors of storage for what the driver or SQLAlchemy raises."""
    try:
        yield
    except DBAPIError as error:
        raise _from_driver(error.orig, place) from error
    except Error as error:
        raise _from_driver(error, place) from error
    except PoolTimeoutError as error:
        raise LibraryBusyError(_sentence(_BUSY, place)) from error
    except SQLAlchemyError as error:
        reason = type(error).__name__
        raise StorageError(_sentence(_BROKEN, place, reason)) from error


def _from_driver(error: BaseException | None, place: str) -> StorageError | LibraryBusyError:
    state = getattr(error, "sqlstate", None)
    if state is None:
        # The server said nothing, because the connection could not be made or was lost; but a
        # refusal while connecting comes without its state, in words only.
        if isinstance(error, OperationalError) and "authentication failed" in str(error):
            return StorageError(_sentence(_FORBIDDEN, place))
        if isinstance(error, OperationalError) and "does not exist" in str(error):
            return StorageError(_sentence(_NO_DATABASE, place))
        return StorageUnavailableError(_sentence(_UNREACHABLE, place))
    if state in _BUSY_STATES:
        return LibraryBusyError(_sentence(_BUSY, place))
    if state in _GONE_STATES or state[:2] in _GONE_CLASSES:
        return StorageUnavailableError(_sentence(_UNREACHABLE, place))
    template = _BY_STATE.get(state) or _BY_CLASS.get(state[:2], _BROKEN)
    # Only the state: a server's words may quote what was to be stored.
    return StorageError(_sentence(template, place, f"state {state}"))


def _sentence(template: str, place: str, reason: str = "") -> str:
    said = template.format(place=place, reason=reason)
    return said[:1].upper() + said[1:]
