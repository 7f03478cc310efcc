"""What is kept about a server's members: from rows to what callers see, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Row

from index.domain import Sureness
from index.records import (
    AnsweredRound,
    AskedQuestion,
    Feedback,
    KeptQuestion,
    ServerSetting,
    Versions,
)
from index.storage.tables import rounds, server_settings

AnyRow = Row[*tuple[Any, ...]]
SETTING: tuple[Column[Any], ...] = (
    server_settings.c.place,
    server_settings.c.name,
    server_settings.c.value,
    server_settings.c.set_by,
    server_settings.c.set_at,
)
"""In the order of the fields of ``ServerSetting``."""
ROUND: tuple[Column[Any], ...] = (
    rounds.c.round_key,
    rounds.c.right,
    rounds.c.points,
    rounds.c.at,
)
"""In the order of the fields of ``AnsweredRound``."""


def answer_row(asked: AskedQuestion) -> dict[str, object]:
    """Return the columns that hold a question and what the story said to it."""
    start, end = asked.span or (None, None)
    return {
        "question": asked.question,
        "found": asked.found,
        "confidence": asked.confidence,
        "sureness": asked.sureness.value,
        "story_id": asked.story_id,
        "start": start,
        "end": end,
    }


def to_asked(row: AnyRow) -> AskedQuestion:
    """Return the question that stands in these columns."""
    return AskedQuestion(
        question=row.question,
        found=row.found,
        confidence=row.confidence,
        sureness=Sureness(row.sureness),
        story_id=row.story_id,
        span=None if row.start is None else (row.start, row.end),
    )


def to_feedback(row: AnyRow) -> Feedback:
    """Return the feedback of a row."""
    versions = Versions(row.program, row.reader, row.encoder)
    return Feedback(row.member, row.message, row.helped, to_asked(row), versions, row.at)


def to_question(row: AnyRow) -> KeptQuestion:
    """Return the question of a row."""
    return KeptQuestion(to_asked(row), row.member, row.at)


def to_settings(rows: Iterable[AnyRow]) -> tuple[ServerSetting, ...]:
    """Return the settings of rows with the columns of ``SETTING``."""
    return tuple(ServerSetting(*row) for row in rows)


def to_rounds(rows: Iterable[AnyRow]) -> tuple[AnsweredRound, ...]:
    """Return the rounds of rows with the columns of ``ROUND``."""
    return tuple(AnsweredRound(*row) for row in rows)
