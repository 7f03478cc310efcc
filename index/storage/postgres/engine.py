"""The database on a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pgvector.psycopg import register_vector
from psycopg import Connection as DriverConnection
from sqlalchemy import URL, Connection, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from index.errors import StorageError
from index.storage.migrating import is_current, migrate
from index.storage.postgres.failures import damaged, no_vectors, translated

CONNECT_SECONDS = 5
POOL_WAIT_SECONDS = 10.0
LOCK_SECONDS = 10
STATEMENT_SECONDS = 60
"""After which one statement is given up, so that a slow server holds no thread for ever."""
IDLE_SECONDS = 60
"""After which the server ends a change of a process that was paused, with the locks it holds."""
_CONNECTIONS = 8
"""Kept open; twice as many may be open at once."""
_OLDEST_PGVECTOR = (0, 7)
_MIGRATING = 0x76657273
"""The number of the advisory lock under which one process upgrades; "vers" in ASCII."""


class PostgresEngine:
    """A database on a server, which several processes may use at once.

    Changes of one library take turns at its row of ``libraries``; those of others go on beside.
    """

    def __init__(self, url: str) -> None:
        address = server_address(url)
        self._place = f"the database {address.database} at {_host(address)}"
        self.connections = create_engine(
            address,
            # Parameters are people's stories: they belong in no log and no traceback.
            hide_parameters=True,
            # A restarted server is met with new connections and not with an error.
            pool_pre_ping=True,
            pool_size=_CONNECTIONS,
            max_overflow=_CONNECTIONS,
            pool_timeout=POOL_WAIT_SECONDS,
            connect_args={
                "connect_timeout": CONNECT_SECONDS,
                "application_name": "chapter-and-verse",
                "keepalives_idle": 30,
                "keepalives_interval": 5,
                "keepalives_count": 3,
            },
        )
        event.listen(self.connections, "connect", _set_up)

    @property
    def place(self) -> str:
        """Where it is, without the user and the password."""
        return self._place

    @property
    def searches(self) -> bool:
        """Pgvector searches."""
        return True

    def prepare(self) -> None:
        """Create the tables, or bring them up to date, one process after the other."""
        with self.reading() as connection:
            if is_current(connection):
                return
        with self.changing() as connection:
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:it)"), {"it": _MIGRATING})
            if not is_current(connection):
                self._have_vectors(connection)
                migrate(connection, self._place)
        # Connections made before there was the extension do not know its types.
        self.connections.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database."""
        with translated(self._place), self.connections.connect() as connection:
            connection = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            with connection.begin():
                yield connection

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept when the block ends well."""
        with (
            translated(self._place),
            self.connections.connect() as connection,
            connection.begin(),
        ):
            yield connection

    def forget_traces(self, library: str | None) -> None:
        """Do nothing: no files are written here, and the server keeps house by itself."""

    def damaged(self) -> StorageError:
        """The error for rows that hold what was never written to them."""
        return damaged(self._place)

    def copy(self, target: Path) -> bool:  # noqa: ARG002 - no file is written
        """Do nothing: it is no file."""
        return False

    def close(self) -> None:
        """Close the connections."""
        self.connections.dispose()

    def _have_vectors(self, connection: Connection) -> None:
        offered = connection.scalar(
            text("SELECT default_version FROM pg_available_extensions WHERE name = 'vector'")
        )
        if offered is None or _version(offered) < _OLDEST_PGVECTOR:
            raise no_vectors(self._place)
        connection.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))


def server_address(url: str) -> URL:
    """Return a database's address with the driver that this program uses.

    Raises:
        StorageError: it is no address of a PostgreSQL database.
    """
    wanted = (
        "DATABASE_URL is no address of a PostgreSQL database; write it as"
        " postgresql://USER:PASSWORD@HOST/NAME, or unset it to use the folder."
    )
    try:
        address = make_url(url)
    except ArgumentError:
        # Without its cause, which quotes the address with the password.
        raise StorageError(wanted) from None
    if address.drivername not in ("postgresql", "postgres") or not address.database:
        raise StorageError(wanted)
    return address.set(drivername="postgresql+psycopg")


def _host(address: URL) -> str:
    named = address.host or address.query.get("host") or "localhost"
    return named if isinstance(named, str) else ", ".join(named)


def _version(written: str) -> tuple[int, ...]:
    return tuple(int(part) for part in written.split(".") if part.isdigit())


def _set_up(connection: DriverConnection[Any], _entry: ConnectionPoolEntry) -> None:
    connection.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
    connection.execute(f"SET idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'")
    connection.execute(f"SET statement_timeout = '{STATEMENT_SECONDS}s'")
    found = connection.execute("SELECT 1 FROM pg_type WHERE typname = 'halfvec'").fetchone()
    if found is not None:
        register_vector(connection)
    connection.commit()
