"""What is removed is in no file of the data folder: a story, and the library of a left server."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from bot.rules import Rule
from index import AskedQuestion, Libraries, Library, StoryDraft, Versions, direct_server
from index.storage.halves import from_halves
from tests.bot.support.real import real_libraries
from tests.index.support import WordEncoder

HERE, THERE = "server:4001", "server:4002"
MEMBER = "50017"
VERSIONS = Versions("0.2.0", "no reader", WordEncoder.fingerprint)
FIRST = StoryDraft(
    "mill",
    "The Quaxmoor Mill",
    "The zarvolt mill stood by the brelgin river.\n\nNobody ground the plondrik there.",
    source="https://example.org/trimsket",
    author="Hollin Dravenwick",
)
CORRECTED = StoryDraft(
    "mill",
    "The Quaxmoor Mill",
    "The zarvolt mill stood at the murkfen lake.\n\nAnna ground the dosk there, as Bert said.",
    source="https://example.org/trimsket",
    author="Hollin Dravenwick",
)
CHAPTER = StoryDraft("mill", "Chapter 2", "Then the vextrum burned, and the skarn was lost.")
KEEPER = StoryDraft("inn", "The Inn", "The glimsward inn is still there.\n\nThe fulmock sleeps.")
QUESTIONS = ("Who ground the dosk at the murkfen lake, Yarbrik?", "Did the vextrum burn, Nubselm?")
OF_THE_STORY = (
    "Quaxmoor", "zarvolt", "brelgin", "plondrik", "trimsket", "Dravenwick", "murkfen", "dosk",
    "vextrum", "skarn", "Yarbrik", "Nubselm", "message-771",
)  # fmt: skip
OF_THE_LIBRARY = (
    *OF_THE_STORY,
    "glimsward",
    "fulmock",
    "mill",
    MEMBER,
    "server:4001",
    "vicar-role",
)
_PIECE = 32
"""Bytes by which a vector or a sketch is known again."""
KEPT = ("glimsward", "fulmock")


@pytest.fixture(autouse=True)
def _every_index_is_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.corpora.SAVED_FROM", 1)


@pytest.fixture
def libraries(tmp_path: Path) -> Iterator[Libraries]:
    with real_libraries(tmp_path) as opened:
        yield opened


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def found(folder: Path, words: tuple[str, ...]) -> set[str]:
    """The words that some file holds, in any case and in any of the usual encodings."""
    contents = [content.lower() for content in files(folder).values()]
    return {
        word
        for word in words
        for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
        if any(word.lower().encode(code) in content for content in contents)
    }


def vectors(folder: Path, key: str) -> list[bytes]:
    """The vectors of a library's passages as any file may hold them: halves, and whole."""
    stored = blobs(folder, "select vector from passages where library = ?", key)
    whole = from_halves(stored, WordEncoder.dimensions)
    return [*stored, *(row.astype(np.float32).tobytes() for row in whole)]


def blobs(folder: Path, query: str, key: str) -> list[bytes]:
    with closing(sqlite3.connect(f"file:{folder / 'library.db'}?mode=ro", uri=True)) as database:
        return [bytes(row[0]) for row in database.execute(query, (key,))]


def any_of(folder: Path, parts: list[bytes]) -> int:
    """Of how many of these some file holds a piece; a row may be split between pages."""
    contents = [*files(folder).values()]
    return sum(any(piece in one for piece in _pieces(part) for one in contents) for part in parts)


def _pieces(part: bytes) -> list[bytes]:
    return [part[at : at + _PIECE] for at in range(0, len(part) - _PIECE + 1, _PIECE)]


def fill(library: Library) -> None:
    """A story in two versions with a chapter appended, questions and votes; and another story."""
    library.add(FIRST, by=MEMBER)
    library.replace("mill", CORRECTED, by=MEMBER)
    library.append("mill", CHAPTER, by=MEMBER)
    records = library.records("4001")
    records.set_setting("", Rule.ASKERS, "vicar-role", by=MEMBER)
    for number, question in enumerate(QUESTIONS):
        asked = AskedQuestion.of(library.ask(question, story="mill"), with_text=True)
        assert asked.story_id == library.story("mill").id
        records.keep_question(asked, member=MEMBER)
        records.vote(
            MEMBER, f"message-77{number}", helped=False, asked=asked, versions=VERSIONS, asker="7"
        )
    records.set_progress(MEMBER, library.story("mill").id, 20)
    library.records(direct_server(MEMBER)).set_progress(MEMBER, library.story("mill").id, 30)


def test_a_removed_story_is_in_no_file_at_once(libraries: Libraries, tmp_path: Path) -> None:
    library = libraries.of(HERE)
    fill(library)
    library.ask("Who ground the dosk?")
    derived = [
        *vectors(tmp_path, HERE),
        *blobs(tmp_path, "select sketch from stories natural join texts where library = ?", HERE),
    ]
    library.add(KEEPER)
    library.ask("Who ground the dosk?")
    assert found(tmp_path, (*OF_THE_STORY, *KEPT)) == {*OF_THE_STORY, *KEPT}
    assert any_of(tmp_path, derived) == len(derived)
    assert [path for path in files(tmp_path) if path.suffix == ".faiss"]
    with_seed = derived_of_seed(libraries, tmp_path)

    library.remove("mill", by=MEMBER)

    left = [one for one in derived if one not in with_seed]
    assert len(left) > 3
    assert found(tmp_path, OF_THE_STORY) == set()
    assert any_of(tmp_path, left) == 0
    library.ask("Who sleeps?")
    assert found(tmp_path, (*OF_THE_STORY, *KEPT)) == {*KEPT}
    assert any_of(tmp_path, left) == 0
    assert any(entry.name == "mill" for entry in library.audit(9))


def test_a_left_servers_library_is_in_no_file_after_the_delay(
    libraries: Libraries, tmp_path: Path
) -> None:
    fill(libraries.of(HERE))
    libraries.of(HERE).add(KEEPER)
    libraries.of(HERE).ask("Who ground the dosk?")
    libraries.of(THERE).add(StoryDraft("well", "The Well", "The orbwick well never froze."))
    libraries.of(THERE).ask("Did the well freeze?")
    left = datetime.now(UTC)
    libraries.erase_later(HERE, left + timedelta(days=7))
    shared = vectors(tmp_path, THERE)
    derived = [one for one in vectors(tmp_path, HERE) if one not in shared]
    assert any_of(tmp_path, derived) == len(derived)

    assert libraries.erase_due(left + timedelta(days=6, hours=23)) == ()
    assert found(tmp_path, OF_THE_LIBRARY) == {*OF_THE_LIBRARY}
    assert libraries.erase_due(left + timedelta(days=7)) == (HERE,)

    assert found(tmp_path, OF_THE_LIBRARY) == set()
    assert any_of(tmp_path, derived) == 0
    assert found(tmp_path, ("orbwick",)) == {"orbwick"}
    # An empty file stays by which processes take turns at saving this library's index.
    named = [path for path in files(tmp_path) if "4001" in path.name]
    assert all(path.name.startswith("lock-") and not path.stat().st_size for path in named)


def derived_of_seed(libraries: Libraries, folder: Path) -> list[bytes]:
    """The vectors of the seed story, which every server has."""
    libraries.of(THERE).ask("Who?")
    sketches = "select sketch from stories natural join texts where library = ?"
    return [*vectors(folder, THERE), *blobs(folder, sketches, THERE)]
