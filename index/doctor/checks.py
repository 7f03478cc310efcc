"""What checks are made of: a finding with its remedy, and a look at what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from index.errors import StoryIndexError
from index.storage.database import Database
from index.storage.rows import SqlLibraryStorage
from index.storage.sqlite import DATABASE_FILE

if TYPE_CHECKING:
    from index.options import LibraryOptions


class CheckState(StrEnum):
    """How a check ended."""

    FINE = "fine"
    NOTE = "note"
    """Nothing is broken, but somebody may want to know."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """What was found about one thing, and what to do about it unless it is fine."""

    name: str
    state: CheckState
    found: str
    remedy: str | None = None


@contextmanager
def stored(options: LibraryOptions) -> Iterator[SqlLibraryStorage | None]:
    """Give the library's rows, or None while there are none: looking creates no library."""
    if options.database_url is None and not (options.folder / DATABASE_FILE).exists():
        yield None
        return
    with Database.open(options.folder, options.database_url) as database:
        known = options.key in database.library_keys()
        yield database.library(options.key) if known else None


def told(name: str, error: StoryIndexError, state: CheckState = CheckState.FAILED) -> Check:
    """An error's sentence as a check: what is wrong, and after the last semicolon what to do."""
    found, _, remedy = str(error).rpartition("; ")
    return Check(name, state, found or remedy, remedy.rstrip("."))
