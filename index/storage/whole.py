"""A library's rows as they are, every column of every table: read, counted, digested, written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, delete, insert, select, text, tuple_

from index.storage.tables import claims, jobs, libraries, metadata, passages, texts

TABLES: tuple[Table, ...] = tuple(one for one in metadata.sorted_tables if one is not claims)
"""All that belongs to libraries, in an order in which it can be written."""
HEADS: tuple[Table, ...] = tuple(one for one in TABLES if one not in (texts, passages))
"""Those that tell of every change: no text or passage changes without its library's revision."""
_PAGE = 1000
_PAGES = {texts: 8, jobs: 1}
"""Rows that are held at once of what may be large; of the rest it is ``_PAGE``."""

AnyRow = Row[Any]


@dataclass(frozen=True, slots=True)
class Tally:
    """What a library has in one table."""

    rows: int
    sha256: str
    """Over all rows in the order of their keys, whatever the engine."""


Tallies = Mapping[str, Tally]
"""By the name of the table."""


class Counting:
    """Counts and digests rows that pass by in the order of their keys."""

    def __init__(self, tables: Sequence[Table] = TABLES) -> None:
        self._rows = dict.fromkeys((table.name for table in tables), 0)
        self._digests = {table.name: hashlib.sha256() for table in tables}

    def add(self, table: Table, rows: Sequence[AnyRow]) -> None:
        """Count and digest the next rows of a table."""
        digest = self._digests[table.name]
        for row in rows:
            for value in row:
                digest.update(_written(value))
        self._rows[table.name] += len(rows)

    def tallies(self) -> Tallies:
        """Return what passed."""
        return {
            name: Tally(rows, self._digests[name].hexdigest()) for name, rows in self._rows.items()
        }


def keys_held(connection: Connection) -> tuple[str, ...]:
    """Return the keys of all libraries, and of those that only a job is for as yet."""
    held = set(connection.scalars(select(libraries.c.library)))
    held.update(connection.scalars(select(jobs.c.library).distinct()))
    return tuple(sorted(held))


def pages(
    connection: Connection, key: str, tables: Sequence[Table] = TABLES
) -> Iterator[tuple[Table, Sequence[AnyRow]]]:
    """Give a library's rows with their table, in the order of their keys, a page at a time."""
    for table in tables:
        size = _PAGES.get(table, _PAGE)
        rows: Sequence[AnyRow] = connection.execute(_page(table, key, None, size)).all()
        while rows:
            yield table, rows
            if len(rows) < size or table is libraries:
                break
            rows = connection.execute(_page(table, key, rows[-1], size)).all()


def tallies(connection: Connection, key: str, tables: Sequence[Table] = TABLES) -> Tallies:
    """Count and digest what a library has in these tables."""
    counting = Counting(tables)
    for table, rows in pages(connection, key, tables):
        counting.add(table, rows)
    return counting.tallies()


def write(connection: Connection, table: Table, rows: Sequence[AnyRow]) -> None:
    """Write rows as they are, by the quickest way of the engine."""
    if connection.dialect.name == "postgresql":
        # Its driver takes a while to import, and may not be installed.
        from index.storage.postgres.copying import copy_in

        copy_in(connection, table, rows)
        return
    connection.execute(insert(table), [dict(row._mapping) for row in rows])


def erase(connection: Connection, key: str) -> bool:
    """Erase all of a library within the change at hand, however long that takes.

    False where there was nothing.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
    gone = connection.execute(delete(jobs).where(jobs.c.library == key)).rowcount
    # All its rows go with it, by their foreign keys; only jobs have none.
    gone += connection.execute(delete(libraries).where(libraries.c.library == key)).rowcount
    return gone > 0


def settle(connection: Connection) -> None:
    """Let the engine look at what was written, so that it plans its queries accordingly."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        # A partitioned table is never looked at by the server's own housekeeping.
        connection.execute(text(f"ANALYZE {', '.join(table.name for table in TABLES)}"))


def _page(table: Table, key: str, last: AnyRow | None, size: int) -> Select[Any]:
    order = [column for column in table.primary_key if column.name != "library"]
    found = select(table).where(table.c.library == key).order_by(*order).limit(size)
    if last is None:
        return found
    before = tuple(last._mapping[column] for column in order)
    return found.where(tuple_(*order) > before)


def _written(value: object) -> bytes:
    """Return a value so that two are the same bytes only when they are the same value."""
    if isinstance(value, bytes):
        kind, content = b"b", value
    elif isinstance(value, str):
        kind, content = b"s", value.encode()
    elif isinstance(value, float):
        kind, content = b"f", value.hex().encode()
    elif isinstance(value, datetime | date):
        kind, content = b"d", value.isoformat().encode()
    elif isinstance(value, int) or value is None:  # truth values too
        kind, content = b"n", repr(value).encode()
    else:
        raise TypeError(f"a column of {type(value).__name__} has no digest yet")
    return kind + len(content).to_bytes(8, "big") + content
