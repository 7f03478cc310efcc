"""Which job is next: each library's in their order, and the libraries in turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, nulls_first, or_, select

from index.jobs import JobState
from index.storage.record_values import AnyRow
from index.storage.tables import jobs

OPEN = (JobState.WAITING, JobState.TAKEN)
"""The states of jobs that the next one of the same library has to wait for."""

_earlier = jobs.alias("earlier")
_served = jobs.alias("served")


def next_job(now: datetime) -> Select[Any]:
    """The id of the job that is next at this moment.

    What somebody did not end in time comes first; then the library that was served least lately.
    """
    left = jobs.c.taken_until <= now
    asked_earlier = or_(
        _earlier.c.asked_at < jobs.c.asked_at,
        and_(_earlier.c.asked_at == jobs.c.asked_at, _earlier.c.id < jobs.c.id),
    )
    in_order = ~exists().where(
        _earlier.c.library == jobs.c.library,
        or_(
            _earlier.c.state == JobState.TAKEN,
            and_(_earlier.c.state == JobState.WAITING, asked_earlier),
        ),
    )
    waits = and_(jobs.c.state == JobState.WAITING, in_order)
    served = (
        select(func.max(_served.c.moved_at))
        .where(_served.c.library == jobs.c.library, _served.c.moved_at > _served.c.asked_at)
        .scalar_subquery()
    )
    found = select(jobs.c.id).where(or_(left, waits))
    first = (left.is_(None), nulls_first(served.asc()))
    return found.order_by(*first, jobs.c.asked_at, jobs.c.id).limit(1)


def ahead(rows: Sequence[AnyRow], job_id: str) -> int:
    """How many jobs come before one that waits, of all open ones in the order they came in."""
    mine = next((one for one in rows if one.id == job_id), None)
    if mine is None or mine.state != JobState.WAITING:
        return 0
    waiting = [one for one in rows if one.state == JobState.WAITING]
    heads = list(dict.fromkeys(one.library for one in waiting))
    behind = [one.id for one in waiting if one.library == mine.library].index(job_id)
    turn = heads.index(mine.library)
    counts = Counter(one.library for one in waiting)
    others = (
        min(counts[library], behind + (position < turn))
        for position, library in enumerate(heads)
        if position != turn
    )
    return len(rows) - len(waiting) + behind + sum(others)
