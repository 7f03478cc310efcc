"""Databases as older versions of this program left them, and what is in them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config

from index.storage.sqlite import DATABASE_FILE, WRITING, sqlite_engine, use_wal

AT = "2026-01-02 03:04:05.000000"
RAIN = "It rained upon Zarephath for forty days. Nobody owned an umbrella."
SNOW = "Snow fell on the mountain Ghazal. The shepherd lost his way."
VECTOR = b"\x00\x3c" + bytes(14)
"""One half-precision 1 and seven zeros."""


_LAST_OF_ONE_LIBRARY = "0003"
"""The last version in which all servers shared a library, and a text stood with its story."""


def make(folder: Path, revision: str) -> None:
    """Create a database of this revision with two stories, and what its members left."""
    folder.mkdir(parents=True)
    _upgrade(folder, min(revision, _LAST_OF_ONE_LIBRARY))
    with closing(sqlite3.connect(folder / DATABASE_FILE)) as raw, raw:
        _stories(raw)
        if revision >= "0002":
            _records(raw)
        if revision >= "0003":
            raw.execute("UPDATE feedback SET asker = '8' WHERE member = '7'")
    if revision > _LAST_OF_ONE_LIBRARY:
        _upgrade(folder, revision)
        with closing(sqlite3.connect(folder / DATABASE_FILE)) as raw, raw:
            _deeds(raw)


def _upgrade(folder: Path, revision: str) -> None:
    engine = sqlite_engine(folder)
    use_wal(engine)
    with engine.connect() as connection:
        connection = connection.execution_options(**{WRITING: True})
        with connection.begin():
            config = Config(attributes={"connection": connection})
            config.set_main_option("script_location", "index.storage:migrations")
            config.set_main_option("path_separator", "os")
            command.upgrade(config, revision)
    engine.dispose()


def _deeds(raw: sqlite3.Connection) -> None:
    """What came with libraries that members fill."""
    _insert(
        raw, "audit", library="local", id=1, deed="added", by="7", at=AT, story_id=1,
        name="rain", characters=len(RAIN),
    )  # fmt: skip
    raw.execute("UPDATE libraries SET erased_at = ? WHERE library = 'server:200'", (AT,))


def _stories(raw: sqlite3.Connection) -> None:
    _insert(
        raw, "libraries", library="local", generation=2, revision="ab", next_story_id=3,
        next_passage_id=3, encoder="fake-1", passage_version=1, dimensions=8, seeded=1,
    )  # fmt: skip
    for number, (name, text) in enumerate((("rain", RAIN), ("snow", SNOW)), start=1):
        _insert(
            raw, "stories", library="local", id=number, name=name, folded_name=name,
            title=name.title(), source="here", language="en", added_at=AT,
            characters=len(text), text=text,
        )  # fmt: skip
        _insert(
            raw, "passages", library="local", id=number, story_id=number, start=0,
            end=len(text), context=name, vector=VECTOR,
        )  # fmt: skip
    _insert(raw, "settings", library="local", name="length", value="short")


def _records(raw: sqlite3.Connection) -> None:
    """What two servers and one member's direct messages left."""
    for server in ("100", "200"):
        of = {"library": "local", "server": server}
        _insert(
            raw, "server_settings", **of, place="", name="story", value=f"of {server}",
            set_by="7", set_at=AT,
        )  # fmt: skip
    here: dict[str, Any] = {"library": "local", "server": "100"}
    _insert(raw, "rounds", **here, member="7", round_key="r", right=1, points=3, at=AT)
    answer: dict[str, Any] = {
        "question": "Who owned an umbrella?", "found": 1, "confidence": 0.5, "sureness": "likely",
        "story_id": 1, "start": 3, "end": 9, "at": AT,
    }  # fmt: skip
    _insert(raw, "questions", **here, id=1, member="7", **answer)
    _insert(
        raw, "feedback", **here, member="7", message="m", helped=0, program="p", reader="r",
        encoder="e", **answer,
    )  # fmt: skip
    for server, story, end in (("100", 1, 20), ("direct:7", 2, 10)):
        _insert(
            raw, "ceilings", library="local", server=server, holder="member:7",
            story_id=story, end=end,
        )  # fmt: skip


def _insert(raw: sqlite3.Connection, table: str, **values: Any) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    raw.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))  # noqa: S608
