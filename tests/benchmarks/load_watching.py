"""What a process does with its database, counted and timed while it asks."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, Engine, event

from index.storage.database import Database


@dataclass(slots=True)
class Traffic:
    """What went to the database."""

    statements: int = 0
    transactions: int = 0
    seconds: float = 0.0
    """Inside of transactions, their beginning and end included, summed over threads."""

    def each(self, count: int) -> dict[str, float]:
        """The same for one of so many questions."""
        return {
            "statements": self.statements / count,
            "transactions": self.transactions / count,
            "seconds": self.seconds / count,
        }


@contextmanager
def traffic() -> Iterator[Traffic]:
    """Count what goes to any database in the block, by any thread."""
    told, one = Traffic(), Lock()
    reading = Database.reading

    def executed(*_: object) -> None:
        with one:
            told.statements += 1

    def begun(_: Connection) -> None:
        with one:
            told.transactions += 1

    @contextmanager
    def timed(database: Database) -> Iterator[Connection]:
        held: Any = database._at_hand
        if getattr(held, "connection", None) is not None:
            with reading(database) as connection:
                yield connection
            return
        before = time.perf_counter()
        with reading(database) as connection:
            yield connection
        with one:
            told.seconds += time.perf_counter() - before

    event.listen(Engine, "after_cursor_execute", executed)
    event.listen(Engine, "begin", begun)
    try:
        with patch.object(Database, "reading", timed):
            yield told
    finally:
        event.remove(Engine, "after_cursor_execute", executed)
        event.remove(Engine, "begin", begun)
