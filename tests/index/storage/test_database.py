"""What the embedded database promises beyond the contract: its files, its lock, its errors."""

from __future__ import annotations

import logging
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Table, event
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

import index.storage.database as database_module
from index.domain import StoryDraft
from index.errors import LibraryBusyError, StorageError
from index.storage.base import EncodedStory
from index.storage.database import Database
from index.storage.locking import LOCK_FILE, WriterLock
from index.storage.migrations import HEAD
from index.storage.sqlite import DATABASE_FILE
from index.storage.sqlite_engine import SqliteEngine
from index.storage.tables import metadata

Draft = Callable[..., StoryDraft]
Encoded = Callable[..., EncodedStory]
PROJECT = Path(database_module.__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "data"


@pytest.fixture
def filled(folder: Path, draft: Draft, encoded: Encoded) -> Path:
    with Database.open(folder) as database:
        database.library("local").add(draft(), encoded())
    return folder


@pytest.mark.skipif(os.name == "nt", reason="permissions are kept otherwise there")
def test_only_its_owner_may_enter_a_folder_that_was_made_for_a_library(
    filled: Path, tmp_path: Path
) -> None:
    assert filled.stat().st_mode & 0o777 == 0o700
    given = tmp_path / "given"
    given.mkdir(mode=0o750)
    given.chmod(0o750)
    Database.open(given).close()
    assert given.stat().st_mode & 0o777 == 0o750


def test_the_migrations_make_exactly_the_tables_of_the_code(folder: Path) -> None:
    with Database.open(folder) as database, database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_one_the_code_names() -> None:
    config = Config()
    config.set_main_option("script_location", "index.storage:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_every_primary_key_begins_with_the_library_and_then_the_server_if_there_is_one() -> None:
    of_servers = {"server_settings", "ceilings", "rounds", "feedback", "questions"}
    for table in _of_libraries():
        first, *others = (column.name for column in table.primary_key)
        assert first == "library"
        assert ("server" in table.c) == (table.name in of_servers)
        if "server" in table.c:
            assert others[0] == "server"


def test_postgresql_can_make_every_table_and_index() -> None:
    speaking = postgresql.dialect()
    for table in _of_libraries():
        assert "PRIMARY KEY (library" in str(CreateTable(table).compile(dialect=speaking))
        for made in table.indexes:
            assert re.search(
                r"\(library, |, library[,)]", str(CreateIndex(made).compile(dialect=speaking))
            )


def _of_libraries() -> list[Table]:
    """All tables but those that bind processes together."""
    return [table for table in metadata.sorted_tables if table.name not in {"claims", "jobs"}]


def test_a_committed_change_waits_for_the_disk(folder: Path) -> None:
    with Database.open(folder) as database, database.reading() as connection:
        values = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert values == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


def test_opening_again_and_again_changes_nothing(filled: Path) -> None:
    before = (filled / DATABASE_FILE).read_bytes()
    for _ in range(3):
        with Database.open(filled) as database:
            assert len(database.library("local").stories()) == 1
    assert (filled / DATABASE_FILE).read_bytes() == before


def test_a_backup_that_lost_its_journal_mode_gets_it_back(filled: Path) -> None:
    with closing(sqlite3.connect(filled / DATABASE_FILE)) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")
    with Database.open(filled) as database, database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_a_removed_story_is_gone_from_the_disk_while_the_library_is_open(
    folder: Path, draft: Draft, encoded: Encoded
) -> None:
    with Database.open(folder) as database:
        library = database.library("local")
        kept = library.add(draft("kept", "It rained on the kept city. " * 500), encoded())
        sentence = "The xylophone was buried at Qandahar. "
        for copies in (1, 40, 4_000):
            gone = library.add(draft("gone", sentence * copies), encoded())
            library.remove(gone.id)
        held = b"".join(path.read_bytes() for path in folder.iterdir())
        assert b"Qandahar" not in held
        assert b"kept city" in held
        assert library.story(kept.id) == kept
        # Who removed what stays to be read, by its name alone.
        assert [entry.name for entry in library.audit(2)] == ["gone", "gone"]


def test_a_reader_in_the_way_delays_the_erasing_to_the_next_change(
    folder: Path, draft: Draft, encoded: Encoded, caplog: pytest.LogCaptureFixture
) -> None:
    engine = SqliteEngine(folder)
    event.listen(
        engine.connections, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=50")
    )
    with Database.open(folder):
        pass
    with closing(sqlite3.connect(folder / DATABASE_FILE, isolation_level=None)) as reader:
        database = Database(engine)
        library = database.library("local")
        gone = library.add(draft("gone", "The xylophone was buried at Qandahar."), encoded())
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM stories").fetchone()
        library.remove(gone.id)
        assert [record.levelno for record in caplog.records] == [logging.WARNING]
        assert "could not be erased from its files yet" in caplog.text
        reader.execute("COMMIT")
        library.set_setting("length", "short")
        assert b"Qandahar" not in b"".join(path.read_bytes() for path in folder.iterdir())
        database.close()


def test_a_text_may_hold_a_character_that_ends_strings_elsewhere(
    folder: Path, draft: Draft, encoded: Encoded
) -> None:
    with Database.open(folder) as database:
        library = database.library("local")
        added = library.add(draft("nul", "Akar\0spoke. Nobody moved."), encoded())
        assert library.story(added.id).text == "Akar\0spoke. Nobody moved."
        assert library.stories()[0].characters == 25


@contextmanager
def another_process_holding_the_lock(folder: Path) -> Iterator[None]:
    script = (
        "import sys; from filelock import FileLock\n"
        "with FileLock(sys.argv[1]): print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(folder / LOCK_FILE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        yield


def test_while_another_process_changes_the_library_reading_works_and_changing_says_so(
    filled: Path, draft: Draft, encoded: Encoded
) -> None:
    lock = WriterLock(filled, wait_seconds=0.2)
    with another_process_holding_the_lock(filled):
        database = Database(SqliteEngine(filled, lock))
        library = database.library("local")
        assert len(library.stories()) == 1
        with pytest.raises(LibraryBusyError, match="wait until it is done and try again"):
            library.add(draft("two"), encoded())
        assert len(library.stories()) == 1
        with Database.open(filled) as current:  # which takes no lock either
            assert len(current.library("local").stories()) == 1
    library.add(draft("two"), encoded())
    assert len(library.stories()) == 2
    database.close()


def test_a_change_waits_for_another_process_to_finish(
    filled: Path, draft: Draft, encoded: Encoded
) -> None:
    with Database.open(filled) as database:
        library = database.library("local")
        adding = threading.Thread(target=library.add, args=(draft("two"), encoded()))
        with another_process_holding_the_lock(filled):
            adding.start()
            time.sleep(0.2)
            assert len(library.stories()) == 1
        adding.join()
        assert len(library.stories()) == 2


def test_the_lock_may_be_taken_again_by_the_thread_that_holds_it_only(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path, wait_seconds=0.1)
    refused = []

    def take() -> None:
        try:
            with lock.held():
                pass
        except LibraryBusyError as error:
            refused.append(error)

    def in_another_thread() -> None:
        thread = threading.Thread(target=take)
        thread.start()
        thread.join()

    with lock.held():
        with lock.held():
            pass
        in_another_thread()
    assert len(refused) == 1
    in_another_thread()
    assert len(refused) == 1


def test_processes_that_create_the_library_at_once_create_one(folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from index.storage.database import Database\n"
        "with Database.open(Path(sys.argv[1])) as database:\n"
        "    database.library('local').set_setting(sys.argv[2], '')"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", script, str(folder), f"process {number}"],
            env=os.environ | {"PYTHONPATH": str(PROJECT)},
        )
        for number in range(4)
    ]
    assert [process.wait() for process in started] == [0, 0, 0, 0]
    with Database.open(folder) as database:
        library = database.library("local")
        assert [library.setting(f"process {number}") for number in range(4)] == [""] * 4


def test_a_database_of_a_newer_program_is_refused_and_left_alone(filled: Path) -> None:
    with closing(sqlite3.connect(filled / DATABASE_FILE)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    before = (filled / DATABASE_FILE).read_bytes()
    with pytest.raises(StorageError, match="newer version of this program; update it with"):
        Database.open(filled)
    assert (filled / DATABASE_FILE).read_bytes() == before


def test_a_file_that_is_no_database_is_refused_with_what_to_do(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / DATABASE_FILE).write_bytes(b"Dear diary, " * 1_000)
    with pytest.raises(StorageError, match="damaged; restore the folder from a backup"):
        Database.open(folder)


def test_a_database_with_overwritten_pages_is_called_damaged(
    folder: Path, draft: Draft, encoded: Encoded
) -> None:
    with Database.open(folder) as database:
        for number in range(30):
            database.library("local").add(draft(f"{number}", "x" * 2_000), encoded())
    content = bytearray((folder / DATABASE_FILE).read_bytes())
    content[8_192:] = b"\xa5" * (len(content) - 8_192)
    (folder / DATABASE_FILE).write_bytes(content)
    with (
        pytest.raises(StorageError, match="damaged; restore the folder from a backup"),
        Database.open(folder) as database,
    ):
        database.library("local").texts()


def test_an_overwritten_vector_is_called_damaged_instead_of_searched(filled: Path) -> None:
    for bad in (b"\0" * 16, b"\xff" * 16, b"\0" * 15, b""):
        with closing(sqlite3.connect(filled / DATABASE_FILE)) as raw, raw:
            raw.execute("UPDATE passages SET vector = ? WHERE id = 2", (bad,))
        with Database.open(filled) as database, pytest.raises(StorageError, match="damaged"):
            database.library("local").vectors()


@pytest.mark.parametrize("deeper", [".", "below"])
def test_a_file_in_place_of_the_folder_is_refused_with_what_to_do(
    tmp_path: Path, deeper: str
) -> None:
    (tmp_path / "data").write_text("I am a file.")
    with pytest.raises(StorageError, match=r"is not a folder.*choose another one"):
        Database.open(tmp_path / "data" / deeper)


@contextmanager
def without_the_rights_of_root() -> Iterator[None]:
    """Permissions say nothing to root, so become somebody else for a moment."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that everybody may enter, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such permissions")
def test_a_folder_that_cannot_be_written_is_refused_with_what_to_do(public_folder: Path) -> None:
    public_folder.chmod(0o555)
    with without_the_rights_of_root():
        for folder in (public_folder, public_folder / "data"):
            with pytest.raises(StorageError, match="cannot be written; allow it in the folder"):
                Database.open(folder)


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such permissions")
def test_a_library_that_became_read_only_is_refused_with_what_to_do(
    public_folder: Path, draft: Draft, encoded: Encoded
) -> None:
    with Database.open(public_folder) as database:
        database.library("local").add(draft(), encoded())
    for path in public_folder.iterdir():
        path.chmod(0o444)
    public_folder.chmod(0o555)
    with (
        without_the_rights_of_root(),
        pytest.raises(StorageError, match="cannot be written; allow it in the folder"),
        Database.open(public_folder) as database,
    ):
        database.library("local").set_setting("length", "short")


def test_a_full_disk_is_said_to_be_full_and_nothing_is_half_added(
    filled: Path, draft: Draft, encoded: Encoded
) -> None:
    engine = SqliteEngine(filled)
    # SQLite meets this limit exactly as it meets a full disk.
    event.listen(
        engine.connections, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count=40")
    )
    database = Database(engine)
    library = database.library("local")
    with pytest.raises(StorageError, match="is full; free some space and try again") as raised:
        library.add(draft("big", "My secret diary. " * 50_000), encoded())
    assert "diary" not in str(raised.value)
    assert "diary" not in str(raised.value.__cause__)
    assert [entry.name for entry in library.stories()] == ["akar"]
    assert library.state().generation == 1
    library.add(draft("small"), encoded())
    database.close()
