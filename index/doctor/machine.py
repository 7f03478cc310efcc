"""Checks of the machine: Python and the disk."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from index.doctor.checks import Check, CheckState

if TYPE_CHECKING:
    from index.options import LibraryOptions

OLDEST_PYTHON = (3, 11)
LEAST_FREE_BYTES = 100_000_000
"""Below this even a few stories may not fit, and SQLite needs room for its log."""


def check_python(_: LibraryOptions) -> Check:
    """Check the version of Python."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return Check("Python", CheckState.FINE, version)
    oldest = ".".join(str(part) for part in OLDEST_PYTHON)
    return Check("Python", CheckState.FAILED, version, f"install Python {oldest} or newer")


def check_disk(options: LibraryOptions) -> Check:
    """Check the free space where the library is, or will be."""
    free = shutil.disk_usage(existing(options.folder)).free
    found = f"{free / 1e9:.1f} GB free in {options.folder}"
    if free >= LEAST_FREE_BYTES:
        return Check("Free disk", CheckState.FINE, found)
    least = f"{LEAST_FREE_BYTES / 1e9:.1f} GB"
    remedy = f"free at least {least} on that disk, or choose another folder with DATABASE_FOLDER"
    return Check("Free disk", CheckState.FAILED, found, remedy)


def existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there already."""
    for candidate in (folder.absolute(), *folder.absolute().parents):
        if candidate.exists():
            return candidate
    return Path(folder.anchor or ".")
