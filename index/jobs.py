"""Work that outlives the process it was asked of: a queue in the database, for all processes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from index.domain import Story
from index.growing import Within

TRIES = 2
"""How many processes may end while they are at a job before it is set aside."""


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    TAKEN = "taken"
    """A process is at it, or was, until it ended."""
    STORED = "stored"
    """What it brought is kept for good; what is left is to tell of it."""
    DONE = "done"
    CANCELLED = "cancelled"
    ASIDE = "aside"
    """Process after process ended while it was at it; nobody tries it any more."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something that is to be done to a library."""

    id: str
    library: str
    """The library's key."""
    by: str | None
    """The member who asked for it."""
    wish: str = field(repr=False)
    """JSON, by whoever asked for it: what is to be done, and where its end is told."""
    state: JobState
    tries: int
    """How often it was begun."""
    asked_at: datetime
    taken_by: str | None
    """The process that is at it, or has to tell of its end."""
    outcome: str | None = field(repr=False)
    """JSON, by whoever does it: what came of it so far."""


class Jobs(Protocol):
    """The jobs of all libraries. Time is that of the database's clock.

    A library's jobs are done one after the other in the order in which they were asked for, and
    libraries take turns. Whoever took a job is its holder until the time it said is over; then
    the next one may take it. All methods raise ``StorageError`` and ``LibraryBusyError`` where the
    database cannot be read or written.
    """

    def put(
        self, library: str, wish: str, material: bytes | None = None, by: str | None = None
    ) -> Job:
        """Keep a job until it is done; once this returns it survives anything."""
        ...

    def take(self, holder: str, seconds: float) -> Job | None:
        """Hold the next job for some seconds from now; None where nothing is to be done.

        It is one that waits, or one whose holder let the time pass. After ``TRIES`` such it
        comes as ``ASIDE``, without its material; a ``CANCELLED``, ``STORED`` or ``ASIDE`` one is
        only to be told of and ``done``.
        """
        ...

    def keep(self, job_id: str, holder: str, seconds: float) -> bool:
        """Hold it for some seconds from now; False where it is to be left, and nothing stored."""
        ...

    def material(self, job_id: str) -> bytes | None:
        """What it is done with, as long as that is kept."""
        ...

    def storing(
        self,
        job_id: str,
        holder: str,
        outcome: Callable[[Story], str],
        *,
        spent: bool = False,
        settled: bool = False,
    ) -> Within:
        """Store a story and what came of the job so far, both or neither.

        The result is for ``Library.add`` and its like, and raises ``JobLostError`` where the job
        is another's by then, or cancelled.

        Args:
            job_id: the job.
            holder: who took it.
            outcome: says what came of it, this story included.
            spent: whether the material is needed no longer.
            settled: whether all is done that was asked for, and cannot be taken back.
        """
        ...

    def let_go(self, job_id: str, holder: str, *, tried: bool) -> bool:
        """Let somebody else take it; it counts as a try if it was ``tried``. False as ``keep``."""
        ...

    def done(
        self, job_id: str, holder: str, outcome: str | None = None, *, keeps_material: bool = False
    ) -> bool:
        """End it, after it was told of; False where it is not the holder's any more.

        Nothing is kept but that it ended, and the ``outcome`` where one is given; of one that
        ``keeps_material``, all is kept for a day.
        """
        ...

    def cancel(self, job_id: str, holder: str, seconds: float) -> Job | None:
        """Cancel one that waits or is taken; None where it is too late for that.

        One that waited is held by ``holder``, who has to tell of it and end it.
        """
        ...

    def find(self, job_id: str) -> Job | None:
        """The job with this id, as long as it is remembered."""
        ...

    def of_library(self, library: str) -> tuple[Job, ...]:
        """What waits or is taken for a library, in order."""
        ...

    def waiting_ahead(self, job_id: str) -> int:
        """How many come before it as things stand; 0 where it does not wait."""
        ...

    def crowd(self) -> Mapping[str, int]:
        """How many wait or are taken, by library."""
        ...

    def set_aside(self) -> int:
        """How many were set aside, of late."""
        ...

    def tidy(self) -> int:
        """Forget what ended some time ago; return how many there were."""
        ...
