"""Copies of a database that is in use: consistent, in one file, whole or not there at all."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Engine

from index.storage.migrations import HEAD
from index.storage.sqlite import copy_into
from index.stores.files import sync_folder

_UPGRADE = "library-before-"


def copy_database(engine: Engine, target: Path) -> None:
    """Write a copy of the database as it is now to ``target``, in place of what is there.

    Nobody who reads or writes meanwhile has to wait, and what was removed is not in it.

    Raises:
        sqlite3.Error, OSError: it cannot be written; nothing is there then.
    """
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        copy_into(engine, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def back_up_before_upgrade(engine: Engine, folder: Path) -> None:
    """Keep a copy of a database that is about to be upgraded beside it.

    Raises:
        sqlite3.Error, OSError: it cannot be written.
    """
    copy_database(engine, folder / f"{_UPGRADE}{HEAD}.db")


def upgrade_backups(folder: Path) -> tuple[Path, ...]:
    """Return the copies that upgrades left in the folder, the oldest first."""
    return tuple(sorted(folder.glob(f"{_UPGRADE}*")))


def erase_upgrade_backups(folder: Path) -> None:
    """Remove those copies, for they hold what was removed since; raises ``OSError``."""
    for path in upgrade_backups(folder):
        path.unlink(missing_ok=True)
