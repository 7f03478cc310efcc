"""Whole libraries from one database to another, each in one change and compared row by row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Self

from sqlalchemy import Connection, Table, select

from index.errors import CarryingError
from index.progress import Progress
from index.storage import whole
from index.storage.database import Database
from index.storage.tables import jobs, libraries, passages, stories

_HEADS = frozenset(table.name for table in whole.HEADS)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a library held when it was looked at."""

    stories: int
    """Earlier versions too."""
    passages: int
    jobs: int
    head: str
    """Digest of all but texts and passages, which do not change without it."""
    everything: str
    """Digest of everything."""

    @classmethod
    def of(cls, tallies: whole.Tallies) -> Self:
        """Sum up counts and digests of all tables."""
        rows = {name: tally.rows for name, tally in tallies.items()}
        return cls(
            stories=rows[stories.name],
            passages=rows[passages.name],
            jobs=rows[jobs.name],
            head=head_of(tallies),
            everything=_joined(tallies),
        )


def head_of(tallies: whole.Tallies) -> str:
    """Return the digest of those tables that tell of every change."""
    return _joined({name: tally for name, tally in tallies.items() if name in _HEADS})


def look_at(database: Database, key: str) -> Seen:
    """Read all of a library, as one state of it."""
    with database.reading() as connection:
        return Seen.of(whole.tallies(connection, key))


def head(database: Database, key: str) -> str:
    """Return the digest of those tables of a library that tell of every change."""
    with database.reading() as connection:
        return head_of(whole.tallies(connection, key, whole.HEADS))


def keys_of(database: Database) -> tuple[str, ...]:
    """Return the keys of all libraries, and of those that only a job is for as yet."""
    with database.reading() as connection:
        return whole.keys_held(connection)


class Steps:
    """Tells how far the copying is, in passages, of which a library has at most as it counted."""

    def __init__(self, source: Database, keys: Iterable[str], progress: Progress) -> None:
        counted = select(libraries.c.library, libraries.c.next_passage_id)
        with source.reading() as connection:
            weights = {row.library: row.next_passage_id for row in connection.execute(counted)}
        self._weights = {key: weights.get(key, 0) for key in keys}
        self._total = sum(self._weights.values())
        self._ended = 0
        self._progress = progress

    def begin(self, stage: str, key: str) -> Callable[[int], None]:
        """Return what is told how many passages of this library have passed."""
        first, weight = self._ended, self._weights.pop(key, 0)
        self._ended += weight

        def tell(passed: int) -> None:
            self._progress(stage, first + min(passed, weight), self._total)

        tell(0)
        return tell


def copy_library(
    source: Database,
    target: Database,
    key: str,
    tell: Callable[[int], None],
    also: Callable[[Connection, Seen], None] | None = None,
) -> Seen:
    """Write a library as it is in the source in place of what the target has, in one change.

    What was written is read again and compared before it is kept.

    Args:
        source: where the library is.
        target: where it goes to.
        key: its key.
        tell: told how many passages have passed.
        also: writes more within the same change.

    Raises:
        CarryingError: the target does not hold what was written to it.
        StorageError, LibraryBusyError: as ever; nothing of it is kept.
    """
    given, passed = whole.Counting(), 0
    with target.changing() as connection:
        if whole.erase(connection, key):
            target.forget_traces(key)
        # Its own generator, so that what goes wrong in either database is told as that one's.
        with closing(_pages(source, key)) as passing:
            for table, rows in passing:
                given.add(table, rows)
                whole.write(connection, table, rows)
                if table is passages:
                    passed += len(rows)
                    tell(passed)
        if whole.tallies(connection, key) != given.tallies():
            raise CarryingError(
                f"A library came out otherwise in {target.place} than it was written;"
                " check that machine's disk and memory, and run it again."
            )
        seen = Seen.of(given.tallies())
        if also is not None:
            also(connection, seen)
    return seen


def erase_library(database: Database, key: str) -> None:
    """Erase a library, from the disk too."""
    with database.changing() as connection:
        if whole.erase(connection, key):
            database.forget_traces(key)


def _pages(source: Database, key: str) -> Generator[tuple[Table, Sequence[whole.AnyRow]]]:
    with source.reading() as connection:
        yield from whole.pages(connection, key)


def _joined(tallies: whole.Tallies) -> str:
    lines = (f"{name} {tally.rows} {tally.sha256}\n" for name, tally in sorted(tallies.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()
