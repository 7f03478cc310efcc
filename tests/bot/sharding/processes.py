"""Child processes that share a database and a Discord, and what to wait for."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bot.sharding.plain_discord import TOKEN, PlainDiscord

ROOT = Path(__file__).parents[3]
_PATIENCE_SECONDS = 120.0


async def until(holds: Callable[[], bool], what: str) -> None:
    """Wait until something holds; it may take long where much else is running."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while True:
                if holds():
                    return
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(f"waited in vain: {what}") from None


@dataclass
class Fleet:
    """Processes of one bot."""

    discord: PlainDiscord
    place: str
    """The folder or the address of the database."""
    folder: Path
    processes: list[Process] = field(default_factory=list)

    async def start(self, **settings: str) -> Process:
        log = (self.folder / f"log {len(self.processes)}").open("wb")
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.bot.sharding.child",
            self.place,
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self.folder),
                "DISCORD_API_URL": self.discord.url,
                "DISCORD_TOKEN": TOKEN,
                "DISCORD_COOLDOWN_SECONDS": "0",
                "OMP_NUM_THREADS": "1",
                **settings,
            },
            stdout=DEVNULL,
            stderr=log,
        )
        log.close()
        self.processes.append(process)
        return process

    def log(self, process: Process) -> str:
        return (self.folder / f"log {self.processes.index(process)}").read_text(encoding="utf-8")

    def serving(self, process: Process) -> set[int]:
        """The shards that a process serves, by its own log."""
        shards: set[int] = set()
        for line in self.log(process).splitlines():
            if found := re.search(r"claiming: (Serving|Leaving|Other).* shards ([\d, ]+\d)", line):
                named = {int(one) for one in found[2].split(", ")}
                shards = shards | named if found[1] == "Serving" else shards - named
        return shards

    def served_once(self, shards: int) -> bool:
        """Whether each of so many shards is served by one process."""
        served = self.discord.served().values()
        return len(served) == shards and all(len(sessions) == 1 for sessions in served)

    def check(self) -> None:
        """Fail with what it wrote if a process ended."""
        for process in self.processes:
            if process.returncode not in {None, 0, -signal.SIGKILL}:
                raise AssertionError(self.log(process))

    async def all_served(self, shards: int) -> None:
        def served() -> bool:
            self.check()
            return len(self.discord.served()) == shards

        await until(served, f"{shards} shards served")


@asynccontextmanager
async def fleet(discord: PlainDiscord, place: str, folder: Path) -> AsyncIterator[Fleet]:
    started = Fleet(discord, place, folder)
    try:
        yield started
    finally:
        for process in started.processes:
            if process.returncode is None:
                process.send_signal(signal.SIGKILL)
            await process.wait()
