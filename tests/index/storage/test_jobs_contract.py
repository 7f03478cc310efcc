"""What every database promises about jobs: none lost, none done twice, libraries in turn."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from index.domain import Story, StoryDraft
from index.errors import JobLostError, StoryExistsError
from index.jobs import TRIES, Job, JobState
from index.storage.base import EncodedStory
from index.storage.database import Database
from index.storage.job_rows import KEPT, KEPT_ASIDE, JobRows
from index.storage.tables import jobs
from tests.index.killing import PATIENCE_SECONDS, PROJECT

LONG = 60.0


@pytest.fixture
def database(open_database: Callable[[], Database]) -> Database:
    return open_database()


@pytest.fixture
def rows(database: Database) -> JobRows:
    return JobRows(database)


def pass_time(database: Database, by: timedelta = timedelta(minutes=2)) -> None:
    """Let everything be as if it had happened so long ago."""
    with database.changing() as connection:
        for row in connection.execute(select(jobs)).all():
            earlier = {"moved_at": row.moved_at - by, "asked_at": row.asked_at - by}
            if row.taken_until is not None:
                earlier["taken_until"] = row.taken_until - by
            connection.execute(update(jobs).where(jobs.c.id == row.id).values(earlier))


def taken(rows: JobRows, holder: str = "one") -> Job:
    job = rows.take(holder, LONG)
    assert job is not None
    return job


def nothing(_story: Story) -> str:
    return "{}"


def test_a_job_is_there_for_every_process_as_it_was_asked_for(
    open_database: Callable[[], Database],
) -> None:
    put = JobRows(open_database()).put("server:1", '{"wish": "ö"}', b"\x00file", "42")

    other = JobRows(open_database())
    job = taken(other)

    assert put.state is JobState.WAITING
    assert (job.id, job.library, job.by, job.wish) == (put.id, "server:1", "42", '{"wish": "ö"}')
    assert (job.state, job.tries, job.taken_by) == (JobState.TAKEN, 1, "one")
    assert other.material(job.id) == b"\x00file"
    assert "ö" not in repr(job)


def test_only_one_may_hold_it(rows: JobRows) -> None:
    rows.put("server:1", "{}")
    job = taken(rows, "one")

    assert rows.take("two", LONG) is None
    assert rows.keep(job.id, "one", LONG)
    assert not rows.keep(job.id, "two", LONG)
    assert not rows.done(job.id, "two")
    assert not rows.let_go(job.id, "two", tried=True)


def test_jobs_of_a_library_are_done_one_after_the_other_in_their_order(rows: JobRows) -> None:
    first, second = rows.put("server:1", "{}"), rows.put("server:1", "{}")

    assert taken(rows).id == first.id
    assert rows.take("two", LONG) is None
    assert [job.id for job in rows.of_library("server:1")] == [first.id, second.id]
    rows.done(first.id, "one")
    assert taken(rows, "two").id == second.id


def test_libraries_take_turns(rows: JobRows) -> None:
    for library in ("a", "a", "a", "b", "b", "c"):
        rows.put(library, "{}")

    served = []
    while job := rows.take("one", LONG):
        served.append(job.library)
        rows.done(job.id, "one")

    assert served == ["a", "b", "c", "a", "b", "a"]


def test_the_next_one_for_a_library_waits_for_the_turns_of_others_though_they_came_later(
    rows: JobRows,
) -> None:
    rows.put("a", "{}")
    rows.done(taken(rows).id, "one")
    rows.put("a", "{}")
    rows.put("b", "{}")

    assert taken(rows).library == "b"
    assert taken(rows).library == "a"


def test_everyone_knows_how_many_come_before(rows: JobRows) -> None:
    running = rows.put("a", "{}")
    taken(rows)
    first, second = rows.put("a", "{}"), rows.put("a", "{}")
    others = [rows.put("b", "{}") for _ in range(3)]

    ahead = [rows.waiting_ahead(job.id) for job in (running, first, others[0], second, others[2])]

    assert ahead == [0, 1, 2, 3, 5]
    assert rows.waiting_ahead("none") == 0
    assert rows.crowd() == {"a": 3, "b": 3}


def test_what_its_holder_did_not_end_in_time_is_taken_again(
    database: Database, rows: JobRows
) -> None:
    rows.put("server:1", "{}", b"file")
    taken(rows, "dead")
    pass_time(database)

    job = taken(rows, "two")

    assert job.tries == 2
    assert rows.material(job.id) == b"file"
    assert not rows.keep(job.id, "dead", LONG)
    assert not rows.done(job.id, "dead")


def test_a_holder_that_was_late_goes_on_where_nobody_took_it(
    database: Database, rows: JobRows
) -> None:
    rows.put("server:1", "{}")
    job = taken(rows)
    pass_time(database)

    assert rows.keep(job.id, "one", LONG)
    assert rows.take("two", LONG) is None


def test_after_two_tries_it_is_set_aside_and_told_of_once(
    database: Database, rows: JobRows
) -> None:
    rows.put("server:1", '{"to": "tell"}', b"poison", "42")
    rows.put("server:1", "{}")
    for _ in range(TRIES):
        taken(rows, "dead")
        pass_time(database)

    job = taken(rows, "two")

    assert (job.state, job.wish) == (JobState.ASIDE, '{"to": "tell"}')
    assert rows.material(job.id) is None
    assert not rows.keep(job.id, "two", LONG)
    assert rows.done(job.id, "two")
    assert rows.set_aside() == 1
    assert taken(rows).id != job.id
    pass_time(database)
    assert taken(rows).id != job.id


def test_who_dies_before_telling_leaves_the_telling_to_the_next(
    database: Database, rows: JobRows
) -> None:
    rows.put("server:1", "{}")
    for _ in range(TRIES + 1):
        taken(rows, "dead")
        pass_time(database)

    assert taken(rows, "two").state is JobState.ASIDE


def test_what_is_let_go_is_free_at_once_and_counts_only_if_it_was_tried(rows: JobRows) -> None:
    rows.put("server:1", "{}")
    job = taken(rows, "one")
    assert rows.let_go(job.id, "one", tried=False)
    assert taken(rows, "two").tries == 1
    assert rows.let_go(job.id, "two", tried=True)
    assert taken(rows, "one").tries == 2


def test_what_was_let_go_does_not_keep_others_from_their_turn(rows: JobRows) -> None:
    rows.put("a", "{}")
    job = taken(rows)
    rows.put("b", "{}")
    rows.let_go(job.id, "one", tried=False)

    assert [taken(rows).library, taken(rows).library] == ["b", "a"]


def test_what_waits_is_cancelled_by_whoever_tells_of_it(rows: JobRows) -> None:
    waits = rows.put("server:1", "{}", b"file")

    cancelled = rows.cancel(waits.id, "two", LONG)

    assert cancelled is not None
    assert (cancelled.state, cancelled.taken_by) == (JobState.CANCELLED, "two")
    assert rows.material(waits.id) is None
    assert rows.take("one", LONG) is None
    assert rows.done(waits.id, "two")
    assert rows.cancel(waits.id, "two", LONG) is None
    assert rows.cancel("none", "two", LONG) is None


def test_what_is_taken_is_cancelled_for_its_holder(database: Database, rows: JobRows) -> None:
    rows.put("server:1", "{}", b"file")
    job = taken(rows, "one")

    cancelled = rows.cancel(job.id, "two", LONG)

    assert cancelled is not None
    assert cancelled.taken_by == "one"
    assert not rows.keep(job.id, "one", LONG)
    found = rows.find(job.id)
    assert found is not None
    assert found.state is JobState.CANCELLED
    # Where the holder died before it could tell, somebody else does.
    pass_time(database)
    assert taken(rows, "two").state is JobState.CANCELLED


class TestStoring:
    @pytest.fixture
    def job(self, rows: JobRows) -> Job:
        rows.put("server:1", "{}", b"file")
        return taken(rows)

    @pytest.fixture
    def store(
        self,
        database: Database,
        draft: Callable[..., StoryDraft],
        encoded: Callable[..., EncodedStory],
    ) -> Callable[[], Story]:
        return lambda: database.library("server:1").add(draft(), encoded())

    def test_a_story_is_stored_together_with_what_came_of_the_job(
        self, database: Database, rows: JobRows, job: Job, store: Callable[[], Story]
    ) -> None:
        within = rows.storing(job.id, "one", lambda story: f"[{story.id}]", spent=True)
        story = within(store)

        found = rows.find(job.id)
        assert found is not None
        assert found.outcome == f"[{story.id}]"
        assert rows.material(job.id) is None
        assert [entry.id for entry in database.library("server:1").stories()] == [story.id]

    def test_one_that_lost_it_stores_nothing(
        self, database: Database, rows: JobRows, job: Job, store: Callable[[], Story]
    ) -> None:
        pass_time(database)
        taken(rows, "two")

        with pytest.raises(JobLostError):
            rows.storing(job.id, "one", nothing)(store)
        assert database.library("server:1").stories() == ()
        rows.storing(job.id, "two", nothing)(store)
        assert len(database.library("server:1").stories()) == 1

    def test_what_was_cancelled_or_forgotten_stores_nothing(
        self, database: Database, rows: JobRows, job: Job, store: Callable[[], Story]
    ) -> None:
        rows.cancel(job.id, "two", LONG)
        with pytest.raises(JobLostError):
            rows.storing(job.id, "one", nothing)(store)
        with pytest.raises(JobLostError):
            rows.storing("none", "one", nothing)(store)
        assert database.library("server:1").stories() == ()

    def test_a_story_that_is_refused_leaves_the_job_as_it_was(
        self, rows: JobRows, job: Job, store: Callable[[], Story]
    ) -> None:
        rows.storing(job.id, "one", nothing)(store)
        with pytest.raises(StoryExistsError):
            rows.storing(job.id, "one", lambda _: "other", spent=True)(store)

        found = rows.find(job.id)
        assert found is not None
        assert found.outcome == "{}"
        assert rows.material(job.id) == b"file"

    def test_what_is_settled_cannot_be_cancelled_and_is_only_told_of(
        self, database: Database, rows: JobRows, job: Job, store: Callable[[], Story]
    ) -> None:
        rows.storing(job.id, "one", nothing, settled=True)(store)

        assert rows.cancel(job.id, "two", LONG) is None
        assert rows.keep(job.id, "one", LONG)
        pass_time(database)
        assert taken(rows, "two").state is JobState.STORED
        assert rows.done(job.id, "two")
        found = rows.find(job.id)
        assert found is not None
        assert found.state is JobState.DONE


def test_what_is_over_keeps_nothing_of_the_member_and_is_forgotten_after_a_while(
    database: Database, rows: JobRows
) -> None:
    rows.put("server:1", "{}", b"file", "42")
    job = taken(rows)
    rows.done(job.id, "one", '{"error": 1}')

    over = rows.find(job.id)
    assert over is not None
    assert (over.state, over.by, over.wish) == (JobState.DONE, None, "")
    assert over.outcome == '{"error": 1}'
    assert rows.material(job.id) is None
    assert rows.tidy() == 0
    pass_time(database, KEPT + timedelta(hours=1))
    assert rows.tidy() == 1
    assert rows.find(job.id) is None


def test_tidying_leaves_what_waits_and_for_longer_what_was_set_aside(
    database: Database, rows: JobRows
) -> None:
    waits = rows.put("b", "{}")
    rows.put("a", "{}")
    for _ in range(TRIES + 1):
        aside = next(job for job in iter(lambda: taken(rows), None) if job.library == "a")
        pass_time(database)
        rows.let_go(waits.id, "one", tried=False)
    rows.done(aside.id, "one")

    pass_time(database, KEPT + timedelta(hours=1))
    assert rows.tidy() == 0
    pass_time(database, KEPT_ASIDE)
    assert rows.tidy() == 1
    assert rows.set_aside() == 0
    assert rows.find(waits.id)


def test_what_a_member_may_still_decide_on_keeps_its_material_for_a_day(
    database: Database, rows: JobRows
) -> None:
    rows.put("server:1", '{"a": "wish"}', b"file", "42")
    job = taken(rows)
    rows.done(job.id, "one", keeps_material=True)

    kept = rows.find(job.id)
    assert kept is not None
    assert (kept.state, kept.by, kept.wish) == (JobState.DONE, "42", '{"a": "wish"}')
    assert rows.material(job.id) == b"file"
    pass_time(database, KEPT + timedelta(hours=1))
    rows.tidy()
    assert rows.material(job.id) is None


def test_members_see_what_they_asked_for_and_have_it_forgotten(
    database: Database, rows: JobRows
) -> None:
    database.library("server:1")
    mine = rows.put("server:1", "{}", b"file", "42")
    others = rows.put("server:1", "{}", None, "43")

    (part,) = database.members("server:1").about("42")
    assert [job.id for job in part.jobs] == [mine.id]
    assert part.count == 1
    assert database.forget_member("42") == 1

    assert rows.find(mine.id) is None
    assert rows.find(others.id)
    assert database.members("server:1").about("42") == ()


def test_an_erased_library_leaves_no_job(database: Database, rows: JobRows) -> None:
    database.library("server:1")
    database.library("server:2")
    gone, other = rows.put("server:1", "{}", b"file"), rows.put("server:2", "{}")

    assert database.erase("server:1")

    assert rows.find(gone.id) is None
    assert rows.find(other.id)


def test_of_many_threads_that_take_jobs_no_two_get_the_same_one(
    open_database: Callable[[], Database],
) -> None:
    databases = [open_database() for _ in range(3)]
    put = {JobRows(databases[0]).put(f"server:{number % 7}", "{}").id for number in range(40)}
    together = threading.Barrier(6)

    def work(number: int) -> list[str]:
        rows, holder, done = JobRows(databases[number % 3]), f"holder {number}", []
        together.wait()
        while len(rows.crowd()):
            if job := rows.take(holder, LONG):
                done.append(job.id)
                assert rows.done(job.id, holder)
        return done

    with ThreadPoolExecutor(6) as threads:
        done = [job_id for found in threads.map(work, range(6)) for job_id in found]

    assert Counter(done) == Counter(put)


CHILD = """
import sys
from pathlib import Path
from index.storage.database import Database
from index.storage.job_rows import JobRows
folder, url, holder = sys.argv[1:]
rows = JobRows(Database.open(Path(folder), url or None))
print("ready", flush=True)
sys.stdin.readline()
while rows.crowd():
    if job := rows.take(holder, 60):
        print(job.id, flush=True)
        rows.done(job.id, holder)
"""


def child(database: Database, holder: str) -> subprocess.Popen[str]:
    """Another process with the same database, which works once it is told to."""
    with database.reading() as connection:
        url = connection.engine.url
    places = (str(Path(url.database or "").parent), "")
    if url.get_backend_name() == "postgresql":
        places = (".", url.set(drivername="postgresql").render_as_string(hide_password=False))
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, *places, holder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        text=True,
    )


def test_of_several_processes_no_two_get_the_same_one(database: Database) -> None:
    rows = JobRows(database)
    put = {rows.put(f"server:{number % 5}", "{}").id for number in range(20)}
    children = [child(database, f"process {number}") for number in range(3)]
    for one in children:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    said = [one.communicate("go\n", timeout=PATIENCE_SECONDS)[0] for one in children]

    assert Counter("".join(said).split()) == Counter(put)
    assert [one.returncode for one in children] == [0, 0, 0]
