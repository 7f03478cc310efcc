"""All that a library keeps about one member, in one of its servers or in all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    delete,
    or_,
    select,
    union,
    update,
)

from index.records import MemberData, direct_server
from index.storage.record_values import (
    ROUND,
    SETTING,
    AnyRow,
    to_feedback,
    to_question,
    to_rounds,
    to_settings,
)
from index.storage.scope import checked_id, member_holder
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


class MemberRows:
    """What one library keeps about its members, whichever server they left it in."""

    def __init__(self, database: Database, library: str) -> None:
        self._database = database
        self._library = checked_id(library, "library")

    def about(self, member: str) -> tuple[MemberData, ...]:
        """Return what is kept about a member, one part for each server that keeps anything."""
        found = union(
            *(select(table.c.server).where(*self._of(table, member)) for table in SERVER_TABLES)
        )
        with self._database.reading() as connection:
            servers = sorted(connection.scalars(found))
            parts = [self._about(connection, member, server) for server in servers]
        return tuple(part for part in parts if part.count)

    def about_in(self, server: str, member: str) -> MemberData:
        """Return what one server keeps about a member."""
        with self._database.reading() as connection:
            return self._about(connection, member, server)

    def forget(self, member: str, server: str | None = None) -> int:
        """Erase all about a member, in one server or in all of them; return how many things.

        Settings stay in force without the member's id, but in direct messages nothing stays.
        """
        with self._database.changing() as connection:
            gone = 0
            for table in (ceilings, rounds, feedback, questions):
                mine = self._of(table, member, server)
                gone += connection.execute(delete(table).where(*mine)).rowcount
            mine = self._of(server_settings, member, server)
            direct = server_settings.c.server == direct_server(member)
            gone += connection.execute(delete(server_settings).where(*mine, direct)).rowcount
            unnamed = update(server_settings).where(*mine).values(set_by=None)
            gone += connection.execute(unnamed).rowcount
            self._database.forget_traces()
        return gone

    def _about(self, connection: Connection, member: str, server: str) -> MemberData:
        def rows(
            table: Table, columns: tuple[Column[Any], ...], *order: Column[Any]
        ) -> list[AnyRow]:
            mine = self._of(table, member, server)
            found = select(*columns).where(*mine).order_by(*order)
            return list(connection.execute(found))

        read = (ceilings.c.story_id, ceilings.c.end, ceilings.c.holder)
        return MemberData(
            server=server,
            member=member,
            settings=to_settings(
                rows(server_settings, SETTING, server_settings.c.place, server_settings.c.name)
            ),
            progress={
                row.story_id: row.end
                for row in rows(ceilings, read, ceilings.c.story_id)
                if row.holder == member_holder(member)
            },
            rounds=to_rounds(rows(rounds, ROUND, rounds.c.at)),
            feedback=tuple(map(to_feedback, rows(feedback, tuple(feedback.c), feedback.c.at))),
            questions=tuple(map(to_question, rows(questions, tuple(questions.c), questions.c.id))),
        )

    def _of(
        self, table: Table, member: str, server: str | None = None
    ) -> tuple[ColumnElement[bool], ...]:
        """The conditions that single out what is about a member."""
        direct = table.c.server == direct_server(member)
        of_library = table.c.library == self._library
        about = (of_library, or_(_names(table, member), direct))
        return about if server is None else (*about, table.c.server == server)


def _names(table: Table, member: str) -> ColumnElement[bool]:
    if table is ceilings:
        return ceilings.c.holder == member_holder(member)
    if table is server_settings:
        return server_settings.c.set_by == member
    column: Column[Any] = table.c.member
    return column == member
