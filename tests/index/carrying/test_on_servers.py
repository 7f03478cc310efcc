"""Archives and backups of libraries on a server, and of those that come to one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from index import CarryingError, Libraries, LibraryOptions, StoryDraft, restore
from index.storage.sqlite import DATABASE_FILE
from tests.index.carrying.conftest import KEY, fill
from tests.index.storage.servers import new_database
from tests.index.support import WordEncoder

Opened = Callable[..., Libraries]


@pytest.fixture
def opening() -> Iterator[Opened]:
    """Opens all libraries of a folder, or of a server."""
    with ExitStack() as stack:

        def open_libraries(folder: Path, url: str | None = None) -> Libraries:
            options = LibraryOptions(folder, url)
            return stack.enter_context(Libraries.open(options, encoder=WordEncoder()))

        yield open_libraries


@pytest.fixture
def url() -> Iterator[str]:
    with new_database() as address:
        yield address


@pytest.fixture
def other_url() -> Iterator[str]:
    with new_database() as address:
        yield address


@pytest.fixture
def served(opening: Opened, tmp_path: Path, url: str) -> Libraries:
    """Libraries on a server, of which one holds everything that one can."""
    return fill(opening(tmp_path / "data", url))


def assert_same(libraries: Libraries, before: Libraries) -> None:
    library, wanted = libraries.of(KEY), before.of(KEY)
    assert library.stories() == wanted.stories()
    assert library.audit(9) == wanted.audit(9)
    assert library.records("100").about("7") == wanted.records("100").about("7")
    assert library.ask("Who lost his way?") == wanted.ask("Who lost his way?")


def test_a_server_is_backed_up_to_a_file_and_restored_in_a_folder(
    served: Libraries, opening: Opened, tmp_path: Path
) -> None:
    made = served.back_up(tmp_path / "copy.db")
    assert made.libraries == {KEY: 3}
    # Nothing is left of the way there.
    assert {path.name for path in tmp_path.iterdir()} <= {"data", "copy.db", "copy.db.json"}
    put = restore(tmp_path / "copy.db", tmp_path / "new")
    assert (put.libraries, put.known) == ({KEY: 3}, True)
    assert_same(opening(tmp_path / "new"), served)


def test_a_backup_is_restored_on_a_server_that_is_empty_and_on_no_other(
    served: Libraries, opening: Opened, tmp_path: Path, url: str, other_url: str
) -> None:
    served.back_up(tmp_path / "copy.db")
    put = restore(tmp_path / "copy.db", tmp_path / "new", url=other_url)
    assert put.place.startswith("the database verse_")
    assert not list((tmp_path / "new").iterdir())
    again = opening(tmp_path / "new", other_url)
    assert_same(again, served)
    before = served.of(KEY).stories()
    with pytest.raises(CarryingError, match="already; name an empty database in DATABASE_URL"):
        restore(tmp_path / "copy.db", tmp_path / "new", url=url)
    assert served.of(KEY).stories() == before


def test_a_damaged_backup_is_refused_before_the_server_is_touched(
    served: Libraries, opening: Opened, tmp_path: Path, other_url: str
) -> None:
    path = served.back_up(tmp_path / "copy.db").path
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(CarryingError, match="is not what was backed up"):
        restore(path, tmp_path / "new", url=other_url)
    assert opening(tmp_path / "new", other_url).held() == ()


def test_a_server_that_is_being_filled_is_backed_up_in_one_state(
    served: Libraries, opening: Opened, tmp_path: Path
) -> None:
    stop = threading.Event()
    keys = (KEY, "server:200")

    def fill_both() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            text = f"Giant {number} sold {number * 7} golden sheep to miller {number}."
            for key in keys:  # the second never has one that the first lacks
                served.of(key).add(StoryDraft(f"giant-{number}", f"Giant {number}", text))

    served.of(keys[1])
    filling = threading.Thread(target=fill_both)
    filling.start()
    try:
        held = served.back_up(tmp_path / "copy.db").libraries
    finally:
        stop.set()
        filling.join()
    # Of the first library's stories two, and of the second's one, are no giants.
    assert held[KEY] - 3 - (held[keys[1]] - 1) in (0, 1)
    restore(tmp_path / "copy.db", tmp_path / "new")
    again = opening(tmp_path / "new")
    for key in keys:
        assert len(again.of(key).stories()) == held[key]


def test_an_archive_goes_from_a_server_to_a_folder_and_back(
    served: Libraries, opening: Opened, tmp_path: Path, other_url: str
) -> None:
    served.export(KEY, tmp_path / "there.zip")
    home = opening(tmp_path / "home")
    assert home.take_in(tmp_path / "there.zip").added == 3
    assert_same(home, served)
    home.export(KEY, tmp_path / "back.zip")
    back = opening(tmp_path / "back", other_url)
    assert back.take_in(tmp_path / "back.zip").with_records
    assert_same(back, served)


def test_a_backup_of_a_folder_becomes_a_servers_libraries(
    opening: Opened, tmp_path: Path, url: str
) -> None:
    filled = fill(opening(tmp_path / "data"))
    filled.back_up(tmp_path / "copy.db")
    restore(tmp_path / "copy.db", tmp_path / "data", url=url)
    assert_same(opening(tmp_path / "data", url), filled)
    assert (tmp_path / "data" / DATABASE_FILE).exists()
