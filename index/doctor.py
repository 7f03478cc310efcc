"""Checks of everything a library needs. Each stands alone, so that a broken one hides no other."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from index.encoding import EMBEDDED, SentenceEncoder, check_embedded_weights, sha256_of
from index.errors import EncoderError, LibraryBusyError, StoryIndexError
from index.progress import Progress, silent
from index.storage.database import Database
from index.storage.rows import SqlLibraryStorage
from index.storage.sqlite import DATABASE_FILE
from index.stores.files import MANIFEST_FILE, IndexFiles
from index.stores.manifest import from_bytes
from index.stores.validation import checked_vectors

if TYPE_CHECKING:
    from index.library import LibraryOptions

OLDEST_PYTHON = (3, 11)
LEAST_FREE_BYTES = 100_000_000
"""Below this even a few stories may not fit, and SQLite needs room for its log."""

_FIRST_COMMAND = "nothing to do: the first command, such as `verse stories`, creates it"


class CheckState(StrEnum):
    """How a check ended."""

    FINE = "fine"
    NOTE = "note"
    """Nothing is broken, but somebody may want to know."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """What was found about one thing, and what to do about it unless it is fine."""

    name: str
    state: CheckState
    found: str
    remedy: str | None = None


def diagnose(options: LibraryOptions, progress: Progress = silent) -> tuple[Check, ...]:
    """Run all checks; takes seconds, because it loads the encoder. Nothing is repaired."""
    checks: tuple[Callable[[LibraryOptions], Check], ...] = (
        check_python,
        check_disk,
        check_database,
        check_weights,
        check_encoder,
        check_vectors,
        check_saved_index,
    )
    found = []
    for done, check in enumerate(checks):
        progress("checking", done, len(checks))
        found.append(check(options))
    return tuple(found)


def check_python(_: LibraryOptions) -> Check:
    """Check the version of Python."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return Check("Python", CheckState.FINE, version)
    oldest = ".".join(str(part) for part in OLDEST_PYTHON)
    return Check("Python", CheckState.FAILED, version, f"install Python {oldest} or newer")


def check_disk(options: LibraryOptions) -> Check:
    """Check the free space where the library is, or will be."""
    free = shutil.disk_usage(_existing(options.folder)).free
    found = f"{free / 1e9:.1f} GB free in {options.folder}"
    if free >= LEAST_FREE_BYTES:
        return Check("Free disk", CheckState.FINE, found)
    least = f"{LEAST_FREE_BYTES / 1e9:.1f} GB"
    remedy = f"free at least {least} on that disk, or choose another folder with DATABASE_FOLDER"
    return Check("Free disk", CheckState.FAILED, found, remedy)


def check_database(options: LibraryOptions) -> Check:
    """Check that the database is whole and can be written."""
    name = "Database"
    existing = _existing(options.folder)
    if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        remedy = "allow it in its permissions, or choose another folder with DATABASE_FOLDER"
        return Check(name, CheckState.FAILED, f"{existing} cannot be written", remedy)
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
        return _told(name, error, CheckState.NOTE)
    except StoryIndexError as error:
        return _told(name, error)
    return Check(name, CheckState.FINE, f"whole and writable in {options.folder}")


def check_weights(options: LibraryOptions) -> Check:
    """Check that the encoder's weights are here and, for the embedded one, intact."""
    name = "Encoder weights"
    model = options.encoder_model
    try:
        if model == EMBEDDED:
            check_embedded_weights()
            return Check(name, CheckState.FINE, "embedded, with the known checksum")
    except EncoderError as error:
        return _told(name, error)
    folder = Path(model).expanduser()
    if folder.is_dir():
        if any(folder.glob("*.safetensors")):
            return Check(name, CheckState.FINE, f"in {folder}")
        remedy = "save the model there with safetensors weights, or set ENCODER_MODEL=embedded"
        return Check(name, CheckState.FAILED, f"no safetensors in {folder}", remedy)
    if _is_cached(model):
        return Check(name, CheckState.FINE, f"{model}, fetched from the hub before")
    remedy = "it is fetched when first needed, over the network; or set ENCODER_MODEL=embedded"
    return Check(name, CheckState.NOTE, f"{model} is not on this machine yet", remedy)


def check_encoder(options: LibraryOptions) -> Check:
    """Check that the stored vectors come from the encoder that is set."""
    name = "Encoder"
    try:
        with _stored(options) as storage:
            encoder = None if storage is None else storage.state().encoder
        if encoder is None:
            remedy = "nothing to do: they come with the first story"
            return Check(name, CheckState.NOTE, "no vectors to compare it with", remedy)
        loaded = SentenceEncoder(
            options.encoder_model, options.encoder_device, options.encoder_batch_size
        )
    except StoryIndexError as error:
        return _told(name, error)
    if loaded.fingerprint == encoder:
        return Check(name, CheckState.FINE, "the one that the stored vectors come from")
    remedy = "encode the stories anew with `verse reindex`, or set ENCODER_MODEL back"
    return Check(name, CheckState.FAILED, "the stored vectors come from another one", remedy)


def check_vectors(options: LibraryOptions) -> Check:
    """Check that the library's passages and vectors fit its stories, one to one."""
    name = "Index"
    try:
        with _stored(options) as storage:
            if storage is None:
                return Check(name, CheckState.NOTE, "no stories yet", _FIRST_COMMAND)
            texts = {story.id: story.text for story in storage.texts()}
            passages = storage.passages()
            vectors = storage.vectors()
        if passages:
            checked_vectors(vectors.vectors)
    except StoryIndexError as error:
        return _told(name, error)
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
        with _stored(options) as storage:
            state = None if storage is None else storage.state()
    except (OSError, ValueError):
        whole = False
    except StoryIndexError as error:
        return _told(name, error)
    if not whole:
        return Check(name, CheckState.NOTE, f"damaged, in {folder}", remedy)
    saved = manifest.identity
    if state is None or (saved.generation, saved.revision) != (state.generation, state.revision):
        return Check(name, CheckState.NOTE, "of another state of the library", remedy)
    return Check(name, CheckState.FINE, f"whole and up to date in {folder}")


@contextmanager
def _stored(options: LibraryOptions) -> Iterator[SqlLibraryStorage | None]:
    """Give the library's rows, or None while there is no database: looking creates none."""
    if not (options.folder / DATABASE_FILE).exists():
        yield None
        return
    with Database.open(options.folder) as database:
        yield database.library(options.key)


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there already."""
    for candidate in (folder.absolute(), *folder.absolute().parents):
        if candidate.exists():
            return candidate
    return Path(folder.anchor or ".")


def _is_cached(hub_id: str) -> bool:
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        return isinstance(try_to_load_from_cache(hub_id, "config.json"), str)
    except HFValidationError:
        return False


def _told(name: str, error: StoryIndexError, state: CheckState = CheckState.FAILED) -> Check:
    """An error's sentence as a check: what is wrong, and after the last semicolon what to do."""
    found, _, remedy = str(error).rpartition("; ")
    return Check(name, state, found or remedy, remedy.rstrip("."))
