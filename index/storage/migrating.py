"""Brings a database to the newest version, or refuses one that is newer than the program."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from index.errors import StorageError
from index.storage.migrations import HEAD

if TYPE_CHECKING:
    from alembic.config import Config

_VERSIONS = "alembic_version"
_BEFORE_POSTGRESQL = "0004"
"""The last version that was for SQLite only."""
_one_at_a_time = threading.Lock()
"""Alembic keeps what it is doing in its modules, for all threads of a process."""


def is_current(connection: Connection) -> bool:
    """Whether the database has the version that this program knows best."""
    if not inspect(connection).has_table(_VERSIONS):
        return False
    version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return bool(version == HEAD)


def holds_older(connection: Connection, place: str) -> bool:
    """Whether the database has an older version, and libraries that are worth a backup.

    Raises:
        StorageError: a newer version of this program has written the database.
    """
    if is_current(connection) or not inspect(connection).has_table(_VERSIONS):
        return False
    _refuse_newer(connection, place)
    return connection.scalar(text("SELECT 1 FROM libraries LIMIT 1")) is not None


def migrate(connection: Connection, place: str) -> None:
    """Bring the database to the newest version inside the connection's transaction.

    Raises:
        StorageError: a newer version of this program has written the database.
    """
    # Alembic takes longer to import than a current database takes to open.
    from alembic import command

    _refuse_newer(connection, place)
    config = _config()
    config.attributes["connection"] = connection
    empty = not inspect(connection).has_table(_VERSIONS)
    with _one_at_a_time:
        if empty and connection.dialect.name == "postgresql":
            command.stamp(config, _BEFORE_POSTGRESQL)
        command.upgrade(config, "head")


def _refuse_newer(connection: Connection, place: str) -> None:
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    found = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if found is not None and found not in known:
        raise StorageError(
            f"The library in {place} was written by a newer version of this program; "
            "update it with `pip install --upgrade chapter-and-verse` and try again."
        )


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "index.storage:migrations")
    config.set_main_option("path_separator", "os")
    return config
