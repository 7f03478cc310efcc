"""A library -> an archive of plain text and JSON."""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from index.carrying.contents import (
    ABOUT,
    DEED_ROWS,
    DEEDS,
    EXPLANATION,
    FORMAT,
    LIBRARY,
    MANIFEST,
    README,
    RECORD_FILES,
    TEXT,
    VERSION,
    About,
    FileRecord,
    Head,
    Manifest,
    rows_of,
)
from index.equipment import program_version
from index.errors import CarryingError
from index.progress import Progress, silent
from index.storage.carried import RECORDS, Carried, CarriedRows
from index.storage.database import Database
from index.storage.migrations import HEAD

_SLUG = 60
"""Characters of a story's name in the name of its folder."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What is in an archive that was written."""

    stories: int
    """Without earlier versions."""
    earlier: int
    records: int
    """Settings, questions, feedback, points and progress, each one counted."""


def export_library(
    database: Database, key: str, target: Path, progress: Progress = silent
) -> Exported:
    """Write all of a library but its index to a new archive, which is whole or not there.

    Raises:
        CarryingError: the file is there already, or cannot be written.
    """
    if target.exists():
        raise CarryingError(f"{target} is there already; name another file.")
    carried = CarriedRows(database, key).carried()
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as file:
            _write(file, carried, progress)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise CarryingError(
            f"{target} cannot be written ({error.strerror}); name a file in another folder."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    current = sum(story.replaced_by is None for story in carried.stories)
    records = sum(len(rows) for rows in carried.records.values())
    return Exported(current, len(carried.stories) - current, records)


def _write(file: IO[bytes], carried: Carried, progress: Progress) -> None:
    at = datetime.now(UTC)
    written: dict[str, FileRecord] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, content: bytes) -> None:
            entry = zipfile.ZipInfo(name, at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
            digest = hashlib.sha256(content).hexdigest()
            written[name] = FileRecord(bytes=len(content), sha256=digest)

        put(README, EXPLANATION.encode())
        for number, story in enumerate(carried.stories):
            progress("exporting", number, len(carried.stories))
            folder = f"stories/{story.id:04d}-{_slug(story.name)}"
            put(f"{folder}/{TEXT}", story.text.encode())
            put(f"{folder}/{ABOUT}", _json(About.of(story).model_dump_json()))
        for name, content in _records(carried):
            put(name, content)
        manifest = Manifest(
            format=FORMAT,
            version=VERSION,
            program=program_version(),
            schema_version=HEAD,
            library=carried.key,
            exported_at=at,
            files=dict(written),
        )
        put(MANIFEST, _json(manifest.model_dump_json()))
    progress("exporting", len(carried.stories), len(carried.stories))


def _records(carried: Carried) -> Iterator[tuple[str, bytes]]:
    yield LIBRARY, _json(Head(next_story_id=carried.next_story_id).model_dump_json())
    for table in RECORDS:
        rows = rows_of(table)
        content = rows.dump_json(rows.validate_python(list(carried.records[table.name])))
        yield RECORD_FILES[table.name], _json(content)
    yield DEEDS, _json(DEED_ROWS.dump_json(DEED_ROWS.validate_python(list(carried.deeds))))


def _json(compact: str | bytes) -> bytes:
    """The same JSON, indented for people."""
    return (json.dumps(json.loads(compact), ensure_ascii=False, indent=1) + "\n").encode()


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG].strip("-") or "story"
