from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from tests.index.storage.servers import new_database

RAIN = "It rained for forty days and forty nights upon the old stone house by the river."
PASSWORD = "unsayable-4711"  # noqa: S105 - of nobody


@pytest.fixture
def url() -> Iterator[str]:
    with new_database() as address:
        yield address


@pytest.fixture
def rain(keeper, tmp_path: Path) -> Path:
    path = tmp_path / "rain.txt"
    path.write_text(RAIN, encoding="utf-8")
    assert keeper("add", path, "--server", "5").exit_code == 0
    return path


def stories(keeper, env: dict[str, str] | None = None) -> list[str]:
    result = keeper("stories", "--json", "--server", "5", env=env)
    return [story["name"] for story in json.loads(result.stdout)]


def test_libraries_are_moved_to_a_server_and_read_there(keeper, rain: Path, url: str) -> None:
    result = keeper("migrate", "--to", url)
    assert result.exit_code == 0, result.stderr
    told, verified, advice = result.stdout.splitlines()
    assert re.fullmatch(
        r"Moved 1 library with 2 stories, \d+ passages to the database verse_\w+ at \S+"
        r" in [\d.]+ s",
        told,
    )
    assert re.fullmatch(r"Verified 12 digests; that of all is [0-9a-f]{16}", verified)
    assert advice == (
        "Now stop the bot, run this once more for what changed since, set DATABASE_URL to that"
        " address, start it."
    )
    assert stories(keeper, {"DATABASE_URL": url}) == ["s-400", "rain"]
    again = keeper("migrate", "--to", url)
    assert "; 1 of them had been there already" in again.stdout
    assert again.stdout.splitlines()[1] == verified


def test_libraries_come_back_to_a_folder(keeper, rain: Path, url: str, tmp_path: Path) -> None:
    keeper("migrate", "--to", url)
    home = tmp_path / "home"
    result = keeper("migrate", "--to", home, env={"DATABASE_URL": url})
    assert result.exit_code == 0, result.stderr
    assert f"set DATABASE_FOLDER to {home}, unset DATABASE_URL" in result.stdout
    other = keeper("migrate", "--from", url, "--to", tmp_path / "other")
    assert other.stdout.splitlines()[1] == result.stdout.splitlines()[1]
    assert stories(keeper, {"DATABASE_FOLDER": str(home)}) == ["s-400", "rain"]


def test_a_database_in_use_is_refused_in_one_sentence(keeper, rain: Path, tmp_path: Path) -> None:
    keeper("add", rain, "--library", tmp_path / "used")
    result = keeper("migrate", "--to", tmp_path / "used")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.endswith("name an empty folder or database with --to.\n")


@pytest.mark.parametrize("option", ["--to", "--from"])
def test_what_is_no_address_of_a_server_is_wrong_usage_and_not_repeated(
    keeper, rain: Path, tmp_path: Path, option: str
) -> None:
    result = keeper("migrate", "--to", tmp_path / "new", option, f"mysql://me:{PASSWORD}@host/a")
    assert result.exit_code == 2
    assert "postgresql://" in result.stderr
    assert PASSWORD not in result.output


def test_a_server_that_refuses_is_named_without_the_password(keeper, rain: Path, url: str) -> None:
    wrong = make_url(url).set(database="nowhere", password=PASSWORD)
    result = keeper("migrate", "--to", wrong.render_as_string(hide_password=False))
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "nowhere" in result.stderr
    assert PASSWORD not in result.output


def test_a_mistyped_folder_is_told_and_not_created(keeper, tmp_path: Path) -> None:
    result = keeper("migrate", "--from", tmp_path / "mistyped", "--to", tmp_path / "new")
    assert result.exit_code == 1
    assert "There is no library in" in result.stderr
    assert not (tmp_path / "mistyped").exists()


def test_libraries_on_a_server_are_backed_up_and_restored(
    keeper, rain: Path, url: str, tmp_path: Path
) -> None:
    keeper("migrate", "--to", url)
    copy = tmp_path / "copy.db"
    result = keeper("backup", copy, env={"DATABASE_URL": url})
    assert result.stdout == f"Backed up 1 library with 2 stories to {copy}, and restored it once\n"
    assert keeper("restore", copy, env={"DATABASE_URL": url}).exit_code == 1
    with new_database() as other:
        result = keeper("restore", copy, env={"DATABASE_URL": other})
        assert result.stdout.startswith("Restored 1 library with 2 stories to the database verse_")
        assert stories(keeper, {"DATABASE_URL": other}) == ["s-400", "rain"]
