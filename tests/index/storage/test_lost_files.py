"""The files of an open database are removed, moved away or replaced beneath it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.errors import StorageUnavailableError
from index.storage.database import Database
from index.storage.record_rows import RecordRows
from index.storage.sqlite import DATABASE_FILE


def move_away(folder: Path) -> None:
    folder.rename(folder.with_name("away"))


def remove(folder: Path) -> None:
    for file in folder.glob(f"{DATABASE_FILE}*"):
        file.unlink()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def database(folder: Path) -> Iterator[Database]:
    with Database.open(folder) as opened:
        yield opened


@pytest.fixture
def records(database: Database) -> RecordRows:
    database.library("local")
    records = database.records("local", "1")
    records.set_setting("", "kept", "before", by="42")
    return records


@pytest.mark.parametrize("lose", [move_away, remove])
def test_nothing_is_read_from_or_written_to_files_that_are_gone(
    folder: Path, records: RecordRows, lose: Callable[[Path], None]
) -> None:
    lose(folder)

    with pytest.raises(StorageUnavailableError, match="put the folder back as it was"):
        records.settings()
    with pytest.raises(StorageUnavailableError, match="put the folder back as it was"):
        records.set_setting("", "lost", "after", by="42")

    assert not (folder / DATABASE_FILE).exists()


def test_a_folder_that_is_put_back_is_used_again_with_all_that_was_kept(
    folder: Path, records: RecordRows
) -> None:
    move_away(folder)
    with pytest.raises(StorageUnavailableError):
        records.set_setting("", "lost", "after", by="42")
    assert not folder.exists()
    folder.with_name("away").rename(folder)

    records.set_setting("", "kept too", "after", by="42")

    assert {name for _, name in records.settings()} == {"kept", "kept too"}


def test_what_is_kept_after_a_backup_was_put_in_place_is_in_that_file(
    folder: Path, database: Database, records: RecordRows, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.db"
    database.copy(backup)
    records.set_setting("", "after the backup", "x", by="42")
    remove(folder)
    shutil.copy(backup, folder / DATABASE_FILE)

    assert {name for _, name in records.settings()} == {"kept"}
    records.set_setting("", "after the restoring", "x", by="42")

    with Database.open(folder) as again:
        found = again.records("local", "1").settings()
    assert {name for _, name in found} == {"kept", "after the restoring"}
