"""One server's records: what ``Records`` promises, in SQL that any database speaks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Select, case, delete, func, insert, select, update

from index.records import (
    KEPT_QUESTIONS,
    AskedQuestion,
    Feedback,
    Gap,
    GapKind,
    MemberData,
    MemberScore,
    ServerSetting,
    Versions,
)
from index.storage.member_rows import MemberRows
from index.storage.record_values import (
    answer_row,
    to_asked,
    to_feedback,
    to_setting,
)
from index.storage.scope import Scope, channel_holder, checked_id, member_holder
from index.storage.tables import (
    SERVER_TABLES,
    ceilings,
    feedback,
    questions,
    rounds,
    server_settings,
)

if TYPE_CHECKING:
    from index.storage.database import Database


class RecordRows:
    """The records of one server, which together with its library stands in every statement."""

    def __init__(self, database: Database, library: str, server: str) -> None:
        self._database = database
        self._scope = Scope(library, server)
        self._members = MemberRows(database, library)

    @property
    def server(self) -> str:
        """The server these belong to."""
        return self._scope.server

    def settings(self) -> Mapping[tuple[str, str], str]:
        """Return the values of all settings, by place and name."""
        return {(kept.place, kept.name): kept.value for kept in self.settings_kept()}

    def settings_kept(self) -> tuple[ServerSetting, ...]:
        """Return all settings with who set them and when, ordered by place and name."""
        found = (
            select(server_settings)
            .where(*self._scope.rows(server_settings))
            .order_by(server_settings.c.place, server_settings.c.name)
        )
        with self._database.reading() as connection:
            return tuple(map(to_setting, connection.execute(found)))

    def set_setting(self, place: str, name: str, value: str | None, *, by: str) -> None:
        """Keep a setting of the whole server ("") or of a channel; None takes it away."""
        checked_id(by, "member")
        key = {"place": place, "name": checked_id(name, "setting")}
        here = (server_settings.c.place == place, server_settings.c.name == name)
        with self._database.changing() as connection:
            self._scope.take_turn(connection)
            old = delete(server_settings).where(*self._scope.rows(server_settings), *here)
            connection.execute(old)
            if value is not None:
                row = self._scope.keys | key | {"value": value, "set_by": by, "set_at": _now()}
                connection.execute(insert(server_settings).values(row))

    def ceilings(self, member: str | None, channel: str | None) -> Mapping[int, int]:
        """Return where each story ends for this member in this channel: the lower ceiling."""
        holders = []
        if member is not None:
            holders.append(member_holder(member))
        if channel is not None:
            holders.append(channel_holder(channel))
        return self._ceilings(*holders)

    def progress(self, member: str) -> Mapping[int, int]:
        """Return how far a member has read: story id -> character offset, exclusive."""
        return self._ceilings(member_holder(member))

    def set_progress(self, member: str, story_id: int, end: int | None) -> None:
        """Keep how far a member has read a story; None takes the ceiling away.

        Raises:
            StoryNotFoundError: there is no such story.
            ValueError: the story has no such offset.
        """
        self._set_ceiling(member_holder(member), story_id, end)

    def channel_ceilings(self, channel: str) -> Mapping[int, int]:
        """Return how far a channel may read: story id -> character offset, exclusive."""
        return self._ceilings(channel_holder(channel))

    def set_channel_ceiling(self, channel: str, story_id: int, end: int | None) -> None:
        """Keep how far a channel may read a story, as ``set_progress`` does for a member."""
        self._set_ceiling(channel_holder(channel), story_id, end)

    def claim_round(self, member: str, round_key: str, *, right: bool, points: int) -> bool:
        """Count a member's answer to a round; False when that member has answered it before."""
        key = {"member": checked_id(member, "member"), "round_key": checked_id(round_key, "round")}
        claimed = select(rounds.c.at).where(
            *self._scope.rows(rounds), rounds.c.member == member, rounds.c.round_key == round_key
        )
        with self._database.changing() as connection:
            self._scope.take_turn(connection)
            if connection.scalar(claimed) is not None:
                return False
            row = self._scope.keys | key | {"right": right, "points": points, "at": _now()}
            connection.execute(insert(rounds).values(row))
        return True

    def standings(self, limit: int) -> tuple[MemberScore, ...]:
        """Return the members with the most points, the best first."""
        points = func.sum(rounds.c.points)
        right = func.sum(case((rounds.c.right, 1), else_=0))
        found = (
            select(rounds.c.member, points, func.count(), right)
            .where(*self._scope.rows(rounds))
            .group_by(rounds.c.member)
            .order_by(points.desc(), right.desc(), func.min(rounds.c.at))
            .limit(limit)
        )
        with self._database.reading() as connection:
            return tuple(MemberScore(*row) for row in connection.execute(found))

    def vote(
        self,
        member: str,
        message: str,
        *,
        helped: bool,
        asked: AskedQuestion,
        versions: Versions,
        asker: str | None = None,
    ) -> None:
        """Keep a member's word on the answer in a message, in place of an earlier one.

        Raises:
            StoryNotFoundError: the story of the answer was removed.
        """
        key = {"member": checked_id(member, "member"), "message": checked_id(message, "message")}
        whose = None if asked.question is None else checked_id(asker or member, "member")
        here = (feedback.c.member == member, feedback.c.message == message)
        made = {
            "program": versions.program,
            "reader": versions.reader,
            "encoder": versions.encoder,
        }
        with self._database.changing() as connection:
            self._scope.take_turn(connection)
            self._check_story(connection, asked)
            connection.execute(delete(feedback).where(*self._scope.rows(feedback), *here))
            row = self._scope.keys | key | answer_row(asked) | made
            said = {"helped": helped, "asker": whose, "at": _now()}
            connection.execute(insert(feedback).values(row | said))

    def feedback_kept(self, limit: int) -> tuple[Feedback, ...]:
        """Return what members said about answers, the newest first."""
        with self._database.reading() as connection:
            return tuple(map(to_feedback, connection.execute(self._votes().limit(limit))))

    def keep_question(self, asked: AskedQuestion, *, member: str | None) -> None:
        """Keep a question, and drop the oldest of more than ``KEPT_QUESTIONS``.

        Raises:
            StoryNotFoundError: the story of the answer was removed.
        """
        if member is not None:
            checked_id(member, "member")
        mine = self._scope.rows(questions)
        newest = select(func.max(questions.c.id)).where(*mine)
        first_kept = (
            select(questions.c.id)
            .where(*mine)
            .order_by(questions.c.id.desc())
            .offset(KEPT_QUESTIONS - 1)
            .limit(1)
        )
        with self._database.changing() as connection:
            self._scope.take_turn(connection)
            self._check_story(connection, asked)
            number = (connection.scalar(newest) or 0) + 1
            row = self._scope.keys | answer_row(asked) | {"id": number, "member": member}
            connection.execute(insert(questions).values({**row, "at": _now()}))
            too_old = questions.c.id < first_kept.scalar_subquery()
            connection.execute(delete(questions).where(*mine, too_old))

    def gaps(self, limit: int) -> tuple[Gap, ...]:
        """Return the kept questions that were refused and the answers called wrong."""
        refused = (
            select(questions)
            .where(*self._scope.rows(questions), questions.c.found.is_(False))
            .order_by(questions.c.id.desc())
            .limit(limit)
        )
        wrong = self._votes(feedback.c.helped.is_(False)).limit(limit)
        with self._database.reading() as connection:
            gaps = [
                Gap(kind, to_asked(row), row.at)
                for kind, found in ((GapKind.REFUSED, refused), (GapKind.WRONG, wrong))
                for row in connection.execute(found)
            ]
        return tuple(sorted(gaps, key=lambda gap: gap.at, reverse=True)[:limit])

    def forget_questions(self) -> int:
        """Erase the text of every question kept, from the disk too; return of how many."""
        with self._database.changing() as connection:
            kept = delete(questions).where(*self._scope.rows(questions))
            told = (
                update(feedback)
                .where(*self._scope.rows(feedback), feedback.c.question.is_not(None))
                .values(question=None, asker=None)
            )
            gone = connection.execute(kept).rowcount + connection.execute(told).rowcount
            self._database.forget_traces()
        return gone

    def about(self, member: str) -> MemberData:
        """Return all that this server keeps about a member."""
        return self._members.about_in(self.server, member)

    def forget(self, member: str) -> int:
        """Erase all that this server keeps about a member, from the disk too."""
        return self._members.forget(member, self.server)

    def forget_server(self) -> int:
        """Erase all that this server keeps, from the disk too; return how many things."""
        with self._database.changing() as connection:
            gone = sum(
                connection.execute(delete(table).where(*self._scope.rows(table))).rowcount
                for table in SERVER_TABLES
            )
            self._database.forget_traces()
        return gone

    def _ceilings(self, *holders: str) -> Mapping[int, int]:
        held = (*self._scope.rows(ceilings), ceilings.c.holder.in_(holders))
        lowest: dict[int, int] = {}
        with self._database.reading() as connection:
            # Grouped here: SQLite would go through the ceilings of every server to do it.
            for row in connection.execute(select(ceilings).where(*held)):
                lowest[row.story_id] = min(row.end, lowest.get(row.story_id, row.end))
        return lowest

    def _set_ceiling(self, holder: str, story_id: int, end: int | None) -> None:
        key = {"holder": holder, "story_id": story_id}
        here = (ceilings.c.holder == holder, ceilings.c.story_id == story_id)
        with self._database.changing() as connection:
            self._scope.take_turn(connection)
            self._scope.check_end(connection, story_id, end or 0)
            connection.execute(delete(ceilings).where(*self._scope.rows(ceilings), *here))
            if end is not None:
                row = self._scope.keys | key | {"end": end}
                connection.execute(insert(ceilings).values(row))

    def _votes(self, *conditions: ColumnElement[bool]) -> Select[Any]:
        mine = (*self._scope.rows(feedback), *conditions)
        return select(feedback).where(*mine).order_by(feedback.c.at.desc())

    def _check_story(self, connection: Connection, asked: AskedQuestion) -> None:
        if asked.story_id is not None:
            end = 0 if asked.span is None else asked.span[1]
            self._scope.check_end(connection, asked.story_id, end)


def _now() -> datetime:
    return datetime.now(UTC)
