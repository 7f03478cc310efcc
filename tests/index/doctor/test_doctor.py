from __future__ import annotations

import os
from collections import namedtuple
from dataclasses import replace
from pathlib import Path

import pytest

from index.doctor import CheckState, diagnose, keeping, machine
from index.options import LibraryOptions
from index.storage.database import Database
from index.storage.locking import WriterLock
from index.storage.migrations import HEAD
from index.storage.sqlite import DATABASE_FILE
from index.stores.files import IndexFiles
from index.stores.manifest import IndexIdentity
from tests.index.doctor.support import change
from tests.index.storage import older

FINE, NOTE, FAILED = CheckState.FINE, CheckState.NOTE, CheckState.FAILED


def test_a_fresh_installation_has_nothing_wrong_and_gets_no_library_by_looking(
    empty: LibraryOptions,
) -> None:
    checks = diagnose(empty)
    assert [check.name for check in checks if check.state is FAILED] == []
    assert all(check.remedy for check in checks if check.state is not FINE)
    assert not empty.folder.exists()


def test_every_check_runs_whatever_the_others_find(empty: LibraryOptions) -> None:
    empty.folder.mkdir()
    (empty.folder / DATABASE_FILE).write_bytes(b"no database at all" * 1000)
    checks = diagnose(replace(empty, reader_model="none"))
    assert [check.name for check in checks] == [
        "Python", "Free disk", "Database", "Adding", "Backups", "Encoder weights", "Encoder",
        "Reader weights", "Reader", "Index", "Saved index",
    ]  # fmt: skip
    assert {check.name for check in checks if check.state is FAILED} == {
        "Database", "Encoder", "Index",
    }  # fmt: skip


def test_a_backup_that_an_upgrade_left_is_told_until_it_is_gone(empty: LibraryOptions) -> None:
    older.make(empty.folder, "0003")
    assert keeping.check_backups(empty).state is FINE
    with Database.open(empty.folder):
        pass
    check = keeping.check_backups(empty)
    assert (check.state, check.found.split()[3]) == (NOTE, f"library-before-{HEAD}.db")
    (empty.folder / f"library-before-{HEAD}.db").unlink()
    assert keeping.check_backups(empty).state is FINE


def test_looking_at_a_server_without_a_library_makes_none(filled: LibraryOptions) -> None:
    assert keeping.check_vectors(replace(filled, key="server:1")).state is NOTE
    with Database.open(filled.folder) as database:
        assert database.library_keys() == ("local",)


def test_an_old_python_is_told_which_one_it_takes(
    empty: LibraryOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert machine.check_python(empty).state is FINE
    monkeypatch.setattr(machine, "OLDEST_PYTHON", (9, 1))
    check = machine.check_python(empty)
    assert (check.state, check.remedy) == (FAILED, "install Python 9.1 or newer")


def test_a_full_disk_fails(empty: LibraryOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.check_disk(empty).state is FINE
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: usage(free=99_999_999))
    check = machine.check_disk(empty)
    assert check.state is FAILED
    assert "DATABASE_FOLDER" in check.remedy


def test_a_whole_database_is_fine(filled: LibraryOptions) -> None:
    assert keeping.check_database(filled).state is FINE


def test_a_file_in_the_folders_place_fails(empty: LibraryOptions) -> None:
    empty.folder.write_text("not a folder")
    check = keeping.check_database(empty)
    assert check.state is FAILED
    assert "cannot be written" in check.found


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind this user"
)
def test_a_folder_that_cannot_be_written_fails(filled: LibraryOptions) -> None:
    filled.folder.chmod(0o500)
    assert keeping.check_database(filled).state is FAILED
    filled.folder.chmod(0o700)


def test_a_damaged_page_is_found(filled: LibraryOptions) -> None:
    file = filled.folder / DATABASE_FILE
    change(filled, "PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(file.read_bytes())
    pages = range(4096, len(content), 4096)
    for page in pages:
        content[page : page + 64] = os.urandom(64)
    file.write_bytes(content)
    check = keeping.check_database(filled)
    assert check.state is FAILED
    assert "backup" in check.remedy


def test_a_library_that_another_process_changes_is_only_noted(
    filled: LibraryOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(WriterLock.__init__.__kwdefaults__, "wait_seconds", 0.1)
    with WriterLock(filled.folder).held():
        check = keeping.check_database(filled)
    assert check.state is NOTE
    assert "wait" in check.remedy


def test_passages_and_vectors_that_fit_are_counted(filled: LibraryOptions) -> None:
    check = keeping.check_vectors(filled)
    assert (check.state, check.found) == (FINE, "1 story, 2 passages, 2 vectors")


@pytest.mark.parametrize(
    "damage",
    [
        'UPDATE passages SET "end" = 5000 WHERE id = 1',
        "UPDATE passages SET vector = x'0000000000000000'",
        "UPDATE passages SET vector = x'00ff'",
    ],
)
def test_passages_that_leave_their_story_and_broken_vectors_fail(
    filled: LibraryOptions, damage: str
) -> None:
    change(filled, damage)
    check = keeping.check_vectors(filled)
    assert check.state is FAILED
    assert check.remedy


def saved(options: LibraryOptions, generation: int) -> Path:
    with Database.open(options.folder) as database:
        state = database.library("local").state()
    identity = IndexIdentity(
        library="local",
        encoder="of the past",
        passage_version=1,
        term_version=1,
        dimensions=4,
        passages=2,
        generation=generation,
        revision=state.revision,
    )
    files = IndexFiles(options.folder / "index")
    files.save(identity, {"vectors.bin": b"some vectors"})
    return next(files.folder("local").rglob("vectors.bin"))


def test_a_saved_index_of_now_is_fine_and_one_of_before_is_noted(filled: LibraryOptions) -> None:
    assert keeping.check_saved_index(filled).state is FINE
    saved(filled, generation=1)
    assert keeping.check_saved_index(filled).state is FINE
    saved(filled, generation=0)
    check = keeping.check_saved_index(filled)
    assert (check.state, check.found) == (NOTE, "of another state of the library")


def test_a_damaged_saved_index_is_noted_and_left_alone(filled: LibraryOptions) -> None:
    part = saved(filled, generation=1)
    part.write_bytes(b"some vectorz")
    assert keeping.check_saved_index(filled).found.startswith("damaged")
    assert part.read_bytes() == b"some vectorz"
    part.unlink()
    assert keeping.check_saved_index(filled).state is NOTE
