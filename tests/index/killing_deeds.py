"""Kills processes while they change a library, and looks at what they left.

What was acknowledged has to be there, what was not has to be absent whole or there whole, and
nothing of what was removed may be in any file.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from index import StoryDraft
from index.storage.backups import upgrade_backups
from index.storage.database import Database
from index.storage.sqlite import DATABASE_FILE
from tests.index import deeds_child
from tests.index.deeds_child import ARCHIVED, KEY, archive, draft, marker, open_libraries
from tests.index.killing import killed
from tests.index.storage import older

DEEDS = ("add", "remove", "replace", "import", "migrate")
_CHILD = Path(deeds_child.__file__)
_STORIES = 8
"""What a folder begins with where something is removed or replaced, or imported or added."""
_OLD_STORIES = 300


@dataclass
class Figures:
    """What came of killing one deed."""

    kills: int = 0
    acknowledged: int = 0
    """Changes that had returned."""
    unfinished: int = 0
    """Changes that were killed; ``kept`` of them had happened nevertheless, whole."""
    kept: int = 0
    stories: int = 0
    """Texts that were compared to the last letter."""
    words: int = 0
    """Words of removed or absent stories that no file holds any more."""

    def row(self) -> tuple[int, ...]:
        """The figures in their order."""
        return (
            self.kills, self.acknowledged, self.unfinished, self.kept, self.stories, self.words,
        )  # fmt: skip


@dataclass
class Shelf:
    """One data folder and what has to be in it: story -> version."""

    folder: Path
    held: dict[int, int] = field(default_factory=dict)
    next_number: int = _STORIES + 1


class Killer:
    """Kills one deed again and again, in a new folder every few times."""

    def __init__(self, deed: str, place: Path, draw: random.Random, *, renew: int = 4) -> None:
        self.figures = Figures()
        self._deed = deed
        self._place = place
        self._draw = draw
        self._renew = renew
        self._shelf = Shelf(place)

    def kill(self) -> None:
        """Let a process work, kill it at a random moment, and look at what it left."""
        new = self._deed == "migrate" or self.figures.kills % self._renew == 0
        if new or not self._numbers():
            self._shelf = self._filled(self._place / f"{self._deed}-{self.figures.kills}")
        self.figures.kills += 1
        if self._deed == "migrate":
            self._kill_migration()
            return
        shelf, numbers = self._shelf, self._numbers()
        # Each change is told before and after; the last ones are left to be killed within.
        after = self._draw.randint(0, min(5, 2 * len(numbers) - 1))
        said = killed(
            _CHILD, self._deed, shelf.folder, *numbers,
            after=after, seconds=self._draw.uniform(0, 0.06),
        )  # fmt: skip
        done = [int(line.split()[1]) for line in said if line.startswith("done")]
        begun = [int(line.split()[1]) for line in said if line.startswith("begun")]
        for number in done:
            self._apply(shelf.held, number)
        self.figures.acknowledged += len(done)
        self._check_files(shelf, begun)
        self._check_library(shelf, set(begun) - set(done))

    def _numbers(self) -> list[int]:
        shelf = self._shelf
        if self._deed == "add":
            return list(range(shelf.next_number, shelf.next_number + 12))
        if self._deed == "import":
            first = shelf.next_number
            numbers = list(range(first, first + 4 * ARCHIVED, ARCHIVED))
            for number in numbers:
                self._archive(number)
            return numbers
        if self._deed == "replace":
            return [number for number, version in shelf.held.items() if version == 1]
        return list(shelf.held)

    def _apply(self, held: dict[int, int], number: int) -> None:
        if self._deed == "remove":
            del held[number]
        elif self._deed == "import":
            held.update(dict.fromkeys(range(number, number + ARCHIVED), 1))
        else:
            held[number] = 2 if self._deed == "replace" else 1

    def _check_files(self, shelf: Shelf, begun: list[int]) -> None:
        """Before anybody opens it: nothing of what was told to be removed is in any file."""
        if self._deed == "remove":
            gone = [number for number in begun if number not in shelf.held]
            self._check_absent(shelf.folder, [marker(number) for number in gone])

    def _check_library(self, shelf: Shelf, unfinished: set[int]) -> None:
        """What is there is as it was before the killed change, or as it was to be after it."""
        found = self._found(shelf.folder)
        allowed = [dict(shelf.held)]
        for number in unfinished:
            after = dict(shelf.held)
            self._apply(after, number)
            allowed.append(after)
        assert found in allowed, f"{found} instead of one of {allowed}"
        self.figures.unfinished += len(unfinished)
        self.figures.kept += found != allowed[0]
        numbers = {*shelf.held, *unfinished, *found, *range(1, _STORIES + 1)}
        if self._deed == "import":
            numbers |= {n + more for n in unfinished for more in range(ARCHIVED)}
        absent = [marker(number) for number in numbers - found.keys()]
        absent += [marker(number, 2) for number in numbers if found.get(number) != 2]
        # Nobody has asked anything yet, which alone would renew a saved index.
        self._check_absent(shelf.folder, absent)
        self._check_answers(shelf.folder, found)
        shelf.held = found
        shelf.next_number = max([shelf.next_number, *(number + 1 for number in found)])

    def _found(self, folder: Path) -> dict[int, int]:
        """The stories that are there, each of them compared to its last letter."""
        found = {}
        with open_libraries(folder) as libraries:
            library = libraries.of(KEY)
            for entry in library.stories():
                number, text = int(entry.name.split("-")[1]), library.story(entry.name).text
                version = 1 if marker(number) in text else 2
                assert text == draft(number, version).text
                found[number] = version
                self.figures.stories += 1
        check_integrity(folder / DATABASE_FILE)
        return found

    def _check_answers(self, folder: Path, found: dict[int, int]) -> None:
        """Every story can be quoted, from an index that is saved anew."""
        with open_libraries(folder) as libraries:
            for number, version in found.items():
                words = f"stood the {marker(number, version)}"
                match = libraries.of(KEY).quote(words, story=f"house-{number}")[0]
                assert (match.exact, words in match.quote.text) == (True, True)

    def _check_absent(self, folder: Path, words: list[str]) -> None:
        held = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file()).lower()
        assert [word for word in words if word.encode() in held] == []
        self.figures.words += len(words)

    def _filled(self, folder: Path) -> Shelf:
        if self._deed == "migrate":
            make_old(folder)
            return Shelf(folder)
        shelf = Shelf(folder)
        with open_libraries(folder) as libraries:
            for number in range(1, _STORIES + 1):
                libraries.of(KEY).add(draft(number))
                shelf.held[number] = 1
        return shelf

    def _archive(self, number: int) -> None:
        path = archive(self._shelf.folder, number)
        if path.exists():
            return
        path.parent.mkdir(exist_ok=True)
        source = path.with_suffix("")
        with open_libraries(source) as libraries:
            for one in range(number, number + ARCHIVED):
                libraries.of(KEY).add(draft(one))
            libraries.export(KEY, path)

    def _kill_migration(self) -> None:
        folder = self._shelf.folder
        # Half of the kills come right after the backup was begun, and the others at any moment.
        begun: Callable[[], bool] | None = None
        if self._draw.random() < 0.5:
            begun = lambda: bool(upgrade_backups(folder))  # noqa: E731
        said = killed(
            _CHILD, "migrate", folder,
            after=0, seconds=self._draw.uniform(0, 0.15 if begun else 1.2), until=begun,
        )  # fmt: skip
        done = "done 0" in said
        revision = revision_of(folder)
        assert not done or revision != "0003"
        self.figures.acknowledged += done
        self.figures.unfinished += not done
        self.figures.kept += not done and revision != "0003"
        with Database.open(folder) as database:
            for key in ("local", "server:100", "server:200"):
                texts = {story.name: story.text for story in database.library(key).texts()}
                assert texts == old_texts()
                self.figures.stories += len(texts)
            assert database.records("server:100", "100").progress("7") == {1: 20}
        check_integrity(folder / DATABASE_FILE)
        (backup,) = upgrade_backups(folder)
        check_integrity(backup)
        # The backup goes with the first removal, so that no file holds the words any more.
        with Database.open(folder) as database:
            for key in database.library_keys():
                database.library(key).remove(1)
        self._check_absent(folder, ["zarephath"])


def old_texts() -> dict[str, str]:
    """The stories of an old database: those of ``older``, and many of ours."""
    texts = {"rain": older.RAIN, "snow": older.SNOW}
    for number in range(10, 10 + _OLD_STORIES):
        one: StoryDraft = draft(number)
        texts[one.name] = one.text
    return texts


def make_old(folder: Path) -> None:
    """Create a database of the version 0003 that takes a moment to upgrade."""
    older.make(folder, "0003")
    with closing(sqlite3.connect(folder / DATABASE_FILE)) as raw, raw:
        for number, (name, text) in enumerate(old_texts().items(), start=1):
            if number > 2:
                raw.execute(
                    "INSERT INTO stories (library, id, name, folded_name, title, source, language,"
                    " added_at, characters, text) VALUES ('local', ?, ?, ?, ?, '', 'en', ?, ?, ?)",
                    (number, name, name, name, older.AT, len(text), text),
                )


def revision_of(folder: Path) -> str:
    """The version of a database, whatever its log holds."""
    with closing(sqlite3.connect(folder / DATABASE_FILE)) as raw:
        return str(raw.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def check_integrity(path: Path) -> None:
    """Check that SQLite finds nothing wrong in a file."""
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
