"""What holds on PostgreSQL only. The contract suites hold on every engine."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pgvector.sqlalchemy  # noqa: F401 - its types are then known to the reflection
import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.schema import SchemaItem

from index import Libraries, Library, LibraryOptions, StoryDraft
from index.corpora import CorpusSource
from index.doctor import CheckState
from index.doctor.server import check_server
from index.errors import LibraryBusyError, StorageError, StorageUnavailableError
from index.storage.base import EncodedStory
from index.storage.database import Database
from index.storage.migrations.partitioned import PARTITIONS
from index.storage.postgres.engine import PostgresEngine
from index.storage.searching import StoredVectorSearch
from index.storage.tables import metadata
from index.stores.faiss_store import FaissStore
from tests.index.storage.servers import new_database, server_url
from tests.index.support import WordEncoder

Draft = Callable[..., StoryDraft]
Encoded = Callable[..., EncodedStory]
_CUT_ALL = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
HIDDEN = "do-not-show-this-anywhere"


@pytest.fixture
def url() -> Iterator[str]:
    with new_database() as made:
        yield made


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    with Database.open(Path(), url) as opened:
        yield opened


def run(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def test_the_migrations_make_what_the_tables_say(database: Database) -> None:
    partition = re.compile(r"_\d+$")

    def ours(name: str | None, kind: str, _: object) -> bool:
        return kind != "table" or partition.search(name or "") is None

    def whole(item: SchemaItem, _name: str | None, kind: str, *_: object) -> bool:
        # The server keeps a constraint of its own for each partition that is referred to.
        return kind != "foreign_key_constraint" or not any(
            partition.search(key.target_fullname.partition(".")[0])
            for key in getattr(item, "elements", ())
        )

    with database.reading() as connection:
        options = {"compare_type": False, "include_name": ours, "include_object": whole}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_everything_of_a_library_is_partitioned_by_its_hash(database: Database) -> None:
    with database.reading() as connection:
        keys = connection.execute(
            text(
                "SELECT partrelid::regclass::text AS name, pg_get_partkeydef(partrelid) AS key"
                " FROM pg_partitioned_table WHERE partrelid::regclass::text !~ 'index'"
            )
        )
        partitioned = {row.name: row.key for row in keys}
        parts = connection.scalar(
            text("SELECT count(*) FROM pg_inherits WHERE inhparent = 'passages'::regclass")
        )
    of_libraries = metadata.tables.keys() - {"claims", "jobs"}
    assert partitioned == dict.fromkeys(of_libraries, "HASH (library)")
    assert parts == PARTITIONS


def test_several_processes_may_open_a_new_database_at_once() -> None:
    with new_database(empty=True) as url:
        raised: list[BaseException] = []

        def open_it() -> None:
            try:
                Database.open(Path(), url).close()
            except StorageError as error:
                raised.append(error)

        threads = [threading.Thread(target=open_it) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert raised == []


def test_no_error_and_no_representation_shows_the_password() -> None:
    address = f"postgresql://verse:{HIDDEN}@127.0.0.1:1/verse"
    with pytest.raises(StorageUnavailableError, match="cannot be reached; see that") as raised:
        Database.open(Path(), address)
    error: BaseException | None = raised.value
    while error is not None:
        assert HIDDEN not in f"{error!r} {error}"
        error = error.__cause__
    assert "the database verse at 127.0.0.1" in str(raised.value)
    assert HIDDEN not in repr(LibraryOptions(Path(), database_url=address))
    assert HIDDEN not in repr(PostgresEngine(address).connections)


@pytest.mark.parametrize("wrong", ["nonsense", "postgresql://", "mysql://host/name", "://"])
def test_what_is_no_address_of_a_database_is_refused(wrong: str) -> None:
    with pytest.raises(StorageError, match="write it as postgresql://USER:PASSWORD@HOST/NAME"):
        Database.open(Path(), wrong)


def test_a_database_that_is_not_there_is_said_to_be_missing(url: str) -> None:
    missing = make_url(url).set(database="verse_of_nobody").render_as_string(hide_password=False)
    with pytest.raises(StorageError, match=r"The database verse_of_nobody at .* is not there"):
        Database.open(Path(), missing)


def test_a_database_that_takes_no_changes_is_read_and_says_so(
    url: str, database: Database, draft: Draft, encoded: Encoded
) -> None:
    library = database.library("local")
    library.add(draft(), encoded())
    database.close()
    run(url, f"ALTER DATABASE {make_url(url).database} SET default_transaction_read_only = on")
    with pytest.raises(StorageError, match="cannot be written; let the database take changes"):
        library.add(draft("two"), encoded())
    assert [entry.name for entry in library.stories()] == ["akar"]
    run(server_url(), f"ALTER DATABASE {make_url(url).database} RESET ALL")
    database.close()
    library.add(draft("two"), encoded())


def test_a_server_that_ends_all_connections_is_met_with_new_ones(
    url: str, database: Database, draft: Draft, encoded: Encoded
) -> None:
    library = database.library("local")
    library.add(draft(), encoded())
    run(url, _CUT_ALL)
    assert [entry.name for entry in library.stories()] == ["akar"]
    library.add(draft("two"), encoded())


def test_a_change_cut_off_in_its_midst_leaves_nothing_and_says_so(
    url: str, database: Database, draft: Draft, encoded: Encoded
) -> None:
    library = database.library("local")

    def change() -> None:
        with database.changing():
            library.add(draft(), encoded())
            run(url, _CUT_ALL)
            library.set_setting("length", "short")

    with pytest.raises(StorageUnavailableError, match="cannot be reached"):
        change()
    assert library.stories() == ()


def test_changes_of_one_library_wait_for_each_other_and_not_for_those_of_others(
    url: str, database: Database, draft: Draft, encoded: Encoded
) -> None:
    one, other = database.library("one"), database.library("other")

    def change_soon() -> None:
        with database.changing() as connection:
            connection.execute(text("SET LOCAL lock_timeout = '50ms'"))
            one.add(draft(), encoded())

    with psycopg.connect(url) as holding:
        holding.execute("SELECT 1 FROM libraries WHERE library = 'one' FOR UPDATE")
        other.add(draft(), encoded())
        with pytest.raises(LibraryBusyError, match="wait a moment"):
            change_soon()
    one.add(draft(), encoded())


def test_the_doctor_tries_the_server(url: str, tmp_path: Path) -> None:
    check = check_server(LibraryOptions(tmp_path, database_url=url))
    assert check.state is CheckState.FINE
    assert "pgvector" in check.found
    gone = check_server(LibraryOptions(tmp_path, database_url="postgresql://x@127.0.0.1:1/y"))
    assert gone.state is CheckState.FAILED
    assert gone.remedy is not None
    assert "DATABASE_URL is right" in gone.remedy


def drawn(count: int, dimensions: int, seed: int) -> np.ndarray:
    vectors = np.random.default_rng(seed).standard_normal((count, dimensions))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def searched(
    database: Database, draft: Draft, encoded: Encoded
) -> tuple[StoredVectorSearch, FaissStore]:
    """The same vectors searched by the database and by FAISS."""
    library = database.library("local")
    library.add(draft("one", "x" * 900), encoded(400, seed=1, dimensions=48))
    library.add(draft("same", "x" * 900), encoded(400, seed=1, dimensions=48))
    database.library("other").add(draft("one", "x" * 900), encoded(9, seed=2, dimensions=48))
    stored = library.vectors()
    search = library.vector_search()
    assert isinstance(search, StoredVectorSearch)
    return search, FaissStore.build(stored.ids, stored.vectors)


def test_the_database_finds_what_faiss_finds(
    searched: tuple[StoredVectorSearch, FaissStore],
) -> None:
    stored, faiss = searched
    within = np.arange(100, 500, 7)
    for query in drawn(20, 48, seed=3):
        for k, among in ((1, None), (10, None), (1_000, None), (10, within), (5, np.arange(0))):
            found, wanted = (
                stored.search(query, k, within=among),
                faiss.search(query, k, within=among),
            )
            assert found.ids.tolist() == wanted.ids.tolist()
            np.testing.assert_allclose(found.similarities, wanted.similarities, atol=1e-6)


def test_the_database_gives_back_the_vectors_that_faiss_has(
    searched: tuple[StoredVectorSearch, FaissStore],
) -> None:
    stored, faiss = searched
    wanted = np.array([7, 3, 3, 500])
    assert stored.vectors_of(wanted).tolist() == faiss.vectors_of(wanted).tolist()


def test_answers_are_the_same_whoever_searches(url: str, tmp_path: Path) -> None:
    options = LibraryOptions(tmp_path, database_url=url)
    with Libraries.open(options, encoder=WordEncoder()) as libraries:
        library = libraries.of("server:1")
        library.add(StoryDraft("gone", "Gone", "A xylophone was buried at Qandahar. It rained."))
        storage = library._storage
        sources = [
            CorpusSource(storage, None, "server:1", search_stored_from=limit) for limit in (1, 99)
        ]
        there, here = (source.corpus(WordEncoder()) for source in sources)
        assert isinstance(there.vectors, StoredVectorSearch)
        assert isinstance(here.vectors, FaissStore)
        question = WordEncoder().encode(["where was the xylophone buried?"])[0]
        found, wanted = (one.search(question, ["xylophon"], 5) for one in (there, here))
        assert [hit.passage for hit in found] == [hit.passage for hit in wanted]
        assert [hit.score for hit in found] == pytest.approx([hit.score for hit in wanted])


def test_a_change_by_one_process_is_seen_by_the_next_question_to_another(
    url: str, tmp_path: Path
) -> None:
    def opened(folder: str) -> Library:
        return Library.open(
            LibraryOptions(tmp_path / folder, key="server:1", database_url=url),
            encoder=WordEncoder(),
        )

    with opened("one") as one, opened("two") as two:
        question = "where was the xylophone buried?"
        assert all("xylophone" not in quote.text for quote in two.ask(question).nearest)
        one.add(StoryDraft("gone", "Gone", "A xylophone was buried at Qandahar."))
        answer = two.ask(question)
        assert "xylophone" in (answer.quotes or answer.nearest)[0].text
        two.remove("gone")
        after = one.ask(question)
        assert all("xylophone" not in quote.text for quote in (*after.quotes, *after.nearest))
        with suppress(FileNotFoundError):
            assert list((tmp_path / "one").rglob("*.faiss")) == []


def test_large_vectors_stay_in_their_rows(
    database: Database, url: str, draft: Draft, encoded: Encoded
) -> None:
    database.library("1").add(draft(), encoded(passages=3, dimensions=1_024))
    beside = (
        "SELECT sum(pg_relation_size(reltoastrelid)) FROM pg_class"
        " WHERE relname LIKE 'passages%' AND reltoastrelid <> 0"
    )
    with psycopg.connect(url) as connection:
        assert connection.execute(beside).fetchone() in ((0,), (None,))
