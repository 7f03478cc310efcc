"""A database server's libraries into a file, and those of such a file onto a server."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from index.carrying.copying import Steps, copy_library, keys_of
from index.carrying.moving import move
from index.carrying.notes import MovingNotes
from index.errors import CarryingError
from index.progress import Progress
from index.storage.database import Database


def write_file(database: Database, target: Path, progress: Progress) -> None:
    """Write all libraries, as one state of them, to a file as a data folder has it.

    Raises:
        OSError, sqlite3.Error: the file cannot be written.
    """
    with (
        TemporaryDirectory(prefix=".verse-copy-", dir=target.parent) as folder,
        database.reading(),
        Database.open(Path(folder)) as copy,
    ):
        keys = keys_of(database)
        steps = Steps(database, keys, progress)
        for key in keys:
            copy_library(database, copy, key, steps.begin("copying", key))
        copy.copy(target)


def fill_server(given: Database, url: str, name: str, progress: Progress) -> str:
    """Move all libraries of a file onto a server that has none, and return where that is.

    Args:
        given: the file, as a database.
        url: the server's address.
        name: what tells this file from any other, by which an interrupted run is known again.
        progress: told how far it is.

    Raises:
        CarryingError: there is a library on the server already.
    """
    MovingNotes(given).set_name(name)
    with Database.open(Path(), url) as server:
        if keys_of(server) and MovingNotes(server).comes_from() != name:
            raise CarryingError(
                f"There is a library in {server.place} already; name an empty database in"
                " DATABASE_URL."
            )
        return move(given, server, progress).target
