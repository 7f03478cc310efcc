from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.client import Bot, create_bot
from bot.settings import Settings
from tests.bot.support.faults import FaultyDiscord
from tests.bot.support.libraries import OneLibrary
from tests.bot.support.library import FakeLibrary
from tests.bot.support.loopback import connected


@pytest.fixture
def faulty() -> FaultyDiscord:
    return FaultyDiscord()


@pytest.fixture
def bot(settings: Settings, library: FakeLibrary) -> Bot:
    return create_bot(settings, open_libraries=lambda: OneLibrary(library))


@pytest_asyncio.fixture
async def running(bot: Bot, faulty: FaultyDiscord) -> AsyncIterator[Bot]:
    async with connected(bot, faulty):
        yield bot
