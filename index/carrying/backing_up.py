"""Backups of libraries that are in use, and putting one back."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from index.carrying.server_files import fill_server, write_file
from index.equipment import program_version
from index.errors import CarryingError, StoryIndexError
from index.folders import make_private
from index.keys import MOVES
from index.likeness import digest_of
from index.models import sha256_of
from index.progress import Progress, silent
from index.storage.database import Database
from index.storage.locking import WriterLock
from index.storage.migrations import HEAD
from index.storage.sqlite import DATABASE_FILE
from index.stores.files import sync_folder

FORMAT = "chapter-and-verse backup"
_MANIFEST = ".json"
"""What the name of a backup's manifest adds to its own."""
_STEPS = 4


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    format: str
    program: str
    schema_version: str
    made_at: datetime
    bytes: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    libraries: dict[str, int]


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was made, or put back, and checked."""

    path: Path
    """The backup."""
    libraries: Mapping[str, int]
    """How many stories each holds, by its key."""
    place: str
    """Where the libraries are now, as a sentence says it."""
    known: bool = True
    """Whether a manifest told what it should hold; an upgrade's backup has none."""


def back_up(database: Database, target: Path, progress: Progress = silent) -> BackedUp:
    """Copy all libraries to one file while they are in use, and check the copy by restoring it.

    A manifest with its checksum is written beside it.

    Args:
        database: the one to copy.
        target: a file that is not there yet, or a folder that gets one named after the moment.
        progress: told how far it is.

    Raises:
        CarryingError: the file is there already, cannot be written, or is not what was copied.
    """
    if target.is_dir():
        target = target / f"verse-backup-{datetime.now(UTC):%Y%m%d-%H%M%S}.db"
    manifest = target.with_name(target.name + _MANIFEST)
    if target.exists() or manifest.exists():
        raise CarryingError(f"{target} is there already; name another file.")
    try:
        progress("copying", 0, _STEPS)
        before = _counts(database)
        _check_any(before, database.place)
        if not database.copy(target):
            write_file(database, target, progress)
        unchanged = _counts(database) == before
        progress("restoring the copy", 1, _STEPS)
        with TemporaryDirectory(prefix=".verse-check-", dir=target.parent) as folder:
            found = _try(target, Path(folder), progress)
        _check_counts(target, found, before if unchanged else found)
        _write(manifest, target, found)
    except (OSError, sqlite3.Error) as error:
        target.unlink(missing_ok=True)
        raise _unwritable(target, error) from error
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    progress("done", _STEPS, _STEPS)
    return BackedUp(target, found, str(target))


def restore(
    backup: Path, folder: Path, progress: Progress = silent, *, url: str | None = None
) -> BackedUp:
    """Put a backup in place as the database of a data folder or a server that has none.

    Args:
        backup: the file.
        folder: the data folder.
        progress: told how far it is.
        url: the address of the server; None for the folder.

    Raises:
        CarryingError: there is no such file, it is not what its manifest says or is damaged, or
            there is a library already.
        StorageError: it is newer than this program, or the place cannot be written.
    """
    progress("checking", 0, _STEPS)
    manifest = _read(backup)
    _check_file(backup, manifest)
    if url is not None:
        place, found = _put_on_server(backup, folder, url, progress)
    else:
        place, found = str(folder), _put_in_folder(backup, folder, progress)
    progress("done", _STEPS, _STEPS)
    return BackedUp(backup, found, place, known=manifest is not None)


def _put_on_server(
    backup: Path, folder: Path, url: str, progress: Progress
) -> tuple[str, dict[str, int]]:
    try:
        make_private(folder)
        with TemporaryDirectory(prefix=".verse-restore-", dir=folder) as spare:
            _put(backup, Path(spare) / DATABASE_FILE)
            with Database.open(Path(spare)) as given:
                found = _counts(given)
                return fill_server(given, url, sha256_of(backup), progress), found
    except OSError as error:
        raise _unwritable(folder, error) from error


def _put_in_folder(backup: Path, folder: Path, progress: Progress) -> dict[str, int]:
    try:
        make_private(folder)
        with WriterLock(folder).held():
            if any((folder / f"{DATABASE_FILE}{more}").exists() for more in ("", "-wal")):
                raise CarryingError(
                    f"There is a library in {folder} already; name an empty folder with --library."
                )
            progress("copying", 1, _STEPS)
            _put(backup, folder / DATABASE_FILE)
    except OSError as error:
        raise _unwritable(folder, error) from error
    progress("opening", 2, _STEPS)
    try:
        with Database.open(folder) as database:
            return _counts(database)
    except BaseException:
        for path in folder.glob(f"{DATABASE_FILE}*"):
            path.unlink()
        raise


def _try(backup: Path, folder: Path, progress: Progress) -> dict[str, int]:
    """Restore a backup into a folder, read all of it, and tell how many stories it holds."""
    try:
        _check_inside(backup)
        _put(backup, folder / DATABASE_FILE)
        with Database.open(folder) as database:
            for number, key in enumerate(keys := database.library_keys()):
                progress("reading the copy", number, len(keys))
                library = database.library(key)
                digests = {one.story_id: one.digest for one in library.sketches()}
                if any(digest_of(story.text) != digests[story.id] for story in library.texts()):
                    raise _unlike(backup)
                library.vectors()
            return _counts(database)
    except CarryingError:
        raise
    except (StoryIndexError, OSError, sqlite3.Error) as error:
        raise _unlike(backup) from error


def _check_file(backup: Path, manifest: _Manifest | None) -> None:
    try:
        if manifest is not None and (
            backup.stat().st_size != manifest.bytes or sha256_of(backup) != manifest.sha256
        ):
            raise _unlike(backup)
        _check_inside(backup)
    except (OSError, sqlite3.Error) as error:
        raise CarryingError(
            f"{backup} cannot be read, or is no backup; check its name, or take another one."
        ) from error


def _check_inside(backup: Path) -> None:
    with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as raw:
        whole = raw.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
        if not whole or raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise _unlike(backup)
        raw.execute("SELECT version_num FROM alembic_version").fetchone()


def _put(backup: Path, place: Path) -> None:
    part = place.with_name(f"{place.name}.part")
    try:
        with backup.open("rb") as source, part.open("wb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(place.parent)


def _write(manifest: Path, backup: Path, libraries: dict[str, int]) -> None:
    said = _Manifest(
        format=FORMAT,
        program=program_version(),
        schema_version=HEAD,
        made_at=datetime.now(UTC),
        bytes=backup.stat().st_size,
        sha256=sha256_of(backup),
        libraries=libraries,
    )
    manifest.write_text(json.dumps(said.model_dump(mode="json"), indent=1) + "\n", encoding="utf-8")


def _read(backup: Path) -> _Manifest | None:
    path = backup.with_name(backup.name + _MANIFEST)
    if not path.exists():
        return None
    try:
        return _Manifest.model_validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _unlike(backup) from error


def _counts(database: Database) -> dict[str, int]:
    with database.reading():
        keys = [key for key in database.library_keys() if key != MOVES]
        return {key: len(database.library(key).stories()) for key in keys}


def _check_any(libraries: dict[str, int], place: str) -> None:
    """Refuse to back up what a mistyped folder has just created."""
    if not libraries:
        raise CarryingError(f"There is no library in {place}; name its folder with --library.")


def _check_counts(backup: Path, found: dict[str, int], wanted: dict[str, int]) -> None:
    if found != wanted:
        raise _unlike(backup)


def _unlike(backup: Path) -> CarryingError:
    return CarryingError(
        f"{backup} is not what was backed up, or its manifest is of another file;"
        " take another backup."
    )


def _unwritable(target: Path, error: OSError | sqlite3.Error) -> CarryingError:
    reason = getattr(error, "strerror", None) or error
    return CarryingError(f"{target} cannot be written ({reason}); name another place.")
