"""All libraries of one database into another, vectors and all: resumable, and verified."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from index.carrying.copying import (
    Seen,
    Steps,
    copy_library,
    erase_library,
    head,
    keys_of,
    look_at,
)
from index.carrying.notes import MovingNotes
from index.errors import CarryingError
from index.keys import MOVES
from index.progress import Progress, silent
from index.storage.database import Database
from index.storage.sqlite import DATABASE_FILE
from index.storage.whole import TABLES, settle

ROUNDS = 5
"""How often libraries that changed meanwhile are copied once more."""


@dataclass(frozen=True, slots=True)
class DatabasePlace:
    """Where a database is."""

    folder: Path
    url: str | None = field(default=None, repr=False)
    """Of a server, password and all; None for the file in the folder."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What is in the target now, each table of each library compared with the source's."""

    source: str
    target: str
    """Where, as an error says it."""
    libraries: int
    copied: int
    """Libraries that had to be written; the others were there already, to the letter."""
    stories: int
    """Earlier versions too."""
    passages: int
    jobs: int
    digests: int
    """How many digests were compared, one for each table of each library."""
    sha256: str
    """Digest of everything."""


def move_libraries(
    source: DatabasePlace, target: DatabasePlace, progress: Progress = silent
) -> Moved:
    """Copy all libraries of a database into another, which afterwards holds nothing else.

    Each library is written in one change, so that a killed run leaves whole ones, which the next
    run finds and skips. The source is not changed but for notes on the move, and may be read and
    changed meanwhile: what changed is copied once more.

    Raises:
        CarryingError: there is nothing to move, the target holds what does not come from the
            source or was changed since, or the source changes again and again.
        StorageError, LibraryBusyError: one of them cannot be read or written.
    """
    if source.url is None and not (source.folder / DATABASE_FILE).exists():
        raise CarryingError(
            f"There is no library in {source.folder}; name its folder or database with --from."
        )
    with (
        Database.open(source.folder, source.url) as giving,
        Database.open(target.folder, target.url) as taking,
    ):
        return move(giving, taking, progress)


def move(source: Database, target: Database, progress: Progress = silent) -> Moved:
    """Do so between databases that are open."""
    moving = _Move(source, target, progress)
    moving.refuse_what_is_not_ours()
    seen = moving.run()
    with target.changing() as connection:
        settle(connection)
    MovingNotes(source).set_went_to(target.place)
    return Moved(
        source=source.place,
        target=target.place,
        libraries=len(seen),
        copied=len(moving.copied),
        stories=sum(one.stories for one in seen.values()),
        passages=sum(one.passages for one in seen.values()),
        jobs=sum(one.jobs for one in seen.values()),
        digests=len(seen) * len(TABLES),
        sha256=_digest(seen),
    )


class _Move:
    def __init__(self, source: Database, target: Database, progress: Progress) -> None:
        self._source = source
        self._target = target
        self._progress = progress
        self._notes = MovingNotes(target)
        self._name = MovingNotes(source).name()
        self.copied: set[str] = set()

    def refuse_what_is_not_ours(self) -> None:
        """Check that the target holds nothing but what an earlier run of this move left there."""
        if not self._keys(self._source):
            raise CarryingError(
                f"There is no library in {self._source.place}; name its folder or database with"
                " --from."
            )
        if self._notes.named() == self._name:
            raise CarryingError(
                f"The libraries are in {self._target.place} already; name another folder or"
                " database with --to."
            )
        held = self._keys(self._target)
        if not held:
            self._notes.set_comes_from(self._name)
            return
        ours = self._notes.comes_from() == self._name
        for number, key in enumerate(held):
            self._progress("checking", number, len(held))
            if not ours or self._notes.copied_head(self._name, key) != head(self._target, key):
                raise CarryingError(
                    f"There are libraries in {self._target.place} that do not come from"
                    f" {self._source.place} or were changed since; name an empty folder or"
                    " database with --to."
                )

    def run(self) -> Mapping[str, Seen]:
        """Copy until source and target are alike."""
        seen: dict[str, Seen] = {}
        for number in range(ROUNDS):
            keys = self._keys(self._source)
            changed = [
                key for key in keys if key not in seen or seen[key].head != head(self._source, key)
            ]
            gone = [key for key in self._keys(self._target) if key not in set(keys)]
            if not changed and not gone:
                return seen
            steps = Steps(self._source, changed, self._progress)
            for key in changed:
                stage = "copying changes" if number else "moving"
                seen[key] = self._settled(key, steps, stage)
            for key in gone:
                erase_library(self._target, key)
                seen.pop(key, None)
        raise CarryingError(
            f"The libraries in {self._source.place} change while they are copied; stop the bot and"
            " run it again."
        )

    def _settled(self, key: str, steps: Steps, stage: str) -> Seen:
        tell = steps.begin(stage, key)
        if self._notes.copied_head(self._name, key) is not None:
            here = look_at(self._source, key)
            if look_at(self._target, key) == here:
                return here
        seen = copy_library(
            self._source,
            self._target,
            key,
            tell,
            lambda connection, seen: self._notes.set_copied_head(
                connection, self._name, key, seen.head
            ),
        )
        self.copied.add(key)
        return seen

    @staticmethod
    def _keys(database: Database) -> tuple[str, ...]:
        return tuple(key for key in keys_of(database) if key != MOVES)


def _digest(seen: Mapping[str, Seen]) -> str:
    lines = (f"{key} {one.everything}\n" for key, one in sorted(seen.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()
