"""The bots' processes: started, killed, paused, and known to be quiet."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.chaos.bots import Orders
from tests.chaos.world import SHARDS, ChaosDiscord

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120.0
"""How long anything is waited for that has to come, however busy the machine is."""


class StuckError(AssertionError):
    """Something that has to come did not come."""


async def until(holds: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until something holds; raises ``StuckError``."""
    try:
        async with asyncio.timeout(seconds):
            while True:
                if holds():
                    return
                await asyncio.sleep(0.03)
    except TimeoutError:
        raise StuckError(f"waited in vain for {seconds:.0f} s: {what}") from None


@dataclass(eq=False)
class Bot:
    """One process."""

    pid: int
    status: Path
    ended: int | None = None

    def send(self, number: int) -> None:
        if self.ended is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    @property
    def busy(self) -> bool:
        """Whether it has anything under way, or cannot say."""
        try:
            return self.status.read_text(encoding="utf-8") != "0\n"
        except FileNotFoundError:
            return True


@dataclass
class Fleet:
    """Two bots that share a database."""

    discord: ChaosDiscord
    nursery: Process
    orders: Callable[[str, str], Orders]
    """Makes orders of the paths of the log and of the status."""
    folder: Path
    bots: list[Bot] = field(default_factory=list)
    _known: dict[int, Bot] = field(default_factory=dict)
    _ended: dict[int, int] = field(default_factory=dict)
    """The exit codes of those that ended, until their numbers are given again."""
    _count: int = 0
    _started: asyncio.Queue[int] = field(default_factory=asyncio.Queue)

    async def listen(self) -> None:
        """Take what the nursery says."""
        assert self.nursery.stdout is not None
        async for line in self.nursery.stdout:
            said, *numbers = line.decode().split()
            if said == "started":
                pid = int(numbers[0])
                self._ended.pop(pid, None)
                self._started.put_nowait(pid)
            elif said == "ended":
                pid, code = map(int, numbers)
                self._ended[pid] = code
                if pid in self._known:
                    self._known[pid].ended = code

    async def start(self) -> Bot:
        """Start one more bot."""
        self._count += 1
        status = self.folder / f"status-{self._count}"
        orders = self.orders(str(self.folder / "bots.log"), str(status))
        assert self.nursery.stdin is not None
        self.nursery.stdin.write(json.dumps(asdict(orders)).encode() + b"\n")
        await self.nursery.stdin.drain()
        pid = await asyncio.wait_for(self._started.get(), PATIENCE_SECONDS)
        bot = self._known[pid] = Bot(pid, status, self._ended.pop(pid, None))
        self.bots.append(bot)
        return bot

    async def kill(self, bot: Bot) -> None:
        """Kill a bot, and wait until it is gone."""
        bot.send(signal.SIGKILL)
        await until(lambda: bot.ended is not None, f"the end of process {bot.pid}")
        if bot in self.bots:
            self.bots.remove(bot)

    async def fill_up(self, bots: int = SHARDS) -> int:
        """Start what is missing; returns how many bots had ended by themselves."""
        gone = [bot for bot in self.bots if bot.ended is not None]
        self.bots = [bot for bot in self.bots if bot.ended is None]
        while len(self.bots) < bots:
            await self.start()
        return len(gone)

    def is_served(self) -> bool:
        """Whether each shard has one session."""
        return self.discord.gateway.served() == list(range(SHARDS))

    async def quiet(self, seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until all shards are served and nothing is under way or asked of Discord."""
        loop = asyncio.get_running_loop()
        since, seen = loop.time(), -1

        def holds() -> bool:
            nonlocal since, seen
            now = loop.time()
            busy = any(bot.busy for bot in self.bots) or not self.is_served()
            moved = self.discord.moved + self.discord.gateway.events
            if busy or moved != seen:
                since, seen = now, moved
            return now - since > 0.4

        busy = [bot.pid for bot in self.bots]
        await until(holds, f"quiet among the bots {busy}", seconds)


@asynccontextmanager
async def fleet(
    discord: ChaosDiscord, orders: Callable[[str, str], Orders], folder: Path
) -> AsyncIterator[Fleet]:
    """A fleet without bots; in the end all of them are killed."""
    nursery = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.chaos.nursery",
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "DISCORD_TOKEN": "MTA.x.y",
        },
        stdin=PIPE,
        stdout=PIPE,
    )
    started = Fleet(discord, nursery, orders, folder)
    assert nursery.stdout is not None
    if await nursery.stdout.readline() != b"ready\n":
        raise StuckError("the nursery of the bots did not start")
    listening = asyncio.create_task(started.listen())
    try:
        yield started
    finally:
        assert nursery.stdin is not None
        nursery.stdin.close()
        await asyncio.wait_for(nursery.wait(), 30)
        await listening
