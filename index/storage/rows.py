"""One library's rows: what ``LibraryStorage`` promises, in SQL that any database speaks."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import Column, Connection, Row, delete, func, insert, select, update

from index.domain import Passage, Story, StoryDraft, StoryEntry
from index.errors import (
    EncoderMismatchError,
    LibraryBusyError,
    StoryExistsError,
)
from index.storage import values
from index.storage.base import EncodedStory, LibraryState, StoredVectors
from index.storage.failures import damaged, story_not_found
from index.storage.halves import from_halves
from index.storage.tables import folded, libraries, passages, settings, stories

if TYPE_CHECKING:
    from index.storage.database import Database

# Each in the order of the fields of what is made of a row.
_STORY: tuple[Column[Any], ...] = (
    stories.c.id,
    stories.c.name,
    stories.c.title,
    stories.c.text,
    stories.c.source,
    stories.c.language,
    stories.c.added_at,
)
_ENTRY: tuple[Column[Any], ...] = (
    stories.c.id,
    stories.c.name,
    stories.c.title,
    stories.c.source,
    stories.c.language,
    stories.c.added_at,
    stories.c.characters,
)
_PASSAGE = (
    passages.c.id,
    passages.c.story_id,
    passages.c.start,
    passages.c.end,
    passages.c.context,
)


class SqlLibraryStorage:
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
        """Whether the library ever received the story that every new one begins with."""
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
            .add_columns(counted)
            .where(stories.c.library == self._key)
            .order_by(stories.c.id)
        )
        with self._database.reading() as connection:
            return tuple(StoryEntry(*row) for row in connection.execute(listed))

    def story(self, story_id: int) -> Story:
        """Return the story with this id; raises ``StoryNotFoundError``."""
        found = select(*_STORY).where(stories.c.library == self._key, stories.c.id == story_id)
        with self._database.reading() as connection:
            row = connection.execute(found).one_or_none()
        if row is None:
            raise story_not_found(story_id)
        return Story(*row)

    def texts(self) -> tuple[Story, ...]:
        """Return all stories with their texts, oldest first."""
        found = select(*_STORY).where(stories.c.library == self._key).order_by(stories.c.id)
        with self._database.reading() as connection:
            return tuple(Story(*row) for row in connection.execute(found))

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
            rows = connection.execute(found).all()
        if not rows:
            return StoredVectors(np.empty(0, np.int64), np.empty((0, 0), np.float32))
        ids, blobs = zip(*rows, strict=True)
        try:
            return StoredVectors(np.array(ids, np.int64), from_halves(blobs, dimensions))
        except (TypeError, ValueError) as error:
            raise damaged(self._database.folder) from error

    def setting(self, name: str) -> str | None:
        """Return the value of a setting, or None while it has none."""
        found = select(settings.c.value).where(
            settings.c.library == self._key, settings.c.name == name
        )
        with self._database.reading() as connection:
            return connection.scalar(found)

    def set_setting(self, name: str, value: str) -> None:
        """Keep the value of a setting."""
        here = (settings.c.library == self._key, settings.c.name == name)
        with self._database.changing() as connection:
            self._row(connection, for_change=True)
            connection.execute(delete(settings).where(*here))
            connection.execute(insert(settings).values(library=self._key, name=name, value=value))

    def add(self, draft: StoryDraft, encoded: EncodedStory, *, seeds: bool = False) -> Story:
        """Store a story, its passages and their vectors.

        ``seeds`` says that this is the story that every new library begins with. It is
        remembered for good, so a library whose ``seeded`` is False gets it exactly once, and
        never again after it was removed.

        Raises:
            StoryExistsError: the name is taken, in any case, or the library is seeded already.
            EncoderMismatchError: the library's vectors come from another encoder or version.
            VectorError: a vector is not finite and normalised.
            ValueError: a passage leaves the story, or the text is not Unicode.
        """
        checked = values.check(encoded, characters=len(draft.text))
        with self._database.changing() as connection:
            row = self._row(connection, for_change=True)
            if seeds and row.seeded:
                raise StoryExistsError(
                    "This library had its first story already; add others with `verse add`."
                )
            self._refuse_taken_name(connection, draft.name)
            self._refuse_other_encoder(row, checked)
            story = values.story(row.next_story_id, draft)
            connection.execute(insert(stories).values(values.story_row(self._key, story)))
            after = self._insert_passages(connection, story.id, checked, row.next_passage_id)
            changes = {
                "next_story_id": story.id + 1,
                "next_passage_id": after,
                "seeded": row.seeded or seeds,
            }
            if checked.passages:
                changes |= values.identity(checked)
            self._record_change(connection, row, changes)
        return story

    def remove(self, story_id: int) -> None:
        """Remove a story with all that was derived from it, from the disk too.

        Raises:
            StoryNotFoundError: there is no such story.
        """
        with self._database.changing() as connection:
            row = self._row(connection, for_change=True)
            # Passages and vectors go with it, by their foreign key.
            removed = connection.execute(
                delete(stories).where(stories.c.library == self._key, stories.c.id == story_id)
            )
            if removed.rowcount == 0:
                raise story_not_found(story_id)
            left = select(passages.c.id).where(passages.c.library == self._key).limit(1)
            nothing_left = connection.scalar(left) is None
            self._record_change(connection, row, values.NOTHING if nothing_left else {})
            self._database.forget_traces()

    def replace_encoding(self, encoded: dict[int, EncodedStory]) -> None:
        """Exchange the passages and vectors of all stories (by story id) in one transaction.

        Raises:
            LibraryBusyError: the set of stories changed meanwhile; nothing was exchanged.
            VectorError: a vector is not finite and normalised.
            ValueError: a passage leaves its story, or the stories were encoded differently.
        """
        with self._database.changing() as connection:
            row = self._row(connection, for_change=True)
            checked = self._check_all(connection, encoded)
            connection.execute(delete(passages).where(passages.c.library == self._key))
            after = row.next_passage_id
            for story_id, one in checked.items():
                after = self._insert_passages(connection, story_id, one, after)
            changes = values.common_identity(checked.values())
            self._record_change(connection, row, {**changes, "next_passage_id": after})

    def _row(self, connection: Connection, *, for_change: bool = False) -> Row[Any]:
        found = select(libraries).where(libraries.c.library == self._key)
        # Where a database takes many writers, those of one library take turns at this row.
        return connection.execute(found.with_for_update() if for_change else found).one()

    def _record_change(
        self, connection: Connection, row: Row[Any], changes: Mapping[str, object]
    ) -> None:
        connection.execute(
            update(libraries)
            .where(libraries.c.library == self._key)
            .values(generation=row.generation + 1, revision=secrets.token_hex(8), **changes)
        )

    def _refuse_taken_name(self, connection: Connection, name: str) -> None:
        taken = select(stories.c.name).where(
            stories.c.library == self._key, stories.c.folded_name == folded(name)
        )
        if (found := connection.scalar(taken)) is not None:
            raise StoryExistsError(
                f'There is a story named "{found}" already; '
                "remove it first, or give the new one another name."
            )

    def _refuse_other_encoder(self, row: Row[Any], encoded: EncodedStory) -> None:
        if row.encoder is None or not encoded.passages:
            return
        values.check_dimensions(encoded, row.dimensions)
        if (row.encoder, row.passage_version) != (encoded.encoder, encoded.passage_version):
            raise EncoderMismatchError(
                "The library was indexed with another encoder than the one that is set; "
                "set that one again, or re-index the library with `verse reindex`."
            )

    def _check_all(
        self, connection: Connection, encoded: Mapping[int, EncodedStory]
    ) -> dict[int, EncodedStory]:
        found = select(stories.c.id, stories.c.characters).where(stories.c.library == self._key)
        rows = connection.execute(found.order_by(stories.c.id))
        characters: dict[int, int] = {row.id: row.characters for row in rows}
        if characters.keys() != encoded.keys():
            raise LibraryBusyError(
                "Stories were added or removed while the library was re-indexed; "
                "run `verse reindex` again."
            )
        return {
            story_id: values.check(encoded[story_id], characters=length)
            for story_id, length in characters.items()
        }

    def _insert_passages(
        self, connection: Connection, story_id: int, encoded: EncodedStory, first_id: int
    ) -> int:
        rows = values.passage_rows(self._key, story_id, encoded, first_id)
        if rows:
            connection.execute(insert(passages), rows)
        return first_id + len(rows)
