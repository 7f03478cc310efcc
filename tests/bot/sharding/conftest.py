from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from index.storage.database import Database
from tests.bot.sharding.clients import Clients
from tests.bot.sharding.plain_discord import PlainDiscord, running


@pytest_asyncio.fixture
async def discord() -> AsyncIterator[PlainDiscord]:
    async with running(PlainDiscord(recommended=4)) as discord:
        yield discord


@pytest.fixture
def open_shared(tmp_path: Path) -> Callable[[], Database]:
    # Bots in one process cannot create it at the same time, as processes can.
    Database.open(tmp_path / "data").close()
    return lambda: Database.open(tmp_path / "data")


@pytest_asyncio.fixture
async def clients(
    discord: PlainDiscord, open_shared: Callable[[], Database]
) -> AsyncIterator[Clients]:
    """Bots that share a database and a Discord, all in this process."""
    async with Clients(discord, open_shared) as clients:
        yield clients
