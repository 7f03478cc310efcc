"""One library's rows on their way from a database to another, or back into the same one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from index.domain import Story
from index.errors import LibraryBusyError
from index.likeness import NEARLY, digest_of, likeness, sketch_of
from index.storage import values
from index.storage.base import EncodedStory
from index.storage.noting import KEPT_DEEDS
from index.storage.rows import SqlLibraryStorage
from index.storage.tables import (
    SERVER_TABLES,
    audit,
    ceilings,
    folded,
    libraries,
    questions,
    settings,
    stories,
    texts,
)

Row = dict[str, Any]
"""Column -> value, without the library."""
RECORDS: tuple[Table, ...] = (settings, *SERVER_TABLES)
"""What is kept beside the stories, of the server that a library belongs to."""
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Carried:
    """All of a library but its passages and vectors."""

    key: str
    next_story_id: int
    stories: tuple[Story, ...]
    """In the order of their ids, earlier versions too."""
    records: Mapping[str, Sequence[Row]]
    """The rows of ``RECORDS``, by the name of their table."""
    deeds: Sequence[Row]


@dataclass(slots=True)
class Plan:
    """What becomes of the stories of a library that is taken in."""

    added: list[Story] = field(default_factory=list)
    """Under the names that they get, and still with their old ids."""
    known: dict[int, int] = field(default_factory=dict)
    """The ids of stories that are there already -> the ids that they have there."""
    same: set[int] = field(default_factory=set)
    """Those of them whose text is the same to the letter."""
    renamed: dict[str, str] = field(default_factory=dict)


class CarriedRows(SqlLibraryStorage):
    """The rows of one library, read as a whole and taken in as a whole."""

    def carried(self) -> Carried:
        """Return all of the library, as one state of it."""
        with self._database.reading() as connection:
            row = self._row(connection)
            ids = select(stories.c.id).where(stories.c.library == self._key).order_by(stories.c.id)
            return Carried(
                self._key,
                row.next_story_id,
                tuple(self._story(connection, one) for one in connection.scalars(ids).all()),
                {table.name: self._rows(connection, table) for table in RECORDS},
                self._rows(connection, audit),
            )

    def planned(self, carried: Carried) -> Plan:
        """Tell what would become of these stories if they were taken in now."""
        plan, sketches = Plan(), list(self.sketches())
        held = [(one.story_id, one.digest, one.sketch) for one in sketches]
        with self._database.reading() as connection:
            mine = select(stories.c.folded_name).where(stories.c.library == self._key)
            taken = set(connection.scalars(mine))
        texts = {one.id: one.text for one in carried.stories}
        for story in carried.stories:
            if story.replaced_by is not None:
                continue
            digest, sketch = digest_of(story.text), sketch_of(story.text)
            twin = next((one for one in held if one[1] == digest), None) or next(
                (one for one in held if likeness(one[2], sketch) >= NEARLY), None
            )
            if twin is None:
                name = _free_name(story.name, taken)
                if name != story.name:
                    plan.renamed[story.name] = name
                plan.added.append(replace(story, name=name))
                held.append((-story.id, digest, sketch))
                continue
            plan.known[story.id] = twin[0]
            there = texts[-twin[0]] if twin[0] < 0 else self.story(twin[0]).text
            if there == story.text:
                plan.same.add(story.id)
        # What nobody can find any more comes along with what replaced it only.
        current = {story.id for story in plan.added}
        plan.added += [one for one in carried.stories if one.replaced_by in current]
        return plan

    def take_in(
        self, carried: Carried, encoded: Mapping[int, EncodedStory], *, records: bool
    ) -> Plan:
        """Take stories in, and the records if they are of the same server, all or nothing.

        What is here already stays as it is. In a library that never held a story all keep their
        ids.

        Args:
            carried: the library.
            encoded: the passages of the stories that may be added, by their ids.
            records: whether the records come along.

        Raises:
            LibraryBusyError: the library changed meanwhile; nothing was taken in.
            EncoderMismatchError, VectorError, ValueError: as ``add`` does.
        """
        with self._database.changing() as connection:
            self._database.create(connection, self._key)
            plan = self.planned(carried)
            if any(one.replaced_by is None and one.id not in encoded for one in plan.added):
                raise LibraryBusyError("The library was changed meanwhile; import once more.")
            row = self._row(connection, for_change=True)
            untouched = row.generation == 0
            ids = _new_ids(plan, row.next_story_id, keep=untouched)
            for story in plan.added:
                moved = replace(story, id=ids[story.id])
                self._take_story(connection, moved, story.id, ids, encoded)
            after = carried.next_story_id if untouched else row.next_story_id + len(ids)
            mine = libraries.c.library == self._key
            connection.execute(
                update(libraries).where(mine).values(next_story_id=after, seeded=True)
            )
            settled = ids | {one: ids.get(-there, there) for one, there in plan.known.items()}
            self._take_deeds(connection, carried.deeds, settled, named=records)
            if records:
                exact = {one: settled[one] for one in (*ids, *plan.same)}
                self._take_records(connection, carried.records, exact)
        return plan

    def _take_story(
        self,
        connection: Connection,
        story: Story,
        old_id: int,
        ids: Mapping[int, int],
        encoded: Mapping[int, EncodedStory],
    ) -> None:
        if story.replaced_by is None:
            checked = values.check(encoded[old_id], characters=len(story.text))
            self._insert(connection, self._row(connection), story, checked, {})
            return
        story = replace(story, replaced_by=ids[story.replaced_by])
        row = values.story_row(self._key, story)
        row["folded_name"] = values.retired_name(story.name, story.id)
        connection.execute(insert(stories).values(row))
        connection.execute(insert(texts).values(values.text_row(self._key, story)))

    def _take_deeds(
        self, connection: Connection, deeds: Iterable[Row], ids: Mapping[int, int], *, named: bool
    ) -> None:
        """Join two lists of deeds by their time; of another server's, nobody is named."""
        here = self._rows(connection, audit)
        known = {(row["at"], row["deed"], row["name"]) for row in here}
        come = [
            {
                **row,
                "story_id": ids.get(row["story_id"], row["story_id"]),
                "by": row["by"] if named else None,
            }
            for row in deeds
            if (row["at"], row["deed"], row["name"]) not in known
        ]
        joined = sorted([*here, *come], key=lambda row: (row["at"], row["id"]))[-KEPT_DEEDS:]
        connection.execute(delete(audit).where(audit.c.library == self._key))
        rows = [{**row, "library": self._key, "id": at} for at, row in enumerate(joined, start=1)]
        if rows:
            connection.execute(insert(audit), rows)

    def _take_records(
        self,
        connection: Connection,
        records: Mapping[str, Sequence[Row]],
        ids: Mapping[int, int],
    ) -> None:
        """Add what is not here yet; what is about a story that did not come goes without it."""
        for table in RECORDS:
            here = self._rows(connection, table)
            moved = [_moved(table, row, ids) for row in records[table.name]]
            rows = _new_rows(table, here, [row for row in moved if row is not None])
            if rows:
                connection.execute(insert(table), [{**row, "library": self._key} for row in rows])

    def _rows(self, connection: Connection, table: Table) -> list[Row]:
        columns = [column for column in table.c if column.name != "library"]
        found = select(*columns).where(table.c.library == self._key)
        keys = [column for column in table.primary_key if column.name != "library"]
        return [dict(row._mapping) for row in connection.execute(found.order_by(*keys))]


def _free_name(name: str, taken: set[str]) -> str:
    """Return the name, or one like it that no story has, and note it as taken."""
    free, number = name, 1
    while folded(free) in taken:
        number += 1
        ending = f" ({number})"
        free = name[: _LONGEST_NAME - len(ending)] + ending
    taken.add(folded(free))
    return free


def _new_ids(plan: Plan, first: int, *, keep: bool) -> dict[int, int]:
    ordered = sorted(story.id for story in plan.added)
    if keep:
        return {one: one for one in ordered}
    return dict(zip(ordered, range(first, first + len(ordered)), strict=True))


def _moved(table: Table, row: Row, ids: Mapping[int, int]) -> Row | None:
    """Return a row with the story's id here; None where it says nothing without the story."""
    if row.get("story_id") is None:
        return row
    if row["story_id"] in ids:
        return {**row, "story_id": ids[row["story_id"]]}
    if table is ceilings:
        return None
    return {**row, "story_id": None, "start": None, "end": None}


def _new_rows(table: Table, here: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    """Return the rows that are not here; questions are counted on for each server."""
    names = [column.name for column in table.primary_key if column.name != "library"]
    if table is questions:
        names = ["server", "at", "question", "member"]
    known = {tuple(row[name] for name in names) for row in here}
    new = [row for row in rows if tuple(row[name] for name in names) not in known]
    if table is not questions:
        return new
    last: dict[str, int] = {}
    for row in here:
        last[row["server"]] = max(row["id"], last.get(row["server"], 0))
    counted = []
    for row in new:
        last[row["server"]] = last.get(row["server"], 0) + 1
        counted.append({**row, "id": last[row["server"]]})
    return counted
