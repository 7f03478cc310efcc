from __future__ import annotations

from pathlib import Path

from bot.settings import Settings
from bot.sharding.counting import agree
from bot.terminal.shards import shard_checks
from index import Check, CheckState
from index.storage.database import Database
from tests.bot.sharding.child import SharedLibraries


def checked(folder: Path, *, claim: bool = True) -> list[Check]:
    settings = Settings(_env_file=None, database={"folder": folder}, shard={"claim": claim})
    return list(shard_checks(settings))


def test_doctor_says_nothing_of_shards_that_are_not_claimed(tmp_path: Path) -> None:
    assert checked(tmp_path, claim=False) == []


def test_doctor_says_when_nobody_serves(tmp_path: Path) -> None:
    (check,) = checked(tmp_path)

    assert check.found == "0 of 0 are served, by 0 processes"
    assert check.remedy
    assert "verse run" in check.remedy


def test_doctor_counts_shards_and_processes(tmp_path: Path) -> None:
    with Database.open(tmp_path) as database:
        libraries = SharedLibraries(database)
        for process in ("a", "b"):
            agree(libraries, process, None, 2, 60)
        libraries.claims.claim("shard:0", "a", 60)
        (check,) = checked(tmp_path)
        assert check.state is CheckState.NOTE
        assert check.found == "1 of 2 are served, by 2 processes"

        libraries.claims.claim("shard:1", "b", 60)
        (check,) = checked(tmp_path)
        assert check.state is CheckState.FINE


def test_doctor_says_when_the_database_cannot_be_asked(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")

    (check,) = checked(tmp_path / "data")

    assert check.state is CheckState.FAILED
