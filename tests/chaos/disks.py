"""Small disks that can be filled: a file system in a file, or in memory where that is not let."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MEGABYTES = 192


@dataclass(frozen=True, slots=True)
class Disk:
    """Where data are kept."""

    folder: Path
    kind: str
    """In words: a loopback file system, one in memory, or none of its own."""
    small: bool
    """Whether it can be filled."""

    def fill(self) -> None:
        """Leave no room for anything."""
        ballast = os.open(self.folder / "ballast", os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            for size in (1 << 20, 1 << 12):
                end = os.fstat(ballast).st_size
                while True:
                    try:
                        os.posix_fallocate(ballast, end, size)
                    except OSError:
                        break
                    end += size
        finally:
            os.close(ballast)

    def empty(self) -> None:
        """Give the room back."""
        (self.folder / "ballast").unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path, *, wanted: bool = True) -> Iterator[Disk]:
    """A disk below a folder, small if that is possible here."""
    place = folder / "disk"
    place.mkdir()
    kind = _mounted(folder / "disk.img", place) if wanted and os.geteuid() == 0 else None
    try:
        yield Disk(place, kind or "no disk of its own", kind is not None)
    finally:
        if kind is not None:
            subprocess.run(["umount", "--lazy", str(place)], check=False)  # noqa: S607


def _mounted(image: Path, place: Path) -> str | None:
    with image.open("wb") as file:
        file.truncate(MEGABYTES << 20)
    made = _runs("mkfs.ext4", "-q", "-m", "0", "-F", str(image))
    if made and _runs("mount", "-o", "loop", str(image), str(place)):
        return "a loopback file system"
    if _runs("mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(place)):
        return "a file system in memory"
    return None


def _runs(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False
