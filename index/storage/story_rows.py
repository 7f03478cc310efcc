"""What one library's rows say: the reading half of ``LibraryStorage``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import Column, Connection, Row, Select, func, select

from index.domain import Passage, Story, StoryEntry
from index.growing import AuditEntry, Deed, Usage
from index.storage import values
from index.storage.base import LibraryState, StoredSketch, StoredVectors
from index.storage.failures import story_not_found
from index.storage.halves import from_halves
from index.storage.noting import ENTRY, to_entry
from index.storage.searching import StoredVectorSearch
from index.storage.tables import audit, libraries, passages, settings, stories, texts
from index.stores.base import Ids, Vectors, VectorSearch

if TYPE_CHECKING:
    from index.storage.database import Database

_STORY: tuple[Column[Any], ...] = (
    stories.c.id,
    stories.c.name,
    stories.c.title,
    texts.c.text,
    stories.c.source,
    stories.c.language,
    stories.c.added_at,
    stories.c.author,
    stories.c.published,
    texts.c.headings,
    stories.c.replaced_by,
)
# These in the order of the fields of what is made of a row.
_ENTRY: tuple[Column[Any], ...] = (
    stories.c.id,
    stories.c.name,
    stories.c.title,
    stories.c.source,
    stories.c.language,
    stories.c.added_at,
    stories.c.characters,
)
_ENTRY_LATER = (stories.c.author, stories.c.published)
_PASSAGE = (
    passages.c.id,
    passages.c.story_id,
    passages.c.start,
    passages.c.end,
    passages.c.context,
)
_SAME_STORY = (stories.c.library == texts.c.library) & (stories.c.id == texts.c.story_id)
_GROWS = (Deed.ADDED, Deed.APPENDED, Deed.REPLACED)
_HOUR = timedelta(hours=1)
_VECTORS_AT_ONCE = 10_000


class StoryRows:
    """The rows of one library, whose key stands in every statement that this class makes."""

    def __init__(self, database: Database, key: str) -> None:
        self._database = database
        self._key = key

    @property
    def key(self) -> str:
        """The key of this library."""
        return self._key

    @property
    def seeded(self) -> bool:
        """Whether the library ever received the story that a new one begins with."""
        with self._database.reading() as connection:
            return bool(self._row(connection).seeded)

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """Let all reading of this thread inside the block see the library in one state."""
        with self._database.reading():
            yield

    def state(self) -> LibraryState:
        """Return what the library was built with, and how often it changed."""
        with self._database.reading() as connection:
            row = self._row(connection)
        return LibraryState(row.generation, row.encoder, row.passage_version, row.revision)

    def stories(self) -> tuple[StoryEntry, ...]:
        """Return all stories, oldest first."""
        counted = (
            select(func.count())
            .where(passages.c.library == stories.c.library, passages.c.story_id == stories.c.id)
            .scalar_subquery()
        )
        listed = (
            select(*_ENTRY)
            .add_columns(counted, *_ENTRY_LATER)
            .where(stories.c.library == self._key, stories.c.replaced_by.is_(None))
            .order_by(stories.c.id)
        )
        with self._database.reading() as connection:
            return tuple(StoryEntry(*row) for row in connection.execute(listed))

    def story(self, story_id: int) -> Story:
        """Return the story with this id, an earlier version too; raises ``StoryNotFoundError``."""
        with self._database.reading() as connection:
            return self._story(connection, story_id)

    def texts(self) -> tuple[Story, ...]:
        """Return all stories with their texts, oldest first; no earlier versions."""
        found = self._stories().where(stories.c.replaced_by.is_(None)).order_by(stories.c.id)
        with self._database.reading() as connection:
            return tuple(_to_story(row) for row in connection.execute(found))

    def sketches(self) -> tuple[StoredSketch, ...]:
        """Return by what each story is known again, oldest first; no earlier versions."""
        found = (
            select(stories.c.id, stories.c.name, texts.c.digest, texts.c.sketch)
            .join_from(stories, texts, _SAME_STORY)
            .where(stories.c.library == self._key, stories.c.replaced_by.is_(None))
            .order_by(stories.c.id)
        )
        with self._database.reading() as connection:
            return tuple(StoredSketch(*row) for row in connection.execute(found))

    def usage(self) -> Usage:
        """Return how much the library holds, and how often it grew in the last hour."""
        with self._database.reading() as connection:
            return self._usage(connection)

    def audit(self, limit: int) -> tuple[AuditEntry, ...]:
        """Return what was done to the library, the newest first."""
        mine = select(*ENTRY).where(audit.c.library == self._key)
        with self._database.reading() as connection:
            rows = connection.execute(mine.order_by(audit.c.id.desc()).limit(limit))
            return tuple(to_entry(row) for row in rows)

    def passages(self) -> tuple[Passage, ...]:
        """Return all passages, ordered by id."""
        found = select(*_PASSAGE).where(passages.c.library == self._key).order_by(passages.c.id)
        with self._database.reading() as connection:
            return tuple(Passage(*row) for row in connection.execute(found))

    def vectors(self) -> StoredVectors:
        """Return all vectors, ordered by passage id; of shape (0, 0) while there are none."""
        found = (
            select(passages.c.id, passages.c.vector)
            .where(passages.c.library == self._key)
            .order_by(passages.c.id)
        )
        with self._database.reading() as connection:
            dimensions = self._row(connection).dimensions
            counted = select(func.count()).where(passages.c.library == self._key)
            count = connection.execute(counted).scalar_one()
            if not count:
                return StoredVectors(np.empty(0, np.int64), np.empty((0, 0), np.float32))
            ids = np.empty(count, np.int64)
            vectors = np.empty((count, dimensions or 0), np.float32)
            first = 0
            # In parts: all rows of a large library beside their vectors take twice the memory.
            for rows in connection.execute(found).partitions(_VECTORS_AT_ONCE):
                last = first + len(rows)
                ids[first:last], vectors[first:last] = self._vectors_in(rows, dimensions)
                first = last
        return StoredVectors(ids, vectors)

    def vector_search(self) -> VectorSearch | None:
        """Return search by the database itself; None where it cannot, or there are no vectors."""
        if not self._database.searches:
            return None
        with self._database.reading() as connection:
            dimensions: int | None = self._row(connection).dimensions
        if dimensions is None:
            return None
        return StoredVectorSearch(self._database, self._key, dimensions)

    def setting(self, name: str) -> str | None:
        """Return the value of a setting, or None while it has none."""
        found = select(settings.c.value).where(
            settings.c.library == self._key, settings.c.name == name
        )
        with self._database.reading() as connection:
            return connection.scalar(found)

    def _story(self, connection: Connection, story_id: int) -> Story:
        row = connection.execute(self._stories().where(stories.c.id == story_id)).one_or_none()
        if row is None:
            raise story_not_found(story_id)
        return _to_story(row)

    def _stories(self) -> Select[Any]:
        return (
            select(*_STORY)
            .join_from(stories, texts, _SAME_STORY)
            .where(stories.c.library == self._key)
        )

    def _usage(self, connection: Connection) -> Usage:
        held = select(
            func.count().filter(stories.c.replaced_by.is_(None)),
            func.coalesce(func.sum(stories.c.characters), 0),
        ).where(stories.c.library == self._key)
        grown = select(func.count()).where(
            audit.c.library == self._key,
            audit.c.at > datetime.now(UTC) - _HOUR,
            audit.c.deed.in_(_GROWS),
        )
        count, characters = connection.execute(held).one()
        return Usage(count, characters, connection.scalar(grown) or 0)

    def _vectors_in(self, rows: Sequence[Row[Any, Any]], dimensions: int) -> tuple[Ids, Vectors]:
        ids, blobs = zip(*rows, strict=True)
        try:
            return np.array(ids, np.int64), from_halves(blobs, dimensions)
        except (TypeError, ValueError) as error:
            raise self._database.damaged() from error

    def _row(self, connection: Connection, *, for_change: bool = False) -> Row[Any]:
        found = select(libraries).where(libraries.c.library == self._key)
        # Where a database takes many writers, those of one library take turns at this row.
        return connection.execute(found.with_for_update() if for_change else found).one()


def _to_story(row: Row[Any]) -> Story:
    fields: dict[str, Any] = dict(row._mapping)
    return Story(**{**fields, "headings": values.headings(fields["headings"])})
