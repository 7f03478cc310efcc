"""Jobs as rows, each of which one process at a time may hold."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select, update

from index.domain import Story
from index.errors import JobLostError
from index.growing import Within
from index.jobs import TRIES, Job, JobState
from index.storage import turns
from index.storage.record_values import AnyRow
from index.storage.tables import jobs

if TYPE_CHECKING:
    from index.storage.database import Database

KEPT = timedelta(days=1)
"""For how long it is remembered that a job ended."""
KEPT_ASIDE = timedelta(days=30)
"""For how long the operator is told of a job that was set aside."""

_COLUMNS = (
    jobs.c.id,
    jobs.c.library,
    jobs.c.by,
    jobs.c.wish,
    jobs.c.state,
    jobs.c.tries,
    jobs.c.asked_at,
    jobs.c.taken_by,
    jobs.c.outcome,
)
"""Without the material, which may be large; in the order of the fields of ``Job``."""


class JobRows:
    """The jobs of one database: the face ``index.jobs.Jobs``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self, library: str, wish: str, material: bytes | None = None, by: str | None = None
    ) -> Job:
        """Keep a job until it is done; once this returns it survives anything."""
        if not library:
            raise ValueError("a job needs a library")
        job_id = secrets.token_hex(8)
        with self._database.changing() as connection:
            now = self._database.now(connection)
            new = insert(jobs).values(
                id=job_id,
                library=library,
                by=by,
                wish=wish,
                material=material,
                state=JobState.WAITING,
                tries=0,
                asked_at=now,
                moved_at=now,
            )
            connection.execute(new)
            return _job(_row(connection, job_id))

    def take(self, holder: str, seconds: float) -> Job | None:
        """Hold the next job for some seconds from now; None where nothing is to be done.

        Raises:
            ValueError: the holder is "".
        """
        if not holder:
            raise ValueError("a job needs a holder")
        with self._database.reading() as connection:
            # Most times there is none, and nobody has to wait for that to be found out.
            if connection.scalar(turns.next_job(self._database.now(connection))) is None:
                return None
        with self._database.changing() as connection:
            now = self._database.now(connection)
            found = turns.next_job(now).with_for_update(skip_locked=True, of=jobs)
            job_id = connection.scalar(found)
            if job_id is None:
                return None
            until = now + timedelta(seconds=seconds)
            return self._taken(connection, _row(connection, job_id), holder, now, until)

    def _taken(
        self, connection: Connection, row: AnyRow, holder: str, now: datetime, until: datetime
    ) -> Job:
        values: dict[str, object] = {"taken_by": holder, "taken_until": until}
        begins = row.state in (JobState.WAITING, JobState.TAKEN)
        if begins and row.tries < TRIES:
            values |= {"state": JobState.TAKEN, "tries": row.tries + 1, "moved_at": now}
        elif begins:
            values |= {"state": JobState.ASIDE, "material": None, "moved_at": now}
        return _job(_changed(connection, row.id, values))

    def keep(self, job_id: str, holder: str, seconds: float) -> bool:
        """Hold it for some seconds from now; False where it is to be left, and nothing stored."""
        going_on = jobs.c.state.in_((JobState.TAKEN, JobState.STORED))
        with self._database.changing() as connection:
            until = self._database.now(connection) + timedelta(seconds=seconds)
            kept = update(jobs).where(*_held(job_id, holder), going_on).values(taken_until=until)
            return bool(connection.execute(kept).rowcount)

    def material(self, job_id: str) -> bytes | None:
        """What it is done with, as long as that is kept."""
        with self._database.reading() as connection:
            found: bytes | None = connection.scalar(
                select(jobs.c.material).where(jobs.c.id == job_id)
            )
            return found

    def storing(
        self,
        job_id: str,
        holder: str,
        outcome: Callable[[Story], str],
        *,
        spent: bool = False,
        settled: bool = False,
    ) -> Within:
        """Store a story and what came of the job so far, both or neither."""
        mine = (*_held(job_id, holder), jobs.c.state == JobState.TAKEN)

        def within(store: Callable[[], Story]) -> Story:
            with self._database.changing() as connection:
                # First of all, so that nobody else takes it until this change is over.
                if connection.scalar(select(jobs.c.id).where(*mine).with_for_update()) is None:
                    raise JobLostError("This is done by another process, or by none; do not wait.")
                story = store()
                values: dict[str, object] = {"outcome": outcome(story)}
                if spent:
                    values["material"] = None
                if settled:
                    values["state"] = JobState.STORED
                connection.execute(update(jobs).where(jobs.c.id == job_id).values(values))
            return story

        return within

    def let_go(self, job_id: str, holder: str, *, tried: bool) -> bool:
        """Let somebody else take it; it counts as a try if it was ``tried``."""
        with self._database.changing() as connection:
            now = self._database.now(connection)
            # It keeps its state: what is over now is taken again as if its holder had died.
            left: dict[str, object] = {"taken_by": None, "taken_until": now, "moved_at": now}
            mine = _held(job_id, holder)
            if not tried:
                begun = (*mine, jobs.c.state == JobState.TAKEN)
                waits = {**left, "state": JobState.WAITING, "taken_until": None}
                waits["tries"] = jobs.c.tries - 1
                if connection.execute(update(jobs).where(*begun).values(waits)).rowcount:
                    return True
            return bool(connection.execute(update(jobs).where(*mine).values(left)).rowcount)

    def done(
        self, job_id: str, holder: str, outcome: str | None = None, *, keeps_material: bool = False
    ) -> bool:
        """End it, after it was told of; False where it is not the holder's any more."""
        with self._database.changing() as connection:
            mine = select(*_COLUMNS).where(*_held(job_id, holder)).with_for_update()
            row = connection.execute(mine).one_or_none()
            if row is None:
                return False
            went_well = row.state in (JobState.TAKEN, JobState.STORED)
            values: dict[str, object] = {
                "state": JobState.DONE if went_well else row.state,
                "taken_by": None,
                "taken_until": None,
                "moved_at": self._database.now(connection),
                "outcome": outcome,
            }
            if not keeps_material:
                values |= {"wish": "", "by": None, "material": None}
            _changed(connection, job_id, values)
        return True

    def cancel(self, job_id: str, holder: str, seconds: float) -> Job | None:
        """Cancel one that waits or is taken; None where it is too late for that."""
        with self._database.changing() as connection:
            found = select(*_COLUMNS).where(jobs.c.id == job_id).with_for_update()
            row = connection.execute(found).one_or_none()
            if row is None or row.state not in (JobState.WAITING, JobState.TAKEN):
                return None
            now = self._database.now(connection)
            values: dict[str, object] = {
                "state": JobState.CANCELLED,
                "material": None,
                "moved_at": now,
            }
            if row.state == JobState.WAITING:
                values |= {"taken_by": holder, "taken_until": now + timedelta(seconds=seconds)}
            return _job(_changed(connection, job_id, values))

    def find(self, job_id: str) -> Job | None:
        """The job with this id, as long as it is remembered."""
        return next(iter(self._found(jobs.c.id == job_id)), None)

    def of_library(self, library: str) -> tuple[Job, ...]:
        """What waits or is taken for a library, in order."""
        return self._found(jobs.c.library == library, jobs.c.state.in_(turns.OPEN))

    def _found(self, *conditions: ColumnElement[bool]) -> tuple[Job, ...]:
        found = select(*_COLUMNS).where(*conditions).order_by(jobs.c.asked_at, jobs.c.id)
        with self._database.reading() as connection:
            return tuple(map(_job, connection.execute(found)))

    def waiting_ahead(self, job_id: str) -> int:
        """How many come before it as things stand; 0 where it does not wait."""
        open_ones = select(jobs.c.id, jobs.c.library, jobs.c.state).where(
            jobs.c.state.in_(turns.OPEN)
        )
        with self._database.reading() as connection:
            rows = connection.execute(open_ones.order_by(jobs.c.asked_at, jobs.c.id)).all()
        return turns.ahead(rows, job_id)

    def crowd(self) -> Mapping[str, int]:
        """How many wait or are taken, by library."""
        found = select(jobs.c.library, func.count()).where(jobs.c.state.in_(turns.OPEN))
        with self._database.reading() as connection:
            rows: Sequence[AnyRow] = connection.execute(found.group_by(jobs.c.library)).all()
        return {row[0]: row[1] for row in rows}

    def set_aside(self) -> int:
        """How many were set aside, of late."""
        found = select(func.count()).where(jobs.c.state == JobState.ASIDE)
        with self._database.reading() as connection:
            return connection.scalar(found) or 0

    def tidy(self) -> int:
        """Forget what ended some time ago; return how many there were."""
        with self._database.changing() as connection:
            now = self._database.now(connection)
            ended = jobs.c.taken_until.is_(None)
            over = jobs.c.state.in_((JobState.DONE, JobState.CANCELLED))
            old = or_(
                and_(over, jobs.c.moved_at < now - KEPT),
                and_(jobs.c.state == JobState.ASIDE, jobs.c.moved_at < now - KEPT_ASIDE),
            )
            return connection.execute(delete(jobs).where(ended, old)).rowcount


def jobs_of(connection: Connection, library: str, member: str) -> tuple[Job, ...]:
    """What a member asked to be done to a library, as long as that is kept."""
    mine = (jobs.c.by == member, jobs.c.library == library)
    found = select(*_COLUMNS).where(*mine).order_by(jobs.c.asked_at, jobs.c.id)
    return tuple(map(_job, connection.execute(found)))


def forget_jobs(connection: Connection, library: str, member: str) -> int:
    """Forget what a member asked to be done to a library; return how many things."""
    mine = (jobs.c.by == member, jobs.c.library == library)
    return connection.execute(delete(jobs).where(*mine)).rowcount


def lock_jobs(connection: Connection, library: str) -> None:
    """Let the stories that jobs store for a library be stored first, in a change of all of it."""
    mine = select(jobs.c.id).where(jobs.c.library == library).order_by(jobs.c.id)
    connection.execute(mine.with_for_update())


def erase_jobs(connection: Connection, library: str) -> None:
    """Forget all that was to be done to a library."""
    connection.execute(delete(jobs).where(jobs.c.library == library))


def _held(job_id: str, holder: str) -> tuple[ColumnElement[bool], ...]:
    return (jobs.c.id == job_id, jobs.c.taken_by == holder)


def _row(connection: Connection, job_id: str) -> AnyRow:
    return connection.execute(select(*_COLUMNS).where(jobs.c.id == job_id)).one()


def _changed(connection: Connection, job_id: str, values: Mapping[str, object]) -> AnyRow:
    connection.execute(update(jobs).where(jobs.c.id == job_id).values(values))
    return _row(connection, job_id)


def _job(row: AnyRow) -> Job:
    values = row._mapping
    return Job(**{**values, "state": JobState(row.state)})
