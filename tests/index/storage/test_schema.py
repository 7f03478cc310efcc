"""The newest schema, on both engines: as the tables say, made once, and newer ones refused."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, ForeignKeyConstraint, text

from index.errors import StorageError
from index.storage.database import Database
from index.storage.migrations import HEAD
from index.storage.migrations.partitioned import PARTITIONS
from index.storage.postgres.engine import PostgresEngine
from index.storage.tables import metadata
from tests.index.killing import PROJECT
from tests.index.storage import opening_child
from tests.index.storage.servers import new_database

OPENING = Path(opening_child.__file__)
FIRST_ON_POSTGRES = "0005"
OF_PROCESSES = {"claims", "jobs", "alembic_version"}
OpenDatabase = Callable[[], Database]


def alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", "index.storage:migrations")
    config.set_main_option("path_separator", "os")
    return config


def revisions() -> list[str]:
    """Every version of the schema, the oldest first."""
    scripts = ScriptDirectory.from_config(alembic_config())
    return [script.revision for script in scripts.walk_revisions()][::-1]


def is_partition(name: str) -> bool:
    return name.rsplit("_", 1)[-1].isdigit()


def difference(connection: Connection) -> list[Any]:
    """What alembic would change, but for what partitions bring along."""

    def included(name: str | None, kind: str, _: Any) -> bool:
        return kind != "table" or not (name == "alembic_version" or is_partition(str(name)))

    options = {"compare_type": True, "include_name": included}
    with warnings.catch_warnings():
        # SQLAlchemy does not know the type of the vectors, which has a test of its own.
        warnings.filterwarnings("ignore", message="Did not recognize type 'halfvec'")
        found = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    return [one for one in found if not of_partition(one)]


def of_partition(found: Any) -> bool:
    """Whether it is a foreign key to a partition, which comes with the one to its table."""
    if found[0] != "remove_fk" or not isinstance(found[1], ForeignKeyConstraint):
        return False
    return all(is_partition(key.target_fullname.split(".")[0]) for key in found[1].elements)


@pytest.fixture
def empty_url() -> Iterator[str]:
    with new_database(empty=True) as url:
        yield url


def test_the_newest_schema_is_what_the_tables_say(open_database: OpenDatabase) -> None:
    with open_database().reading() as connection:
        assert difference(connection) == []


def test_the_newest_version_is_the_one_that_is_opened_without_migrating(
    open_database: OpenDatabase,
) -> None:
    assert revisions()[-1] == HEAD
    with open_database().reading() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == HEAD


def test_everything_of_libraries_is_spread_over_partitions_by_them() -> None:
    parted = text(
        "SELECT c.relname, pg_get_partkeydef(c.oid), count(i.inhrelid) FROM pg_class c"
        " LEFT JOIN pg_inherits i ON i.inhparent = c.oid"
        " WHERE c.relkind = 'p' GROUP BY c.oid, c.relname"
    )
    with (
        new_database() as url,
        Database.open(Path(), url) as database,
        database.reading() as connection,
    ):
        found = {name: (key, count) for name, key, count in connection.execute(parted)}
        vectors = connection.scalar(
            text("SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                 " WHERE attrelid = 'passages'::regclass AND attname = 'vector'")
        )  # fmt: skip
    assert found == dict.fromkeys(metadata.tables.keys() - OF_PROCESSES, (
        "HASH (library)", PARTITIONS,
    ))  # fmt: skip
    assert vectors == "halfvec"


@pytest.mark.parametrize("revision", [one for one in revisions() if one >= FIRST_ON_POSTGRES])
def test_a_server_of_any_version_is_brought_to_the_newest(empty_url: str, revision: str) -> None:
    server = PostgresEngine(empty_url)
    with server.changing() as connection:
        connection.execute(text("CREATE EXTENSION vector"))
        config = alembic_config()
        config.attributes["connection"] = connection
        command.stamp(config, "0004")
        command.upgrade(config, revision)
        connection.execute(
            text("INSERT INTO libraries VALUES ('local', 2, 'ab', 3, 3, 'fake-1', 1, 8, true)")
        )
    server.close()
    with Database.open(Path(), empty_url) as upgraded, upgraded.reading() as connection:
        assert difference(connection) == []
        assert upgraded.library("local").state().generation == 2


def test_a_newer_version_is_refused_and_left_alone(open_database: OpenDatabase) -> None:
    with open_database().changing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="newer version of this program; update it with `pip"):
        open_database()
    with pytest.raises(StorageError):
        open_database()


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_several_processes_may_open_a_new_database_at_once(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    where = [str(tmp_path / "data")]
    if engine == "postgres":
        where.append(request.getfixturevalue("empty_url"))
    opening = [
        subprocess.Popen(
            [sys.executable, str(OPENING), *where],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(PROJECT)}, text=True,
        )
        for _ in range(3)
    ]  # fmt: skip
    for child in opening:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in opening:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    said = [child.communicate(timeout=120) for child in opening]
    assert said == [("opened\n", "")] * 3
    with Database.open(Path(where[0]), *where[1:]) as database, database.reading() as connection:
        assert difference(connection) == []
