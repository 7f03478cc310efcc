"""All that a library keeps about one member, in one of its servers or in all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, ColumnElement, Connection, Table, delete, select, union, update

from index.growing import AuditEntry
from index.jobs import Job
from index.keys import direct_server, server_of
from index.records import KeptQuestion, MemberData
from index.storage.job_rows import forget_jobs, jobs_of
from index.storage.noting import deeds_of, forget_actor
from index.storage.record_values import (
    AnyRow,
    to_asked,
    to_feedback,
    to_question,
    to_round,
    to_setting,
)
from index.storage.scope import checked_id, member_holder
from index.storage.tables import (
    SERVER_TABLES,
    audit,
    ceilings,
    feedback,
    jobs,
    questions,
    rounds,
    server_settings,
)

if TYPE_CHECKING:
    from index.storage.database import Database


_ASKED = "asked"
"""What others said about answers to the member's questions."""


@dataclass(frozen=True, slots=True)
class _Filling:
    """How a member filled the library, and wants to."""

    deeds: tuple[AuditEntry, ...] = ()
    jobs: tuple[Job, ...] = ()


def naming(connection: Connection, member: str) -> tuple[str, ...]:
    """Return the keys of the libraries that keep anything about a member, in any server."""
    checked_id(member, "member")
    places = [
        *((table, _names(table, member)) for table in SERVER_TABLES),
        *((table, table.c.server == direct_server(member)) for table in SERVER_TABLES),
        (feedback, feedback.c.asker == member),
        (audit, audit.c.by == member),
        (jobs, jobs.c.by == member),
    ]
    # Each by an index of its own; the union leaves each library once.
    found = union(*(select(table.c.library).where(named) for table, named in places))
    return tuple(sorted(connection.scalars(found)))


class MemberRows:
    """What one library keeps about its members, whichever server they left it in."""

    def __init__(self, database: Database, library: str) -> None:
        self._database = database
        self._library = checked_id(library, "library")

    def progress(self, member: str) -> Mapping[int, int]:
        """Return how far a member has read by the lowest ceiling that any server keeps.

        Story id -> character offset, exclusive.
        """
        lowest: dict[int, int] = {}
        with self._database.reading() as connection:
            for row in connection.execute(select(ceilings).where(*self._naming(ceilings, member))):
                lowest[row.story_id] = min(row.end, lowest.get(row.story_id, row.end))
        return lowest

    def about(self, member: str) -> tuple[MemberData, ...]:
        """Return what is kept about a member, one part for each server that keeps anything."""
        with self._database.reading() as connection:
            found = self._all_rows(connection, member)
            filling = self._filling(connection, member)
        servers: set[str] = {row.server for rows in found.values() for row in rows}
        filled = server_of(self._library, member)
        parts = (
            self._data(server, member, found, filling if server == filled else _Filling())
            for server in sorted(servers | {filled})
        )
        return tuple(part for part in parts if part.count)

    def about_in(self, server: str, member: str) -> MemberData:
        """Return what one server keeps about a member."""
        with self._database.reading() as connection:
            found = self._all_rows(connection, member, server)
            filling = self._filling(connection, member)
        here = server == server_of(self._library, member)
        return self._data(server, member, found, filling if here else _Filling())

    def forget(self, member: str, server: str | None = None) -> int:
        """Erase all about a member, in one server or in all of them; return how many things.

        Settings stay in force without the member's id, and what others said about answers without
        the member's questions, but in direct messages nothing stays.
        """
        with self._database.changing() as connection:
            gone = self.erase(connection, member, server)
            self._database.forget_traces()
        return gone

    def erase(self, connection: Connection, member: str, server: str | None = None) -> int:
        """Erase as ``forget`` does, within a change that goes on; return how many things."""
        gone = 0
        if server in (None, direct_server(member)):
            for table in SERVER_TABLES:
                direct = delete(table).where(*self._direct(table, member))
                gone += connection.execute(direct).rowcount
        for table in (ceilings, rounds, feedback, questions):
            naming = delete(table).where(*self._naming(table, member, server))
            gone += connection.execute(naming).rowcount
        asked = update(feedback).where(*self._asked(member, server))
        gone += connection.execute(asked.values(question=None, asker=None)).rowcount
        mine = self._naming(server_settings, member, server)
        unnamed = update(server_settings).where(*mine).values(set_by=None)
        gone += connection.execute(unnamed).rowcount
        if server in (None, server_of(self._library, member)):
            gone += forget_actor(connection, self._library, member)
            gone += forget_jobs(connection, self._library, member)
        return gone

    def _filling(self, connection: Connection, member: str) -> _Filling:
        deeds = deeds_of(connection, self._library, member)
        return _Filling(deeds, jobs_of(connection, self._library, member))

    def _all_rows(
        self, connection: Connection, member: str, server: str | None = None
    ) -> dict[str, list[AnyRow]]:
        found = {
            table.name: self._rows(connection, table, member, server) for table in SERVER_TABLES
        }
        asked = select(feedback).where(*self._asked(member, server))
        return found | {_ASKED: list(connection.execute(asked))}

    def _rows(
        self, connection: Connection, table: Table, member: str, server: str | None = None
    ) -> list[AnyRow]:
        naming = select(table).where(*self._naming(table, member, server))
        direct = direct_server(member)
        if server not in (None, direct):
            return list(connection.execute(naming))
        # All that was left in direct messages is about the member, whomever it names.
        elsewhere = connection.execute(naming.where(table.c.server != direct))
        here = connection.execute(select(table).where(*self._direct(table, member)))
        return [*elsewhere, *here]

    def _asked(self, member: str, server: str | None) -> tuple[ColumnElement[bool], ...]:
        """The conditions that single out other members' votes with a question of this one."""
        asked = (
            feedback.c.library == self._library,
            feedback.c.asker == checked_id(member, "member"),
            feedback.c.member != member,
        )
        return asked if server is None else (*asked, feedback.c.server == server)

    def _data(
        self,
        server: str,
        member: str,
        found: Mapping[str, list[AnyRow]],
        filling: _Filling,
    ) -> MemberData:
        def rows(table: Table | str) -> list[AnyRow]:
            name = table if isinstance(table, str) else table.name
            return [row for row in found[name] if row.server == server]

        with_votes = [KeptQuestion(to_asked(row), member, row.at) for row in rows(_ASKED)]
        asked = [*map(to_question, rows(questions)), *with_votes]
        kept = sorted(map(to_setting, rows(server_settings)), key=lambda one: (one.place, one.name))
        return MemberData(
            library=self._library,
            server=server,
            member=member,
            settings=tuple(kept),
            progress={
                row.story_id: row.end
                for row in sorted(rows(ceilings), key=lambda row: row.story_id)
                if row.holder == member_holder(member)
            },
            rounds=tuple(sorted(map(to_round, rows(rounds)), key=lambda one: one.at)),
            feedback=tuple(sorted(map(to_feedback, rows(feedback)), key=lambda one: one.at)),
            questions=tuple(sorted(asked, key=lambda one: one.at)),
            deeds=filling.deeds,
            jobs=filling.jobs,
        )

    # Two statements and no "or" between these: each finds its rows by an index.

    def _naming(
        self, table: Table, member: str, server: str | None = None
    ) -> tuple[ColumnElement[bool], ...]:
        """The conditions that single out the rows that name a member."""
        named = (table.c.library == self._library, _names(table, member))
        return named if server is None else (*named, table.c.server == server)

    def _direct(self, table: Table, member: str) -> tuple[ColumnElement[bool], ...]:
        """The conditions that single out the rows of a member's direct messages."""
        return (table.c.library == self._library, table.c.server == direct_server(member))


def _names(table: Table, member: str) -> ColumnElement[bool]:
    if table is ceilings:
        return ceilings.c.holder == member_holder(member)
    column: Column[Any] = table.c.set_by if table is server_settings else table.c.member
    return column == checked_id(member, "member")
