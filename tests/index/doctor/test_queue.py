"""The doctor tells of what was set aside."""

from __future__ import annotations

from pathlib import Path

from index import CheckState, LibraryOptions
from index.doctor.queue import check_queue
from index.jobs import TRIES
from index.storage.database import Database
from index.storage.job_rows import JobRows


def test_nothing_waits_where_there_is_no_database_yet(tmp_path: Path) -> None:
    check = check_queue(LibraryOptions(folder=tmp_path))
    assert (check.state, check.found) == (CheckState.FINE, "nothing waits")
    assert not any(tmp_path.iterdir())


def test_what_was_set_aside_is_told_with_what_to_do(tmp_path: Path) -> None:
    options = LibraryOptions(folder=tmp_path)
    with Database.open(tmp_path) as database:
        rows = JobRows(database)
        rows.put("server:1", "{}")
        assert check_queue(options).state is CheckState.FINE
        for _ in range(TRIES + 1):
            assert rows.take("dead", -1.0)

    check = check_queue(options)

    assert check.state is CheckState.NOTE
    assert "1 set aside" in check.found
    assert "log" in (check.remedy or "")
