"""A bot in a process of its own that shares a database with others: quick about claims."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.client import create_bot
from bot.logs import write_logs
from bot.settings import Settings
from bot.sharding.pace import Pace
from bot.signals import until_signalled
from index.claims import Claims
from index.storage.claim_rows import ClaimRows
from index.storage.database import Database
from tests.bot.sharding.plain_discord import TOKEN
from tests.bot.support.libraries import OneLibrary
from tests.bot.support.library import FakeLibrary, seed_story

QUICK = Pace(lease_seconds=3.0, round_seconds=0.3, tidy_seconds=1.0)


class SharedLibrary(FakeLibrary):
    """The small library, whose records are in a database that processes share."""

    def __init__(self, database: Database) -> None:
        super().__init__(seed_story())
        self._shared = database

    def _database(self) -> Database:
        return self._shared


class SharedLibraries(OneLibrary):
    """Libraries whose settings and claims are in it too."""

    def __init__(self, database: Database) -> None:
        super().__init__(SharedLibrary(database))
        self._database = database

    @property
    def claims(self) -> Claims:
        return ClaimRows(self._database)

    def setting(self, name: str) -> str | None:
        return self._database.library("operator").setting(name)

    def set_setting(self, name: str, value: str) -> None:
        self._database.library("operator").set_setting(name, value)

    def close(self) -> None:
        super().close()
        self._database.close()


async def serve(settings: Settings, database: Database, pace: Pace = QUICK) -> None:
    Route.BASE = str(settings.discord.api_url).rstrip("/")
    client = create_bot(settings, open_libraries=lambda: SharedLibraries(database), pace=pace)

    async def work() -> None:
        async with client:
            await client.login(TOKEN)
            _, url, _ = await client.http.get_bot_gateway()
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
            await client.connect()

    await until_signalled(work(), client.close)


if __name__ == "__main__":
    write_logs("INFO")
    place = sys.argv[1]
    kept = Database.open(Path(place)) if "://" not in place else Database.open(Path(), place)
    asyncio.run(serve(Settings(_env_file=None), kept))
