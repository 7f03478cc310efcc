"""What is stored, read through the library's own face and by statements; and whether it fits."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from sqlalchemy import Connection, text

from index.keys import server_key
from index.likeness import digest_of
from index.passages import embedded_text
from index.storage.base import LibraryStorage, PassageDraft
from index.storage.database import Database
from tests.chaos.ledger import Key, Value, ViolationError
from tests.chaos.world import Server
from tests.index.support import WordEncoder

_ORPHANS = {
    "texts without a story": "texts t LEFT JOIN stories s ON s.library = t.library AND"
    " s.id = t.story_id WHERE s.id IS NULL",
    "stories without a text": "stories s LEFT JOIN texts t ON s.library = t.library AND"
    " s.id = t.story_id WHERE t.story_id IS NULL",
    "passages without a story": "passages p LEFT JOIN stories s ON s.library = p.library AND"
    " s.id = p.story_id WHERE s.id IS NULL",
    "stories without a passage": "stories s WHERE s.replaced_by IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM passages p WHERE p.library = s.library AND p.story_id = s.id)",
    "ceilings without a story": "ceilings c LEFT JOIN stories s ON s.library = c.library AND"
    " s.id = c.story_id WHERE s.id IS NULL",
    "ids that will be given again": "stories s JOIN libraries l ON l.library = s.library"
    " WHERE s.id >= l.next_story_id",
    "ids of passages that will be given again": "passages p JOIN libraries l"
    " ON l.library = p.library WHERE p.id >= l.next_passage_id",
}
_OPEN = ("waiting", "taken", "stored")


def found_in(database: Database, servers: tuple[Server, ...]) -> dict[Key, Value]:
    """All that is stored for some servers and about their members."""
    found: dict[Key, Value] = {}
    for server in servers:
        guild, key = str(server.guild), server_key(str(server.guild))
        for story in database.library(key).texts():
            found["story", guild, story.name] = story.text
        with database.reading() as connection:
            found.update(_left(connection, key, guild))
    return found


def _left(connection: Connection, key: str, guild: str) -> Mapping[Key, Value]:
    def rows(statement: str) -> list[tuple[str, ...]]:
        return [tuple(row) for row in connection.execute(text(statement), {"library": key})]

    found: dict[Key, Value] = {}
    for member, message, helped in rows(
        "SELECT member, message, helped FROM feedback WHERE library = :library"
    ):
        found["vote", guild, member, message] = int(helped)
    for member, asked, right, points in rows(
        'SELECT member, round_key, "right", points FROM rounds WHERE library = :library'
    ):
        found["round", guild, member, asked] = bool(right), int(points)
    for holder, story, end in rows(
        'SELECT holder, story_id, "end" FROM ceilings WHERE library = :library'
    ):
        found["read", guild, holder.removeprefix("member:"), str(story)] = int(end)
    for place, name, value in rows(
        "SELECT place, name, value FROM server_settings WHERE library = :library"
    ):
        found["rule", guild, place, name] = value
    return found


def open_jobs(database: Database) -> list[str]:
    """The states of the jobs that have not ended."""
    with database.reading() as connection:
        found = connection.execute(text("SELECT state, taken_until FROM jobs"))
        return [row.state for row in found if row.state in _OPEN or row.taken_until is not None]


class Fitting:
    """Checks that what belongs together is there together."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], str] = {}
        self._encoder = WordEncoder()
        self.compared = 0

    def check(self, database: Database, servers: tuple[Server, ...]) -> None:
        """Check rows against one another, and new texts against their passages and vectors.

        Raises:
            ViolationError: something does not fit.
        """
        with database.reading() as connection:
            for what, where in _ORPHANS.items():
                count = connection.scalar(text(f"SELECT count(*) FROM {where}"))  # noqa: S608
                if count:
                    raise ViolationError(f"there are {count} {what}")
            if connection.dialect.name == "sqlite":
                wrong = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                checked = connection.exec_driver_sql("PRAGMA quick_check").all()
                if wrong or [tuple(row) for row in checked] != [("ok",)]:
                    raise ViolationError(f"SQLite finds {wrong} and {checked}")
        for server in servers:
            self._fits(str(server.guild), database.library(server_key(str(server.guild))))

    def _fits(self, guild: str, library: LibraryStorage) -> None:
        with library.at_one_moment():
            texts = {story.id: story for story in library.texts()}
            digests = {one.story_id: one.digest for one in library.sketches()}
            passages, vectors = library.passages(), library.vectors()
        if [one.id for one in passages] != vectors.ids.tolist():
            raise ViolationError("there are vectors without passages, or passages without vectors")
        for number, story in texts.items():
            if digests[number] != digest_of(story.text):
                raise ViolationError(f"the digest of {story.name} is another text's")
            if self._known.get((guild, number)) == story.text:
                continue
            mine = [at for at, one in enumerate(passages) if one.story_id == number]
            cut = [passages[at] for at in mine]
            drafts = [PassageDraft(one.start, one.end, one.context) for one in cut]
            wanted = self._encoder.encode([embedded_text(story.text, one) for one in drafts])
            alike = np.einsum("ij,ij->i", wanted, vectors.vectors[mine])
            if not (alike > 0.99).all() or max(one.end for one in drafts) > len(story.text):
                raise ViolationError(f"vectors of {story.name} are another text's")
            self._known[guild, number] = story.text
            self.compared += 1
