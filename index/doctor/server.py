"""Check of a database that is kept on a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, text

from index.doctor.checks import Check, CheckState, told
from index.errors import LibraryBusyError, StoryIndexError
from index.storage.database import Database
from index.storage.tables import claims

if TYPE_CHECKING:
    from index.options import LibraryOptions

_VERSIONS = text(
    "SELECT current_setting('server_version'), extversion FROM pg_extension"
    " WHERE extname = 'vector'"
)
_TRIED = "doctor"


def check_server(options: LibraryOptions) -> Check:
    """Check that the server answers, has pgvector, and lets its tables be written."""
    name = "Database"
    try:
        with Database.open(options.folder, options.database_url) as database:
            with database.reading() as connection:
                server, vectors = connection.execute(_VERSIONS).one()
            with database.changing() as connection:
                row = {"name": _TRIED, "holder": _TRIED, "until": database.now(connection)}
                connection.execute(delete(claims).where(claims.c.name == _TRIED))
                connection.execute(insert(claims).values(row))
                connection.execute(delete(claims).where(claims.c.name == _TRIED))
    except LibraryBusyError as error:
        return told(name, error, CheckState.NOTE)
    except StoryIndexError as error:
        return told(name, error)
    found = f"answers and can be written: {database.place}, PostgreSQL {server}, pgvector {vectors}"
    return Check(name, CheckState.FINE, found)
