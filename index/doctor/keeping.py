"""Checks of what a library is kept in: database, vectors, saved index."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from index.doctor.checks import Check, CheckState, stored, told
from index.doctor.machine import existing
from index.errors import LibraryBusyError, StoryIndexError
from index.models import sha256_of
from index.storage.backups import upgrade_backups
from index.storage.database import Database
from index.storage.sqlite import DATABASE_FILE
from index.stores.files import MANIFEST_FILE, IndexFiles
from index.stores.manifest import from_bytes
from index.stores.validation import checked_vectors

if TYPE_CHECKING:
    from index.options import LibraryOptions

_FIRST_COMMAND = "nothing to do: the first command, such as `verse stories`, creates it"


def check_database(options: LibraryOptions) -> Check:
    """Check that the database is whole and can be written."""
    name = "Database"
    where = existing(options.folder)
    if not where.is_dir() or not os.access(where, os.W_OK | os.X_OK):
        remedy = "allow it in its permissions, or choose another folder with DATABASE_FOLDER"
        return Check(name, CheckState.FAILED, f"{where} cannot be written", remedy)
    if not (options.folder / DATABASE_FILE).exists():
        return Check(name, CheckState.NOTE, f"none yet in {options.folder}", _FIRST_COMMAND)
    try:
        with Database.open(options.folder) as database:
            with database.reading() as connection:
                fault = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
            if fault != "ok":
                remedy = "restore the folder from a backup, or move it away and add the stories"
                return Check(name, CheckState.FAILED, f"{options.folder} is damaged", remedy)
            with database.changing():
                pass  # the lock and the beginning of a transaction are what is tried
    except LibraryBusyError as error:
        return told(name, error, CheckState.NOTE)
    except StoryIndexError as error:
        return told(name, error)
    return Check(name, CheckState.FINE, f"whole and writable in {options.folder}")


def check_backups(options: LibraryOptions) -> Check:
    """Tell of a copy that an upgrade left, for it holds all that was there before."""
    name = "Backups"
    found = upgrade_backups(options.folder)
    if not found:
        return Check(name, CheckState.FINE, "no upgrade has left one in the folder")
    names = ", ".join(path.name for path in found)
    remedy = (
        "delete it when all stories are well; the next removal deletes it too, because it holds"
        " what is removed"
    )
    return Check(name, CheckState.NOTE, f"an upgrade left {names} in {options.folder}", remedy)


def check_vectors(options: LibraryOptions) -> Check:
    """Check that the library's passages and vectors fit its stories, one to one."""
    name = "Index"
    try:
        with stored(options) as storage:
            if storage is None:
                return Check(name, CheckState.NOTE, "no stories yet", _FIRST_COMMAND)
            texts = {story.id: story.text for story in storage.texts()}
            passages = storage.passages()
            vectors = storage.vectors()
        if passages:
            checked_vectors(vectors.vectors)
    except StoryIndexError as error:
        return told(name, error)
    counts = (
        (len(texts), "story", "stories"),
        (len(passages), "passage", "passages"),
        (len(vectors.ids), "vector", "vectors"),
    )
    found = ", ".join(f"{count:,} {one if count == 1 else many}" for count, one, many in counts)
    astray = [
        passage
        for passage in passages
        if not 0 <= passage.start < passage.end <= len(texts.get(passage.story_id, ""))
    ]
    if astray or [passage.id for passage in passages] != vectors.ids.tolist():
        remedy = "encode the stories anew with `verse reindex`"
        return Check(name, CheckState.FAILED, f"{found} do not fit", remedy)
    return Check(name, CheckState.FINE, found)


def check_saved_index(options: LibraryOptions) -> Check:
    """Check that what a large library saved of its index is whole and up to date."""
    name = "Saved index"
    folder = IndexFiles(options.index_folder).folder(options.key)
    if not (folder / MANIFEST_FILE).exists():
        return Check(name, CheckState.FINE, "none, which is usual: only large libraries save one")
    remedy = "nothing to do: it is built anew with the next question"
    try:
        manifest = from_bytes((folder / MANIFEST_FILE).read_bytes())
        whole = all(
            sha256_of(folder / manifest.folder / part.name) == part.sha256
            for part in manifest.parts
        )
        with stored(options) as storage:
            state = None if storage is None else storage.state()
    except (OSError, ValueError):
        whole = False
    except StoryIndexError as error:
        return told(name, error)
    if not whole:
        return Check(name, CheckState.NOTE, f"damaged, in {folder}", remedy)
    saved = manifest.identity
    if state is None or (saved.generation, saved.revision) != (state.generation, state.revision):
        return Check(name, CheckState.NOTE, "of another state of the library", remedy)
    return Check(name, CheckState.FINE, f"whole and up to date in {folder}")
