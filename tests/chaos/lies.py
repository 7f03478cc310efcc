"""Promises that a bot breaks on purpose: a check that finds none of them checks nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import text

from bot.replies.commands import CommandReply
from index.storage import job_rows
from index.storage.record_rows import RecordRows

_AGAIN = (
    "INSERT INTO stories (library, id, name, folded_name, title, source, language, added_at,"
    " characters) SELECT library, id + 1000000, name || ' again', folded_name || ' again', title,"
    " source, language, added_at, characters FROM stories WHERE id = :id AND name = :name",
    "INSERT INTO texts (library, story_id, headings, digest, sketch, text)"
    " SELECT library, story_id + 1000000, headings, digest, sketch, text FROM texts"
    " WHERE story_id = :id",
)


def forget_votes() -> None:
    """Thank for a vote that is not stored."""
    RecordRows.vote = lambda *_args, **_named: None  # type: ignore[method-assign]


def store_twice() -> None:
    """Store a story once more when its job ends."""
    once = job_rows.JobRows.storing

    def storing(self: Any, job_id: str, holder: str, *args: Any, **named: Any) -> Any:
        within = once(self, job_id, holder, *args, **named)

        def twice(store: Callable[[], Any]) -> Any:
            story = within(store)
            with self._database.changing() as connection:
                for statement in _AGAIN:
                    connection.execute(text(statement), {"id": story.id, "name": story.name})
            return story

        return twice

    job_rows.JobRows.storing = storing  # type: ignore[method-assign]


def answer_twice() -> None:
    """Answer a question by command once more."""
    send = CommandReply.send

    async def twice(self: Any, pages: Any) -> Any:
        sent = await send(self, pages)
        await self.publish(pages[0])
        return sent

    CommandReply.send = twice  # type: ignore[method-assign]


LIES: dict[str, Callable[[], None]] = {
    "forget votes": forget_votes,
    "store twice": store_twice,
    "answer twice": answer_twice,
}
