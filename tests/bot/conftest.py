from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator

import pytest
import pytest_asyncio
import simcord
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.client import Bot, create_bot
from bot.settings import Settings
from tests.bot.support.bodies import check_bodies
from tests.bot.support.libraries import OneLibrary
from tests.bot.support.library import FakeLibrary, seed_story


@pytest.fixture(autouse=True)
def discord_address() -> Iterator[None]:
    """What discord.py keeps in its classes: a test may point them at a Discord of its own."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


@pytest.fixture
def settings() -> Settings:
    return Settings(_env_file=None, discord={"cooldown_seconds": 0})


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary(seed_story())


@pytest.fixture
def make_bot(settings: Settings, library: FakeLibrary) -> Callable[[], Bot]:
    return lambda: create_bot(settings, open_libraries=lambda: OneLibrary(library))


@pytest.fixture
def simcord_bot(make_bot: Callable[[], Bot]) -> Iterator[Bot]:
    return make_bot()


@pytest_asyncio.fixture
async def env(simcord_env: simcord.Env) -> AsyncIterator[simcord.Env]:
    yield simcord_env
    await simcord_env.bot.close()
    check_bodies(simcord_env)


@pytest.fixture
def channel(env: simcord.Env) -> simcord.ChannelHandle:
    return env.create_guild("Readers").create_text_channel("stories")


@pytest.fixture
def alice(env: simcord.Env, channel: simcord.ChannelHandle) -> simcord.MemberActor:
    return env.guild.add_member(env.create_user("alice"))


@pytest.fixture
def bob(env: simcord.Env, channel: simcord.ChannelHandle) -> simcord.MemberActor:
    return env.guild.add_member(env.create_user("bob"))
