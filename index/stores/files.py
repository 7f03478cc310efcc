"""Indexes of large libraries as files: whole or not there, and never believed unchecked.

A saved index is a folder with a manifest and, beside it, a folder of parts. The manifest is
replaced in one step after its parts are on the disk, and names them with their checksums, so a
reader finds the old index or the new one. All of it is a cache of the database: what cannot be
used is put out of the way, and the caller builds it anew.
"""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote, unquote

from filelock import FileLock, Timeout

from index.errors import LibraryBusyError, StorageError
from index.folders import make_private
from index.stores.manifest import (
    IndexIdentity,
    Manifest,
    OtherFormatError,
    PartRecord,
    from_bytes,
    to_json,
)

INDEX_FOLDER = "index"
"""Where in a data folder they are."""
MANIFEST_FILE = "manifest.json"
LOCK_WAIT_SECONDS = 10.0

_log = logging.getLogger(__name__)


class Reason(StrEnum):
    """Why a saved index cannot be used."""

    MISSING = "missing"
    OTHER_STATE = "of another state of the library"
    """Ordinary: the library changed after the index was saved."""
    DAMAGED = "damaged"
    OTHER_FORMAT = "of another version of this program"
    OTHER_LIBRARY = "of another library"
    OTHER_ENCODER = "of another encoder"


@dataclass(frozen=True, slots=True)
class Unusable:
    """What was found instead of a saved index that can be used."""

    reason: Reason
    detail: str


class _UnusableError(Exception):
    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.unusable = Unusable(reason, detail)


class IndexFiles:
    """The saved indexes of all libraries below ``root``, which is created when needed."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def folder(self, library: str) -> Path:
        """Return where the index of this library is saved."""
        # The prefixes keep a key such as ".." from meaning another place.
        return self._root / f"library-{quote(library, safe='')}"

    def set_aside(self, library: str) -> Path:
        """Return where the last index of this library lies that should have been usable."""
        return self._root / f"damaged-{quote(library, safe='')}"

    def save(self, identity: IndexIdentity, parts: Mapping[str, bytes | memoryview]) -> None:
        """Save these parts in place of what was saved before, all of them or none.

        Raises:
            StorageError: they cannot be written; what was saved before is still there.
            LibraryBusyError: another process is saving an index of this library.
            ValueError: a part's name is not a plain file name.

        """
        folder = self.folder(identity.library)
        fresh = folder / f"parts-{secrets.token_hex(8)}"
        # Checked before anything is written.
        records = tuple(_record(name, content) for name, content in parts.items())
        manifest = Manifest(identity=identity, folder=fresh.name, parts=records)
        with self._changing(identity.library):
            if folder.exists() and not folder.is_dir():
                folder.unlink()
            fresh.mkdir(parents=True)
            try:
                for name, content in parts.items():
                    _write(fresh / name, content)
                sync_folder(fresh)
                _replace(folder / MANIFEST_FILE, to_json(manifest))
            except BaseException:
                shutil.rmtree(fresh, ignore_errors=True)
                raise
            sync_folder(folder)
            sync_folder(self._root)
            _remove_all_but({fresh.name, MANIFEST_FILE}, folder)

    def load(self, expected: IndexIdentity) -> dict[str, bytes] | Unusable:
        """Return the saved parts, every byte as it was saved, or why they cannot be used.

        In the second case one log line says so, and the files are out of the way: removed
        when the library simply changed since, set aside (the latest only) otherwise.
        """
        manifest = self.folder(expected.library) / MANIFEST_FILE
        before: bytes | None = None
        while True:
            raw = b""
            try:
                raw = _read_manifest(manifest)
                return _parts(manifest.parent, _checked(raw, expected))
            except _UnusableError as error:
                # Unless another process saved between our look at the manifest and its parts.
                if raw == before:
                    self._put_away(expected.library, raw, error.unusable)
                    return error.unusable
                before = raw

    def remove(self, library: str) -> None:
        """Remove all that was saved of this library, as removing a story has to.

        Raises:
            StorageError: it cannot be removed.
            LibraryBusyError: another process is saving an index of this library.

        """
        if not self._root.exists():
            return
        with self._changing(library):
            _remove(self.folder(library))
            _remove(self.set_aside(library))

    def remove_all(self) -> None:
        """Remove all that was saved of any library; raises as ``remove`` does."""
        for kept in self._root.glob("*-*"):
            kind, _, library = kept.name.partition("-")
            if kind in ("library", "damaged"):
                self.remove(unquote(library))

    @contextmanager
    def _changing(self, library: str) -> Iterator[None]:
        try:
            make_private(self._root)
            lock = FileLock(self._root / f"lock-{quote(library, safe='')}")
            with lock.acquire(timeout=LOCK_WAIT_SECONDS):
                yield
        except Timeout as error:
            raise LibraryBusyError(
                f"Another process is saving an index in {self._root}; "
                "wait until it is done and try again."
            ) from error
        except OSError as error:
            raise StorageError(
                f"The index cannot be saved in {self._root} ({error.strerror}); "
                "free some space or allow writing there. The library itself is whole."
            ) from error

    def _put_away(self, library: str, raw: bytes, unusable: Unusable) -> None:
        ordinary = unusable.reason in (Reason.MISSING, Reason.OTHER_STATE)
        level = logging.INFO if ordinary else logging.WARNING
        _log.log(
            level,
            "The saved index of library %s is %s (%s); it is built anew.",
            library,
            unusable.reason,
            unusable.detail,
        )
        if unusable.reason is Reason.MISSING:
            return
        # Where the files cannot be moved, the next save replaces them.
        with suppress(StorageError, LibraryBusyError), self._changing(library):
            folder = self.folder(library)
            if _same_manifest(folder / MANIFEST_FILE, raw):
                if ordinary:
                    _remove(folder)
                else:
                    _remove(self.set_aside(library))
                    folder.rename(self.set_aside(library))


def _record(name: str, content: bytes | memoryview) -> PartRecord:
    digest = hashlib.sha256(content).hexdigest()
    return PartRecord(name=name, size=memoryview(content).nbytes, sha256=digest)


def _read_manifest(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        # Parts without a manifest are what a crash leaves of a first save.
        raise _UnusableError(Reason.MISSING, "nothing was saved") from error
    except OSError as error:
        raise _UnusableError(Reason.DAMAGED, f"{path.name}: {error.strerror}") from error


def _same_manifest(path: Path, raw: bytes) -> bool:
    """Whether nobody has saved since ``raw`` was read; empty where it could not be read."""
    try:
        return path.read_bytes() == raw
    except OSError:
        return raw == b""


def _checked(raw: bytes, expected: IndexIdentity) -> Manifest:
    try:
        manifest = from_bytes(raw)
    except OtherFormatError as error:
        raise _UnusableError(Reason.OTHER_FORMAT, str(error)) from error
    except ValueError as error:
        raise _UnusableError(Reason.DAMAGED, "the manifest cannot be read") from error
    found = manifest.identity
    if found.library != expected.library:
        raise _UnusableError(Reason.OTHER_LIBRARY, found.library)
    if (found.encoder, found.passage_version) != (expected.encoder, expected.passage_version):
        raise _UnusableError(Reason.OTHER_ENCODER, found.encoder)
    if found.term_version != expected.term_version:
        raise _UnusableError(Reason.OTHER_FORMAT, f"term version {found.term_version}")
    if (found.generation, found.revision) != (expected.generation, expected.revision):
        raise _UnusableError(
            Reason.OTHER_STATE, f"generation {found.generation}, now {expected.generation}"
        )
    if found != expected:
        raise _UnusableError(Reason.DAMAGED, "it holds another number of passages or dimensions")
    return manifest


def _parts(folder: Path, manifest: Manifest) -> dict[str, bytes]:
    return {
        record.name: _part(folder / manifest.folder / record.name, record)
        for record in manifest.parts
    }


def _part(path: Path, record: PartRecord) -> bytes:
    try:
        # Compared first, because a file may have grown beyond what memory holds.
        size = path.stat().st_size
        content = path.read_bytes() if size == record.size else None
    except OSError as error:
        raise _UnusableError(Reason.DAMAGED, f"{record.name}: {error.strerror}") from error
    if content is None:
        detail = f"{record.name} has {size} bytes instead of {record.size}"
        raise _UnusableError(Reason.DAMAGED, detail)
    if hashlib.sha256(content).hexdigest() != record.sha256:
        raise _UnusableError(Reason.DAMAGED, f"{record.name} does not match its checksum")
    return content


def _write(path: Path, content: bytes | memoryview) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f"{path.name}-{secrets.token_hex(8)}")
    try:
        _write(beside, content)
        if path.is_dir():
            shutil.rmtree(path)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; raises ``OSError``."""
    if os.name == "nt":
        return  # Windows opens no folders; it writes their entries with the files.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_all_but(kept: set[str], folder: Path) -> None:
    for child in folder.iterdir():
        if child.name not in kept:
            _remove(child)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
