"""One library's rows: what ``LibraryStorage`` promises, in SQL that any database speaks."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from index.domain import Story, StoryDraft
from index.errors import LibraryBusyError, StoryExistsError
from index.growing import Deed, Quota
from index.storage import values
from index.storage.base import EncodedStory
from index.storage.failures import story_not_found
from index.storage.noting import note_deed
from index.storage.refusals import refuse_known, refuse_other_encoder
from index.storage.story_rows import StoryRows
from index.storage.tables import (
    ceilings,
    libraries,
    passages,
    settings,
    stories,
    texts,
)


class SqlLibraryStorage(StoryRows):
    """The rows of one library, whose key stands in every statement that this class makes."""

    def set_setting(self, name: str, value: str) -> None:
        """Keep the value of a setting."""
        here = (settings.c.library == self._key, settings.c.name == name)
        with self._database.changing() as connection:
            self._row(connection, for_change=True)
            connection.execute(delete(settings).where(*here))
            connection.execute(insert(settings).values(library=self._key, name=name, value=value))

    def add(
        self,
        draft: StoryDraft,
        encoded: EncodedStory,
        *,
        seeds: bool = False,
        unique: bool = False,
        by: str | None = None,
        quota: Quota | None = None,
    ) -> Story:
        """Store a story, its passages and their vectors.

        ``seeds`` says that this is the story that a new library begins with. It is
        remembered for good, so a library whose ``seeded`` is False gets it exactly once, and
        never again after it was removed.

        Raises:
            StoryExistsError: the name is taken, in any case, or the library is seeded already.
            StoryTwinError: it has to be unique, and the library has this text already.
            QuotaError: the library may not grow so far.
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
            refuse_known(connection, self._key, draft, unique=unique)
            if quota:
                quota.check(self._usage(connection), stories=1, characters=len(draft.text))
            story = values.story(row.next_story_id, draft)
            self._insert(connection, row, story, checked, {"seeded": row.seeded or seeds})
            if not seeds:
                note_deed(connection, self._key, Deed.ADDED, story, by)
        return story

    def append(
        self,
        story_id: int,
        draft: StoryDraft,
        encoded: EncodedStory,
        *,
        by: str | None = None,
        quota: Quota | None = None,
    ) -> Story:
        """Let a story grow at its end: ``draft`` is all of it, and begins with what is stored.

        Raises:
            StoryNotFoundError: there is no such story, or it is an earlier version.
            LibraryBusyError: the story changed meanwhile; nothing was changed.
            QuotaError, EncoderMismatchError, VectorError, ValueError: as ``add`` does.
        """
        checked = values.check(encoded, characters=len(draft.text))
        with self._database.changing() as connection:
            row = self._row(connection, for_change=True)
            old = self._current(connection, story_id)
            if not draft.text.startswith(old.text):
                raise LibraryBusyError("The story was changed meanwhile; try again.")
            if quota:
                grown = len(draft.text) - len(old.text)
                quota.check(self._usage(connection), stories=0, characters=grown)
            story = replace(values.story(story_id, draft), name=old.name, added_at=old.added_at)
            mine = (passages.c.library == self._key, passages.c.story_id == story_id)
            connection.execute(delete(passages).where(*mine))
            here = (stories.c.library == self._key, stories.c.id == story_id)
            connection.execute(
                update(stories).where(*here).values(values.story_row(self._key, story))
            )
            there = (texts.c.library == self._key, texts.c.story_id == story_id)
            connection.execute(
                update(texts).where(*there).values(values.text_row(self._key, story))
            )
            self._store_passages(connection, row, story_id, checked, {})
            note_deed(connection, self._key, Deed.APPENDED, story, by)
        return story

    def replace(
        self,
        story_id: int,
        draft: StoryDraft,
        encoded: EncodedStory,
        *,
        ends: Mapping[int, int],
        by: str | None = None,
        quota: Quota | None = None,
    ) -> Story:
        """Store a newer version of a story, under its name and a new id.

        The old one stays readable by its id alone, until the newer one is removed.

        Args:
            story_id: the story.
            draft: its newer version, whose name does not count.
            encoded: its passages.
            ends: where each ceiling of the old text lies in the new one; one that is missing
                becomes 0.
            by: the member who does it.
            quota: how far the library may grow.

        Raises:
            StoryNotFoundError: there is no such story, or it is an earlier version.
            QuotaError, EncoderMismatchError, VectorError, ValueError: as ``add``.
        """
        checked = values.check(encoded, characters=len(draft.text))
        with self._database.changing() as connection:
            row = self._row(connection, for_change=True)
            old = self._current(connection, story_id)
            if quota:
                quota.check(self._usage(connection), stories=0, characters=len(draft.text))
            story = replace(values.story(row.next_story_id, draft), name=old.name)
            self._retire(connection, story_id, old.name, story.id)
            self._insert(connection, row, story, checked, {})
            self._move_ceilings(connection, story_id, story.id, ends)
            note_deed(connection, self._key, Deed.REPLACED, story, by)
        return story

    def ceiling_ends(self, story_id: int) -> frozenset[int]:
        """Return all offsets at which somebody's reading of a story ends."""
        found = select(ceilings.c.end).where(
            ceilings.c.library == self._key, ceilings.c.story_id == story_id
        )
        with self._database.reading() as connection:
            return frozenset(connection.scalars(found))

    def remove(self, story_id: int, *, by: str | None = None) -> None:
        """Remove a story with its earlier versions and all that was derived, from the disk too.

        Raises:
            StoryNotFoundError: there is no such story, or it is an earlier version.
        """
        with self._database.changing() as connection:
            row = self._row(connection, for_change=True)
            story = self._current(connection, story_id)
            # Texts, passages and vectors go with it, by their foreign keys.
            versions = or_(stories.c.id == story_id, stories.c.replaced_by == story_id)
            connection.execute(delete(stories).where(stories.c.library == self._key, versions))
            left = select(passages.c.id).where(passages.c.library == self._key).limit(1)
            nothing_left = connection.scalar(left) is None
            self._record_change(connection, row, values.NOTHING if nothing_left else {})
            note_deed(connection, self._key, Deed.REMOVED, story, by)
            self._database.forget_traces(self._key)

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

    def _current(self, connection: Connection, story_id: int) -> Story:
        story = self._story(connection, story_id)
        if story.replaced_by is not None:
            raise story_not_found(story_id)
        return story

    def _insert(
        self,
        connection: Connection,
        row: Row[Any],
        story: Story,
        encoded: EncodedStory,
        changes: Mapping[str, object],
    ) -> None:
        connection.execute(insert(stories).values(values.story_row(self._key, story)))
        connection.execute(insert(texts).values(values.text_row(self._key, story)))
        changes = {**changes, "next_story_id": story.id + 1}
        self._store_passages(connection, row, story.id, encoded, changes)

    def _store_passages(
        self,
        connection: Connection,
        row: Row[Any],
        story_id: int,
        encoded: EncodedStory,
        changes: Mapping[str, object],
    ) -> None:
        refuse_other_encoder(row, encoded)
        after = self._insert_passages(connection, story_id, encoded, row.next_passage_id)
        shared = values.identity(encoded) if encoded.passages else {}
        self._record_change(connection, row, {**changes, **shared, "next_passage_id": after})

    def _retire(self, connection: Connection, story_id: int, name: str, newer: int) -> None:
        """Make a story an earlier version; those before it point to the newest one, too."""
        mine = stories.c.library == self._key
        connection.execute(
            update(stories).where(mine, stories.c.replaced_by == story_id).values(replaced_by=newer)
        )
        retired = values.retired_name(name, story_id)
        connection.execute(
            update(stories)
            .where(mine, stories.c.id == story_id)
            .values(replaced_by=newer, folded_name=retired)
        )
        of_it = (passages.c.library == self._key, passages.c.story_id == story_id)
        connection.execute(delete(passages).where(*of_it))

    def _move_ceilings(
        self, connection: Connection, story_id: int, newer: int, ends: Mapping[int, int]
    ) -> None:
        """Let everybody have read as far in the newer version as in the old one."""
        mine = (ceilings.c.library == self._key, ceilings.c.story_id == story_id)
        rows = connection.execute(select(ceilings).where(*mine)).all()
        connection.execute(delete(ceilings).where(*mine))
        for row in rows:
            moved = {**row._mapping, "story_id": newer, "end": ends.get(row.end, 0)}
            connection.execute(insert(ceilings).values(moved))

    def _record_change(
        self, connection: Connection, row: Row[Any], changes: Mapping[str, object]
    ) -> None:
        connection.execute(
            update(libraries)
            .where(libraries.c.library == self._key)
            .values(generation=row.generation + 1, revision=secrets.token_hex(8), **changes)
        )

    def _check_all(
        self, connection: Connection, encoded: Mapping[int, EncodedStory]
    ) -> dict[int, EncodedStory]:
        found = select(stories.c.id, stories.c.characters).where(
            stories.c.library == self._key, stories.c.replaced_by.is_(None)
        )
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
            # With something to return, SQLAlchemy sends many rows in one statement, each of which
            # is a round trip to the machine that has the library.
            connection.execute(insert(passages).returning(passages.c.id), rows)
        return first_id + len(rows)
