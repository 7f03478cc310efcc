"""A bot of the rounds: the real one, on a real database, with a small encoder and short waits.

It gives up what a dead process held after seconds instead of a minute, and writes down how much
it has under way, so that whoever watches knows when everything is quiet.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.adding import running, service
from bot.client import Bot, create_bot
from bot.cogs import filling
from bot.logs import write_logs
from bot.settings import Settings
from bot.sharding.pace import Pace
from bot.signals import until_signalled
from index import Libraries, LibraryOptions
from tests.bot.support.loopback import TOKEN
from tests.chaos.lies import LIES
from tests.index.support import WordEncoder

PACE = Pace(lease_seconds=3.0, round_seconds=0.3, tidy_seconds=5.0)
JOB_LEASE_SECONDS = 4.0
_LOOK_SECONDS = 0.5
_WATCH_SECONDS = 0.05
_EVENTS = ("discord.py: ", "CommandTree-invoker", "discord-ui-")
"""How the tasks begin that discord.py makes of events."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What a bot is told to do."""

    api: str
    gateway: str
    folder: str
    url: str | None
    log: str
    status: str
    lies: tuple[str, ...] = ()
    """Promises that it breaks on purpose, so that the checks are seen to find it."""


def _hasten() -> None:
    """Give up after seconds what a process held that died."""
    for module in (running, service, filling):
        _set(module, "LEASE_SECONDS", JOB_LEASE_SECONDS)
    _set(running, "KEEP_SECONDS", 1.0)
    _set(running, "_REST_SECONDS", 1)
    _set(filling, "_LOOK_SECONDS", _LOOK_SECONDS)
    filling.Filling._often.change_interval(seconds=_LOOK_SECONDS)


def _set(module: ModuleType, name: str, value: float) -> None:
    if not hasattr(module, name):
        raise AttributeError(f"{module.__name__} has no {name} any more; hasten what it has now")
    setattr(module, name, value)


async def serve(orders: Orders) -> None:
    """Serve until it is told to end, or killed."""
    write_logs("INFO")
    _hasten()
    for lie in orders.lies:
        LIES[lie]()
    Route.BASE = orders.api
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(orders.gateway)
    options = LibraryOptions(
        folder=Path(orders.folder), database_url=orders.url, reader_model="none"
    )
    chosen: dict[str, Any] = {
        "_env_file": None,
        "discord": {"cooldown_seconds": 0},
        "shard": {"claim": True, "count": 2},
        "library": {"adds_per_hour": 1_000, "max_stories": 1_000},
    }
    settings = Settings(**chosen)
    client = create_bot(
        settings,
        open_libraries=lambda: Libraries.open(options, encoder=WordEncoder()),
        pace=PACE,
    )
    # discord.py would wait two seconds for more servers.
    client._connection.guild_ready_timeout = 0.1

    async def work() -> None:
        async with client:
            watching = asyncio.create_task(_watch(client, Path(orders.status)))
            try:
                await client.login(TOKEN)
                await client.connect()
            finally:
                watching.cancel()
                with suppress(asyncio.CancelledError):
                    await watching

    await until_signalled(work(), client.close)


async def _watch(client: Bot, status: Path) -> None:
    """Write down how much is under way: exchanges, and events that are looked at."""
    while True:
        events = [one for one in asyncio.all_tasks() if one.get_name().startswith(_EVENTS)]
        _write(status, f"{len(client.desk._exchanges) + len(events)}\n")
        await asyncio.sleep(_WATCH_SECONDS)


def _write(status: Path, text: str) -> None:
    status.write_text(text, encoding="utf-8")
