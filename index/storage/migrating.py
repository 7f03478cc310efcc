"""Brings a database to the newest version, or refuses one that is newer than the program."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from index.errors import StorageError
from index.storage.migrations import HEAD


def is_current(connection: Connection) -> bool:
    """Whether the database has the version that this program knows best."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return bool(version == HEAD)


def migrate(connection: Connection, folder: Path) -> None:
    """Bring the database to the newest version inside the connection's transaction.

    Raises:
        StorageError: a newer version of this program has written the database.
    """
    # Alembic takes longer to import than a current database takes to open.
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "index.storage:migrations")
    config.set_main_option("path_separator", "os")
    found = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise StorageError(
            f"The library in {folder} was written by a newer version of this program; "
            "update it with `pip install --upgrade chapter-and-verse` and try again."
        )
    command.upgrade(config, "head")
