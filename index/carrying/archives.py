"""An archive as a file -> the library in it, checked: nothing in it is believed or unpacked."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from index.carrying.contents import (
    ABOUT,
    DEED_ROWS,
    DEEDS,
    FORMAT,
    LIBRARY,
    MANIFEST,
    RECORD_FILES,
    TEXT,
    VERSION,
    About,
    FileRecord,
    Head,
    Manifest,
    rows_of,
)
from index.domain import Story, Sureness
from index.errors import CarryingError
from index.growing import Deed
from index.progress import Progress, silent
from index.storage.carried import RECORDS, Carried, Row

MAX_FILE_BYTES = 100_000_000
"""Of one file in an archive, unpacked."""
MAX_BYTES = 1_000_000_000
"""Of all files in an archive, unpacked."""
MAX_FILES = 200_000
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    RecursionError,
    KeyError,
    IndexError,
)
"""What reading a damaged or hostile ZIP file raises; ``ValueError`` covers JSON and UTF-8."""


def read_archive(path: Path, progress: Progress = silent) -> Carried:
    """Read a library from an archive.

    Raises:
        CarryingError: it cannot be opened, is no archive, is damaged, hostile, or newer than this
            program.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _Archive(archive, path.name).carried(progress)
    except OSError as error:
        raise CarryingError(
            f"{path} cannot be read ({error.strerror}); check its name and its permissions."
        ) from error
    except _BROKEN as error:
        raise _damaged(path.name) from error


class _Archive:
    def __init__(self, archive: zipfile.ZipFile, label: str) -> None:
        self._archive = archive
        self._label = label
        self._entries = {entry.filename: entry for entry in archive.infolist()}
        if len(self._entries) != len(archive.infolist()) or len(self._entries) > MAX_FILES:
            raise _damaged(label)
        self._manifest = self._read_manifest()
        files = self._manifest.files
        if self._entries.keys() - {MANIFEST} != files.keys():
            raise _damaged(label)
        sizes = [one.bytes for one in files.values()]
        if sum(sizes) > MAX_BYTES or max(sizes, default=0) > MAX_FILE_BYTES:
            raise CarryingError(
                f"{label} unpacks to more than {MAX_BYTES:,} bytes, or has a file of more than"
                f" {MAX_FILE_BYTES:,}; export a smaller library."
            )

    def carried(self, progress: Progress) -> Carried:
        """The library, every file of it compared with its checksum."""
        files = dict(self._manifest.files)
        folders = sorted(name.removesuffix(ABOUT) for name in files if name.endswith(f"/{ABOUT}"))
        stories = []
        for number, folder in enumerate(folders):
            progress("reading", number, len(folders))
            stories.append(self._story(folder, files))
        stories.sort(key=lambda story: story.id)
        records = {
            table.name: _rows(rows_of(table), self._read(RECORD_FILES[table.name], files))
            for table in RECORDS
        }
        deeds = _rows(DEED_ROWS, self._read(DEEDS, files))
        head = Head.model_validate_json(self._read(LIBRARY, files))
        for name in list(files):
            self._read(name, files)  # what nobody asked for has to be whole, too
        carried = Carried(
            self._manifest.library, head.next_story_id, tuple(stories), records, deeds
        )
        _check(carried)
        return carried

    def _story(self, folder: str, files: dict[str, FileRecord]) -> Story:
        about = About.model_validate_json(self._read(folder + ABOUT, files))
        return about.with_text(self._read(folder + TEXT, files).decode())

    def _read_manifest(self) -> Manifest:
        entry = self._entries.get(MANIFEST)
        if entry is None:
            raise _damaged(self._label)
        with self._archive.open(entry) as packed:
            content = packed.read(MAX_FILE_BYTES + 1)
        if len(content) > MAX_FILE_BYTES:
            raise _damaged(self._label)
        said = json.loads(content)
        if not isinstance(said, dict) or said.get("format") != FORMAT:
            raise _damaged(self._label)
        version = said.get("version")
        if isinstance(version, int) and version > VERSION:
            raise CarryingError(
                f"{self._label} was written by a newer version of this program;"
                " update it with `pip install --upgrade chapter-and-verse` and try again."
            )
        return Manifest.model_validate_json(content)

    def _read(self, name: str, files: dict[str, FileRecord]) -> bytes:
        """Take one file out of those that are left; it is read once only."""
        record = files.pop(name)
        with self._archive.open(self._entries[name]) as packed:
            content = packed.read(record.bytes + 1)
        if len(content) != record.bytes or hashlib.sha256(content).hexdigest() != record.sha256:
            raise _damaged(self._label)
        return content


def _rows(adapter: Any, content: bytes) -> list[Row]:
    return [dict(row) for row in adapter.validate_json(content)]


def _check(carried: Carried) -> None:
    """Check that what the files say fits together; raises ``ValueError``."""
    lengths = {story.id: len(story.text) for story in carried.stories}
    current = {story.id for story in carried.stories if story.replaced_by is None}
    if len(lengths) != len(carried.stories) or max(lengths, default=0) >= carried.next_story_id:
        raise ValueError("two stories have the same id, or one that is not used yet")
    if any(one.replaced_by not in current | {None} for one in carried.stories):
        raise ValueError("an earlier version of a story that is not there")
    if not all(story.name.isprintable() for story in carried.stories):
        raise ValueError("a name with a line break or such")
    for row in carried.deeds:
        Deed(row["deed"])
    for row in carried.records["ceilings"]:
        if not 0 <= row["end"] <= lengths[row["story_id"]]:
            raise ValueError("somebody has read beyond the end")
    for row in (*carried.records["feedback"], *carried.records["questions"]):
        _check_answer(row, lengths)


def _check_answer(row: Row, lengths: Mapping[int, int]) -> None:
    Sureness(row["sureness"])
    span = row["start"], row["end"]
    if span == (None, None):
        return
    if None in span or not 0 <= span[0] < span[1] <= lengths[row["story_id"]]:
        raise ValueError("an answer that is not in its story")


def _damaged(label: str) -> CarryingError:
    return CarryingError(
        f"{label} is damaged, or was not made by `verse export`; copy or export it once more."
    )
