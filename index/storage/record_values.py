"""What is kept about a server's members: from rows to what callers see, and back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from index.domain import Sureness
from index.records import (
    AnsweredRound,
    AskedQuestion,
    Feedback,
    KeptQuestion,
    ServerSetting,
    Versions,
)

AnyRow = Row[*tuple[Any, ...]]


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


def to_setting(row: AnyRow) -> ServerSetting:
    """Return the setting of a row."""
    return ServerSetting(row.place, row.name, row.value, row.set_by, row.set_at)


def to_round(row: AnyRow) -> AnsweredRound:
    """Return the round of a row."""
    return AnsweredRound(row.round_key, row.right, row.points, row.at)
