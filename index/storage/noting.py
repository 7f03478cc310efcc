"""The list of what was done to a library."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, delete, func, insert, select, update

from index.domain import Story
from index.growing import AuditEntry, Deed
from index.storage.tables import audit

ENTRY: tuple[Column[Any], ...] = (
    audit.c.deed,
    audit.c.by,
    audit.c.at,
    audit.c.story_id,
    audit.c.name,
    audit.c.characters,
)
"""In the order of the fields of ``AuditEntry``."""
KEPT_DEEDS = 1_000
"""Entries of the list; the oldest make room."""


def note_deed(connection: Connection, key: str, deed: Deed, story: Story, by: str | None) -> None:
    """Note in the same transaction what is done to the library with this key."""
    mine = audit.c.library == key
    last = connection.scalar(select(func.max(audit.c.id)).where(mine)) or 0
    connection.execute(
        insert(audit).values(
            library=key,
            id=last + 1,
            deed=deed,
            by=by,
            at=datetime.now(UTC),
            story_id=story.id,
            name=story.name,
            characters=len(story.text),
        )
    )
    connection.execute(delete(audit).where(mine, audit.c.id <= last + 1 - KEPT_DEEDS))


def deeds_of(connection: Connection, key: str, member: str) -> tuple[AuditEntry, ...]:
    """Return what a member did to a library, the oldest first."""
    mine = (audit.c.library == key, audit.c.by == member)
    rows = connection.execute(select(*ENTRY).where(*mine).order_by(audit.c.id))
    return tuple(to_entry(row) for row in rows)


def forget_actor(connection: Connection, key: str, member: str) -> int:
    """Let what a member did stay in the list without their name; return how many entries."""
    mine = (audit.c.library == key, audit.c.by == member)
    return connection.execute(update(audit).where(*mine).values(by=None)).rowcount


def to_entry(row: Sequence[Any]) -> AuditEntry:
    """Return the entry of a row of ``ENTRY``."""
    return AuditEntry(Deed(row[0]), *row[1:])
