"""Folders that hold people's stories."""

from __future__ import annotations

from pathlib import Path


def make_private(folder: Path) -> None:
    """Make a folder that its owner alone may enter; one that is there keeps its permissions.

    Raises:
        OSError: it cannot be made, or a file is in its place.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
