"""Claims as rows: each call is one statement, so that of several who ask at once one gets it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from index.claims import Claim
from index.storage.tables import claims

if TYPE_CHECKING:
    from index.storage.database import Database

_LAST = "\U0010ffff"
"""The last of all characters in the order of the columns."""
_NOBODY = ""
"""The holder of what is claimed once: it is renewed and released by none."""


class ClaimRows:
    """The claims of one database: the face ``index.claims.Claims``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, name: str, holder: str, seconds: float) -> bool:
        """Hold a name for some seconds from now; False where somebody else holds it.

        Raises:
            ValueError: the name or the holder is "".
        """
        if not holder:
            raise ValueError("a claim needs a holder")
        return self._take(name, holder, seconds, again=claims.c.holder == holder)

    def once(self, name: str, seconds: float) -> bool:
        """True for the first who asks, and for nobody until some seconds from now."""
        return self._take(name, _NOBODY, seconds)

    def _take(
        self, name: str, holder: str, seconds: float, again: ColumnElement[bool] | None = None
    ) -> bool:
        if not name:
            raise ValueError("a claim needs a name")
        with self._database.changing() as connection:
            now = self._database.now(connection)
            free = claims.c.until <= now
            free = free if again is None else or_(free, again)
            until = now + timedelta(seconds=seconds)
            return _upserted(connection, name, holder, until, free)

    def renew(self, names: Collection[str], holder: str, seconds: float) -> frozenset[str]:
        """Move the end of claims to some seconds from now; return which are the holder's still."""
        if not names:
            return frozenset()
        mine = claims.c.holder == holder, claims.c.name.in_(sorted(names))
        with self._database.changing() as connection:
            until = self._database.now(connection) + timedelta(seconds=seconds)
            renewed = update(claims).where(*mine).values(until=until).returning(claims.c.name)
            return frozenset(connection.scalars(renewed))

    def release(self, holder: str, names: Collection[str] | None = None) -> None:
        """Give up these names, or with None all that the holder holds."""
        mine = delete(claims).where(claims.c.holder == holder)
        if names is not None:
            mine = mine.where(claims.c.name.in_(sorted(names)))
        with self._database.changing() as connection:
            connection.execute(mine)

    def held(self, prefix: str) -> Mapping[str, Claim]:
        """The claims on names that begin so, by name; none whose end has passed."""
        with self._database.reading() as connection:
            now = self._database.now(connection)
            # Not by LIKE, which takes capitals for small letters in SQLite, and by the key's index.
            begins = and_(claims.c.name >= prefix, claims.c.name <= prefix + _LAST)
            found = select(claims.c.name, claims.c.holder, claims.c.until)
            found = found.where(begins, claims.c.until > now)
            rows = connection.execute(found.order_by(claims.c.name))
            return {name: Claim(holder, until) for name, holder, until in rows}

    def tidy(self) -> int:
        """Forget the claims whose end has passed; return how many there were."""
        with self._database.changing() as connection:
            over = delete(claims).where(claims.c.until <= self._database.now(connection))
            return connection.execute(over).rowcount


def _upserted(
    connection: Connection, name: str, holder: str, until: datetime, free: ColumnElement[bool]
) -> bool:
    """Write a claim unless there is one that is not free, in one statement."""
    row = {"name": name, "holder": holder, "until": until}
    # Both databases speak it alike, and SQLAlchemy has it twice.
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    wanted = insert(claims).values(row)
    wanted = wanted.on_conflict_do_update(
        index_elements=[claims.c.name], set_={"holder": holder, "until": until}, where=free
    )
    return connection.scalar(wanted.returning(claims.c.name)) is not None
