from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from index import CarryingError, Libraries, StorageError, StoryDraft, restore
from index.storage.database import Database
from index.storage.sqlite import DATABASE_FILE
from tests.index.carrying.conftest import KEY, Opened
from tests.index.storage import older


def test_a_backup_is_made_beside_its_manifest_and_restored(
    filled: Libraries, opened: Opened, tmp_path: Path
) -> None:
    filled.of("local")
    made = filled.back_up(tmp_path / "copy.db")
    assert made.libraries == {"local": 1, KEY: 3}
    manifest = json.loads((tmp_path / "copy.db.json").read_text(encoding="utf-8"))
    assert manifest["libraries"] == {"local": 1, KEY: 3}
    # Nothing is left of the trial.
    assert {path.name for path in tmp_path.iterdir()} == {"data", "copy.db", "copy.db.json"}

    restored = restore(tmp_path / "copy.db", tmp_path / "new")
    assert (restored.libraries, restored.known) == (made.libraries, True)
    library, before = opened(tmp_path / "new").of(KEY), filled.of(KEY)
    assert library.stories() == before.stories()
    assert library.audit(9) == before.audit(9)
    assert library.records("100").about("7") == before.records("100").about("7")
    words = "lost his way at dawn"
    assert library.quote(words)[0].quote == before.quote(words)[0].quote


def test_a_folder_gets_a_file_named_after_the_moment(filled: Libraries, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    made = filled.back_up(folder)
    assert made.path.parent == folder
    assert made.path.name.startswith("verse-backup-20")


def test_a_library_that_is_being_filled_is_backed_up_in_one_state(
    filled: Libraries, opened: Opened, tmp_path: Path
) -> None:
    library, stop = filled.of(KEY), threading.Event()

    def fill() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            text = f"Giant {number} sold {number * 7} golden sheep to miller {number}."
            library.add(StoryDraft(f"giant-{number}", f"Giant {number}", text))

    filling = threading.Thread(target=fill)
    filling.start()
    try:
        counts = [filled.back_up(tmp_path / f"{number}.db").libraries[KEY] for number in range(3)]
    finally:
        stop.set()
        filling.join()
    assert counts == sorted(counts)
    for number, count in enumerate(counts):
        restore(tmp_path / f"{number}.db", tmp_path / f"new-{number}")
        again = opened(tmp_path / f"new-{number}").of(KEY)
        assert len(again.stories()) == count
        assert again.usage().stories == count


def test_what_was_removed_is_in_no_later_backup(filled: Libraries, tmp_path: Path) -> None:
    assert b"Zarephath" in filled.back_up(tmp_path / "before.db").path.read_bytes()
    filled.of(KEY).remove("rain")
    assert b"Zarephath" not in filled.back_up(tmp_path / "after.db").path.read_bytes()


def test_nothing_is_overwritten_by_a_backup_or_by_restoring_one(
    filled: Libraries, tmp_path: Path
) -> None:
    path = filled.back_up(tmp_path / "copy.db").path
    with pytest.raises(CarryingError, match="is there already; name another file"):
        filled.back_up(path)
    before = (tmp_path / "data" / DATABASE_FILE).read_bytes()
    with pytest.raises(CarryingError, match=r"There is a library in .* name an empty folder"):
        restore(path, tmp_path / "data")
    assert (tmp_path / "data" / DATABASE_FILE).read_bytes() == before


def test_a_backup_that_cannot_be_written_says_so_and_leaves_nothing(
    filled: Libraries, tmp_path: Path
) -> None:
    with pytest.raises(CarryingError, match="cannot be written"):
        filled.back_up(tmp_path / "none" / "copy.db")
    assert {path.name for path in tmp_path.iterdir()} == {"data"}


def test_a_folder_without_a_library_is_not_backed_up(opened: Opened, tmp_path: Path) -> None:
    with pytest.raises(CarryingError, match="There is no library in"):
        opened(tmp_path / "mistyped").back_up(tmp_path / "copy.db")
    assert {path.name for path in tmp_path.iterdir()} == {"mistyped"}


@pytest.mark.parametrize("wrong", ["flipped", "cut", "text", "missing", "other manifest"])
def test_a_damaged_backup_is_refused_and_leaves_the_folder_empty(
    filled: Libraries, tmp_path: Path, wrong: str
) -> None:
    path = filled.back_up(tmp_path / "copy.db").path
    content = bytearray(path.read_bytes())
    if wrong == "flipped":
        content[len(content) // 2] ^= 0xFF
        path.write_bytes(content)
    elif wrong == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif wrong == "text":
        (tmp_path / "copy.db.json").unlink()
        path.write_bytes(b"Dear diary, " * 1_000)
    elif wrong == "missing":
        path.unlink()
    else:
        (tmp_path / "copy.db.json").write_text("{}", encoding="utf-8")
    with pytest.raises(CarryingError) as raised:
        restore(path, tmp_path / "new")
    assert str(raised.value).endswith(".")
    assert not list((tmp_path / "new").glob(f"{DATABASE_FILE}*"))


def test_a_backup_of_an_upgrade_is_restored_without_a_manifest_and_upgraded(
    tmp_path: Path,
) -> None:
    older.make(tmp_path / "data", "0003")
    with Database.open(tmp_path / "data"):
        (path,) = (tmp_path / "data").glob("library-before-*")
    restored = restore(path, tmp_path / "new")
    assert not restored.known
    assert restored.libraries == {"local": 2, "server:100": 2, "server:200": 2}


def test_a_backup_of_a_newer_program_is_refused(filled: Libraries, tmp_path: Path) -> None:
    path = filled.back_up(tmp_path / "copy.db").path
    (tmp_path / "copy.db.json").unlink()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="newer version of this program; update it with"):
        restore(path, tmp_path / "new")
    assert not list((tmp_path / "new").glob(f"{DATABASE_FILE}*"))
