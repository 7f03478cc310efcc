"""Libraries on their way from one database to another, between both engines."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from index import (
    CarryingError,
    DatabasePlace,
    Libraries,
    LibraryOptions,
    StoryDraft,
    move_libraries,
)
from index.keys import LOCAL, MOVES
from index.storage import whole
from index.storage.database import Database
from index.storage.tables import ceilings, claims, libraries, metadata, passages, settings, texts
from tests.index.carrying import moving_child
from tests.index.carrying.conftest import KEY, SNOW, WIND, fill
from tests.index.killing import killed, kills
from tests.index.storage.servers import new_database
from tests.index.support import WordEncoder

CHILD = Path(moving_child.__file__)
PAIRS = ("sqlite to postgres", "postgres to sqlite")
OTHER_PAIRS = ("postgres to postgres", "sqlite to sqlite")
ODD = "A NUL\0 in it, the escape \ufffe of it, “Ümit”, \U0001f40d and a \u0301 accent. It rained."
QUESTIONS = ("Who lost his way?", "And Bob?")
Places = tuple[DatabasePlace, DatabasePlace]


@contextmanager
def place_on(engine: str, folder: Path) -> Iterator[DatabasePlace]:
    if engine == "sqlite":
        yield DatabasePlace(folder)
        return
    with new_database() as url:
        yield DatabasePlace(folder, url)


@pytest.fixture(scope="module")
def filled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    make(DatabasePlace(folder))
    return folder


@pytest.fixture(params=PAIRS)
def places(request: pytest.FixtureRequest, tmp_path: Path, filled_folder: Path) -> Iterator[Places]:
    """A source with libraries that hold everything that one can, and an empty target."""
    first, second = request.param.split(" to ")
    with (
        place_on(first, tmp_path / "first") as source,
        place_on(second, tmp_path / "second") as target,
    ):
        if source.url is None:
            shutil.copytree(filled_folder, source.folder)
        else:
            make(source)
        yield source, target


def make(place: DatabasePlace) -> None:
    with opened(place) as held:
        fill(held)
        held.of(LOCAL)
        held.of("server:5").add(StoryDraft("odd", "An odd one\0", ODD))
        held.erase_later("server:5", datetime(2030, 1, 2, 3, 4, 5, 678_901, UTC))
        held.of("member:7").add(StoryDraft("wind", "Wind", WIND), by="7")
        held.set_setting("welcomed", "100")
        held.jobs.put(KEY, '{"wish": "to add"}', b"\0\xff a file", by="7")
        held.jobs.put("server:6", "{}")  # of a library that the job is going to create
        held.claims.claim("shard 0", "a process", 60)


def opened(place: DatabasePlace) -> Libraries:
    options = LibraryOptions(place.folder, place.url)
    return Libraries.open(options, encoder=WordEncoder())


def database(place: DatabasePlace) -> Database:
    return Database.open(place.folder, place.url)


def rows(place: DatabasePlace) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every library, but notes on moves."""
    with database(place) as held, held.reading() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(
                    select(table).where(table.c.library != MOVES).order_by(*table.primary_key)
                )
            ]
            for table in whole.TABLES
        }


def change(place: DatabasePlace, statement: Any) -> None:
    with database(place) as held, held.changing() as connection:
        assert connection.execute(statement).rowcount


def count_of(place: DatabasePlace, table: Any) -> int:
    with database(place) as held, held.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_every_table_of_libraries_is_moved() -> None:
    assert {table.name for table in whole.TABLES} == metadata.tables.keys() - {"claims"}


@pytest.mark.parametrize("places", PAIRS + OTHER_PAIRS, indirect=True)
def test_every_row_comes_along_to_the_letter_and_to_the_bit(places: Places) -> None:
    source, target = places
    moved = move_libraries(source, target)
    before, after = rows(source), rows(target)
    assert all(before.values()), "every table has something in it"
    assert after == before
    assert ODD in {row[-1] for row in after["texts"]}
    assert (moved.libraries, moved.copied) == (6, 6)
    assert (moved.passages, moved.jobs) == (len(after["passages"]), 2)
    assert moved.digests == 6 * len(whole.TABLES)


def test_there_and_back_again_is_the_same(places: Places, tmp_path: Path) -> None:
    source, target = places
    before = rows(source)
    there = move_libraries(source, target)
    home = DatabasePlace(tmp_path / "home")
    back = move_libraries(target, home)
    assert rows(home) == before
    assert back.sha256 == there.sha256


def test_answers_are_the_same_before_and_after(places: Places) -> None:
    source, target = places
    move_libraries(source, target)
    with opened(source) as here, opened(target) as there:
        assert there.held() == here.held()
        for key in (KEY, "server:5", "member:7", LOCAL):
            before, after = here.of(key), there.of(key)
            assert after.stories() == before.stories()
            for question in QUESTIONS:
                assert after.ask(question) == before.ask(question)
        assert there.of(KEY).audit(9) == here.of(KEY).audit(9)
        assert there.setting("welcomed") == "100"
        assert there.leaving() == ("server:5",)
        assert there.of(KEY).records("100").about("7") == here.of(KEY).records("100").about("7")
        # What is added there gets the id that it would have got here.
        ids = [one.of(KEY).add(StoryDraft("new", "New", SNOW[:33])).id for one in (here, there)]
        assert ids[0] == ids[1]


def test_a_job_that_waits_is_taken_where_it_went_to(places: Places) -> None:
    source, target = places
    move_libraries(source, target)
    with opened(target) as there:
        taken = [there.jobs.take("a process", 60) for _ in range(2)]
        assert {job.library for job in taken if job} == {KEY, "server:6"}
        (job,) = (job for job in taken if job and job.library == KEY)
        assert there.jobs.material(job.id) == b"\0\xff a file"
    assert count_of(target, claims) == 0


def test_a_second_run_copies_only_what_changed_and_erases_what_went(places: Places) -> None:
    source, target = places
    move_libraries(source, target)
    assert move_libraries(source, target).copied == 0
    with opened(source) as here:
        here.of(KEY).records("100").set_progress("9", here.of(KEY).story("rain").id, 12)
        here.of(LOCAL).add(StoryDraft("wind", "Wind", WIND))
        assert here.erase("member:7")
    moved = move_libraries(source, target)
    assert (moved.libraries, moved.copied) == (5, 2)
    assert rows(target) == rows(source)


@pytest.mark.parametrize("table", [texts, passages], ids=["text", "vector"])
def test_a_row_that_changed_in_the_target_is_noticed_and_put_right(
    places: Places, table: Any
) -> None:
    source, target = places
    move_libraries(source, target)
    wrong: dict[str, Any] = {"text": ODD.upper()} if table is texts else {"vector": bytes(128)}
    change(target, update(table).where(table.c.library == "server:5").values(wrong))
    assert rows(target) != rows(source)
    moved = move_libraries(source, target)
    assert moved.copied == 1
    assert rows(target) == rows(source)


def test_a_target_that_was_used_since_is_not_overwritten(places: Places) -> None:
    source, target = places
    move_libraries(source, target)
    change(target, update(ceilings).values(end=7))
    before = rows(target)
    with pytest.raises(CarryingError, match=r"or were changed since; name an empty folder or data"):
        move_libraries(source, target)
    assert rows(target) == before


def test_a_target_with_other_libraries_is_refused_and_left_alone(
    places: Places, tmp_path: Path
) -> None:
    source, target = places
    with opened(target) as there:
        there.of("server:100").add(StoryDraft("wind", "Wind", WIND))
    before = rows(target)
    with pytest.raises(CarryingError, match="that do not come from") as refused:
        move_libraries(source, target)
    assert "\n" not in str(refused.value)
    assert rows(target) == before
    # Nor is what came from another database.
    other = DatabasePlace(tmp_path / "other")
    move_libraries(source, other)
    with pytest.raises(CarryingError, match="that do not come from"):
        move_libraries(target, other)
    assert rows(other) == rows(source)


def test_what_is_added_while_libraries_are_moved_is_moved_too(places: Places) -> None:
    source, target = places
    added: list[str] = []

    with opened(source) as here:

        def meanwhile(stage: str, done: int, total: int) -> None:
            if stage == "moving" and done == total and not added:
                added.append("wind")
                here.of(LOCAL).add(StoryDraft("wind", "Wind", WIND))

        move_libraries(source, target, meanwhile)
    assert added
    assert rows(target) == rows(source)


def test_a_source_that_changes_again_and_again_is_told_so(places: Places) -> None:
    source, target = places
    told: list[int] = []
    with opened(source) as here:

        def always(stage: str, done: int, total: int) -> None:
            told.append(done)
            here.of(KEY).set_setting("count", str(len(told)))

        with pytest.raises(CarryingError, match=r"stop the bot and run it again\.$"):
            move_libraries(source, target, always)
    move_libraries(source, target)
    assert rows(target) == rows(source)


def test_opening_what_was_moved_warns_where_it_went(
    places: Places, caplog: pytest.LogCaptureFixture
) -> None:
    source, target = places
    move_libraries(source, target)
    with opened(target):
        assert not caplog.records
    with opened(source):
        (warning,) = caplog.messages
    with database(target) as there:
        assert f"were moved to {there.place}; what is changed here does not get" in warning


def test_no_note_on_the_move_names_a_member_or_holds_a_password(places: Places) -> None:
    source, target = places
    move_libraries(source, target)
    for place in places:
        with database(place) as held, held.reading() as connection:
            mine = select(settings.c.name, settings.c.value).where(settings.c.library == MOVES)
            written = " ".join(f"{name} {value}" for name, value in connection.execute(mine))
        assert "member:" not in written
        assert "://" not in written


def test_a_database_is_not_moved_onto_itself(places: Places) -> None:
    source, _ = places
    with pytest.raises(CarryingError, match="already; name another folder or database with --to"):
        move_libraries(source, source)


def test_a_folder_without_a_library_is_told_and_not_created(tmp_path: Path) -> None:
    with pytest.raises(CarryingError, match="There is no library in"):
        move_libraries(DatabasePlace(tmp_path / "mistyped"), DatabasePlace(tmp_path / "new"))
    assert list(tmp_path.iterdir()) == []


def test_a_copy_that_came_out_otherwise_is_not_kept(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = places
    written = whole.write

    def flip(connection: Any, table: Any, some: Any) -> None:
        written(connection, table, some)
        if table is texts:
            connection.execute(update(texts).values(digest="00"))

    monkeypatch.setattr(whole, "write", flip)
    with pytest.raises(CarryingError, match="came out otherwise in"):
        move_libraries(source, target)
    monkeypatch.undo()
    assert count_of(target, texts) == 0
    move_libraries(source, target)
    assert rows(target) == rows(source)


@kills
def test_a_killed_move_leaves_whole_libraries_and_goes_on_where_it_was(places: Places) -> None:
    source, target = places
    written = [place.url or str(place.folder) for place in places]
    said = killed(CHILD, *written, after=5, seconds=0.02)
    assert said
    assert 0 < count_of(target, libraries) < count_of(source, libraries) + 1
    complete, there = rows(source), rows(target)
    keys = {row[0] for row in there["libraries"]}
    for table in whole.TABLES:
        key_at = list(table.c).index(table.c.library)
        wanted = [row for row in complete[table.name] if row[key_at] in keys]
        found = [row for row in there[table.name] if row[key_at] in keys]
        assert found == wanted
    moved = move_libraries(source, target)
    assert moved.libraries == 6
    assert moved.copied < 6
    assert rows(target) == complete


def test_large_tables_are_read_page_by_page(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = places
    monkeypatch.setattr(whole, "_PAGE", 1)
    move_libraries(source, target)
    assert rows(target) == rows(source)
