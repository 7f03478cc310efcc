from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import discord
import pytest
import simcord

from bot.client import Bot, create_bot
from bot.settings import Settings
from index import Libraries, Library, Loader, LoadingLimits, WebOptions, server_key
from tests.bot.support.real import real_libraries

MANAGES = discord.Permissions(manage_guild=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Reading a file starts an interpreter, which takes its time on a busy machine."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.simcord(settle_timeout=60.0))


@pytest.fixture
def libraries(tmp_path: Path) -> Libraries:
    return real_libraries(tmp_path / "libraries")


@pytest.fixture
def make_bot(settings: Settings, libraries: Libraries) -> Callable[[], Bot]:
    limits = LoadingLimits(max_bytes=settings.story.max_bytes)
    loader = Loader(limits, WebOptions(allow_private=True))
    return lambda: create_bot(settings, open_libraries=lambda: libraries, loader=loader)


@pytest.fixture
def mia(env: simcord.Env, channel: simcord.ChannelHandle) -> simcord.MemberActor:
    """A member who manages the server."""
    role = channel.guild.create_role("Managers", permissions=MANAGES)
    return channel.guild.add_member(env.create_user("mia"), roles=[role])


@pytest.fixture
def library(libraries: Libraries, channel: simcord.ChannelHandle) -> Library:
    """The server's."""
    return libraries.of(server_key(str(channel.guild.id)))
