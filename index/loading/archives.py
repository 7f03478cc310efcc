"""ZIP: every story in it, each read by the format that its name says."""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from index.errors import LoadingError
from index.loading.limits import LoadingLimits
from index.loading.refusals import too_many_files
from index.loading.unpacking import Package

_DRIVE = re.compile(r"[A-Za-z]:")


def members(
    data: bytes, label: str, limits: LoadingLimits, endings: frozenset[str]
) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each file in an archive that has one of ``endings``.

    Hidden files and what computers add by themselves are passed over, like files that are no
    stories.

    Raises:
        LoadingError: the archive is damaged, locked, hostile, larger than allowed, or holds no
            story.
    """
    package = Package(data, label, "ZIP", limits)
    for entry in package.entries:
        _refuse_path(entry, label)
        _refuse_archive(entry, label)
    wanted = [entry for entry in package.entries if _is_story(entry, endings)]
    if len(wanted) > limits.max_files:
        raise too_many_files(label, limits.max_files)
    if not wanted:
        raise LoadingError(
            f"{label} holds no story; put files such as .txt, .pdf or .epub into it",
            reason="no-stories",
            file=label,
        )
    for entry in wanted:
        unpacked = package.unpack(entry)
        if len(unpacked) > limits.max_bytes:
            raise LoadingError(
                f"{label} holds a file of more than {limits.max_bytes:,} bytes; split that file",
                reason="member-too-large",
                file=label,
                limit=limits.max_bytes,
            )
        yield PurePosixPath(entry.filename).name, unpacked


def _refuse_path(entry: zipfile.ZipInfo, label: str) -> None:
    """Refuse what would leave a folder that it is unpacked into, though it never is here."""
    # zipfile has made one kind of slash of both and cut a name at its first zero byte.
    name = entry.orig_filename.replace("\\", "/")
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    leaves = name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/")
    if is_link or leaves or "\0" in name:
        raise LoadingError(
            f"{label} holds a path or a link that leads out of it; pack the files anew",
            reason="paths",
            file=label,
        )


def _is_story(entry: zipfile.ZipInfo, endings: frozenset[str]) -> bool:
    path = PurePosixPath(entry.filename)
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    # Not is_dir, which cannot bear an entry without a name.
    return not (entry.filename.endswith("/") or hidden) and path.suffix.lower() in endings


def _refuse_archive(entry: zipfile.ZipInfo, label: str) -> None:
    if PurePosixPath(entry.filename).suffix.lower() == ".zip":
        raise LoadingError(
            f"{label} holds another archive; unpack that one and add what it holds",
            reason="nested",
            file=label,
        )
