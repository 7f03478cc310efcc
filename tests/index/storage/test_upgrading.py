"""Databases of every older version: upgraded in place, with a backup made first."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index import DatabasePlace, move_libraries
from index.domain import StoryDraft
from index.errors import StorageError
from index.growing import Deed
from index.likeness import digest_of
from index.storage.backups import upgrade_backups
from index.storage.base import EncodedStory, PassageDraft
from index.storage.database import Database
from index.storage.migrations import HEAD
from index.storage.sqlite import DATABASE_FILE
from tests.index.storage import older
from tests.index.storage.servers import new_database

BACKUP = f"library-before-{HEAD}.db"
RELEASED = ("0001", "0002", "0003", "0004")
QUESTION = "Who owned an umbrella?"
VOTES = {"0002": None, "0003": QUESTION, "0004": QUESTION}
"""What is left of the question with a vote, by the version that it was cast in."""


@pytest.fixture(params=RELEASED)
def revision(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def folder(tmp_path: Path, revision: str) -> Path:
    older.make(tmp_path / "data", revision)
    return tmp_path / "data"


def held(folder: Path) -> bytes:
    """Every byte of every file in a folder."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def integrity(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return [
            *raw.execute("PRAGMA integrity_check").fetchall(),
            *raw.execute("PRAGMA foreign_key_check").fetchall(),
        ]


def test_all_stories_of_an_older_version_are_there_to_the_letter(folder: Path) -> None:
    with Database.open(folder) as database:
        library = database.library("local")
        rain, snow = library.texts()
        assert (rain.id, rain.name, rain.title, rain.text) == (1, "rain", "Rain", older.RAIN)
        assert (snow.id, snow.name, snow.text) == (2, "snow", older.SNOW)
        assert rain.source == "here"
        assert rain.added_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
        assert (rain.author, rain.published, rain.headings, rain.replaced_by) == (
            None, None, (), None,
        )  # fmt: skip
        assert [sketch.digest for sketch in library.sketches()] == [
            digest_of(older.RAIN), digest_of(older.SNOW),
        ]  # fmt: skip
        assert [passage.context for passage in library.passages()] == ["rain", "snow"]
        assert library.vectors().vectors[:, 0].tolist() == [1.0, 1.0]
        assert library.setting("length") == "short"
        assert library.state().generation == 2
    assert integrity(folder / DATABASE_FILE) == [("ok",)]


@pytest.mark.parametrize("revision", RELEASED[1:], indirect=True)
def test_each_server_gets_a_library_with_the_stories_and_what_its_members_left(
    folder: Path, revision: str
) -> None:
    with Database.open(folder) as database:
        assert database.library_keys() == ("local", "server:100", "server:200")
        for key in database.library_keys():
            texts = database.library(key).texts()
            assert [(story.id, story.text) for story in texts] == [(1, older.RAIN), (2, older.SNOW)]
            assert len(database.library(key).vectors().ids) == 2
        first = database.records("server:100", "100")
        assert [score.points for score in first.standings(5)] == [3]
        assert first.settings() == {("", "story"): "of 100"}
        assert first.progress("7") == {1: 20}
        (question,) = first.about("7").questions
        assert (question.asked.question, question.asked.span) == ("Who owned an umbrella?", (3, 9))
        (vote,) = first.feedback_kept(5)
        assert (vote.asked.question, vote.helped) == (VOTES[revision], False)
        assert database.records("server:200", "200").settings() == {("", "story"): "of 200"}
        assert database.records("server:200", "200").feedback_kept(5) == ()
        # How far a member read in direct messages counted everywhere, and does so in each copy.
        for key in ("server:100", "server:200"):
            assert database.members(key).progress("7")[2] == 10
        assert database.records("local", "100").settings() == {}


@pytest.mark.parametrize("revision", ["0004"], indirect=True)
def test_what_members_did_to_a_library_and_when_it_goes_stays_known(folder: Path) -> None:
    with Database.open(folder) as database:
        (entry,) = database.library("local").audit(9)
        assert (entry.deed, entry.by, entry.name) == (Deed.ADDED, "7", "rain")
        assert database.due(datetime(2026, 1, 3, tzinfo=UTC)) == ("server:200",)


def test_any_version_can_be_moved_to_a_server(folder: Path) -> None:
    with new_database() as url:
        moved = move_libraries(DatabasePlace(folder), DatabasePlace(folder, url))
        assert moved.stories == 2 * moved.libraries
        with Database.open(folder, url) as database:
            rain, snow = database.library("local").texts()
            assert (rain.text, snow.text) == (older.RAIN, older.SNOW)


def test_an_upgrade_leaves_a_backup_of_what_was_there_before(folder: Path, revision: str) -> None:
    with Database.open(folder):
        assert [path.name for path in upgrade_backups(folder)] == [BACKUP]
    with closing(sqlite3.connect(folder / BACKUP)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(revision,)]
        table, order = ("texts", "story_id") if revision >= "0004" else ("stories", "id")
        texts = raw.execute(
            f"SELECT text FROM {table} WHERE library = 'local' ORDER BY {order}"  # noqa: S608
        ).fetchall()
        assert texts == [(older.RAIN,), (older.SNOW,)]
    assert integrity(folder / BACKUP) == [("ok",)]


def test_a_backup_put_back_in_place_is_upgraded_again(folder: Path) -> None:
    with Database.open(folder):
        pass
    (folder / BACKUP).replace(folder / DATABASE_FILE)
    with Database.open(folder) as database:
        assert [story.text for story in database.library("local").texts()] == [
            older.RAIN, older.SNOW,
        ]  # fmt: skip
    assert (folder / BACKUP).exists()


def test_a_removed_story_goes_from_the_backup_of_an_upgrade_too(folder: Path) -> None:
    with Database.open(folder) as database:
        assert b"Zarephath" in (folder / BACKUP).read_bytes()
        for key in database.library_keys():
            database.library(key).remove(1)
        assert b"Zarephath" not in held(folder)
        assert upgrade_backups(folder) == ()
        assert b"Ghazal" in held(folder)


@pytest.mark.parametrize("revision", ["0003"], indirect=True)
def test_an_older_database_is_left_alone_where_no_backup_can_be_made(folder: Path) -> None:
    (folder / BACKUP).mkdir()
    (folder / BACKUP / "in the way").touch()
    with pytest.raises(StorageError):
        Database.open(folder)
    with closing(sqlite3.connect(folder / DATABASE_FILE)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("0003",)]
        assert raw.execute("SELECT count(text) FROM stories").fetchall() == [(2,)]


def test_a_new_or_empty_database_gets_no_backup(tmp_path: Path) -> None:
    with Database.open(tmp_path / "new"):
        assert upgrade_backups(tmp_path / "new") == ()


@pytest.mark.parametrize("revision", ["0003"], indirect=True)
def test_a_removal_that_was_not_erased_before_a_crash_is_erased_at_the_next_opening(
    folder: Path,
) -> None:
    with Database.open(folder) as database:
        text = "The xylophone was buried at Qandahar. " * 400
        draft = StoryDraft("gone", "Gone", text)
        vectors = database.library("local").vectors().vectors[:1]
        encoded = EncodedStory([PassageDraft(0, 5, "")], vectors, "fake-1", 1)
        gone = database.library("local").add(draft, encoded)
    # What a process leaves that is killed right after it has removed the story.
    with closing(sqlite3.connect(folder / DATABASE_FILE)) as raw, raw:
        raw.execute("PRAGMA secure_delete=OFF")
        raw.execute("PRAGMA foreign_keys=ON")
        raw.execute("DELETE FROM stories WHERE id = ?", (gone.id,))
        raw.execute("PRAGMA user_version=1")
    saved = folder / "index" / "library-local"
    saved.mkdir(parents=True)
    (saved / "words").write_text("Qandahar", encoding="utf-8")
    assert b"Qandahar" in held(folder)
    with Database.open(folder) as database:
        assert b"Qandahar" not in held(folder)
        assert len(database.library("local").texts()) == 2
    with closing(sqlite3.connect(folder / DATABASE_FILE)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (0,)
