"""The bot leaves a server: its library stays for a while, comes back with it, or goes for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import simcord
from simcord.backend.models import Guild
from simcord.backend.serializers import guild_create_payload

from bot.client import Bot, create_bot
from bot.leaving import Departures
from bot.settings import Settings
from index import LOCAL, Libraries, StoryDraft, server_key
from tests.bot.support.bodies import shown
from tests.bot.support.real import real_libraries

FOX = StoryDraft("fox", "The Fox", "The fox promised a quernstone to the hen.\n\nThe fox left.")
HOUR = 3_600.0


@pytest.fixture
def libraries(tmp_path: Path) -> Libraries:
    return real_libraries(tmp_path)


@pytest.fixture
def make_bot(settings: Settings, libraries: Libraries) -> Callable[[], Bot]:
    return lambda: create_bot(settings, open_libraries=lambda: libraries)


@pytest.fixture
def guild(env: simcord.Env, libraries: Libraries) -> simcord.GuildHandle:
    guild = env.create_guild("Foxes")
    guild.create_text_channel("den")
    libraries.of(key(guild)).add(FOX)
    return guild


def key(guild: simcord.GuildHandle) -> str:
    return server_key(str(guild.id))


def held(folder: Path) -> bytes:
    """All bytes of a data folder."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def removed(env: simcord.Env, guild: simcord.GuildHandle) -> Guild:
    backend = env.backend.get_guild(guild.id)
    env.backend.remove_guild(guild.id)
    backend.channel_ids.clear()
    await env.settle()
    return backend


async def returned(env: simcord.Env, guild: Guild) -> None:
    env.backend.guilds[guild.id] = guild
    env.backend.emit("GUILD_CREATE", guild_create_payload(env.backend, guild))
    await env.settle()


async def wait(env: simcord.Env, *, days: int = 0, hours: int = 0) -> None:
    """Let time pass in steps, for the bot wakes each hour."""
    for _ in range(days):
        await env.advance_time(24 * HOUR)
    await env.advance_time(hours * HOUR)


async def test_the_library_goes_from_the_disk_after_the_delay_and_not_before(
    env: simcord.Env, guild: simcord.GuildHandle, libraries: Libraries, tmp_path: Path
) -> None:
    await removed(env, guild)
    await wait(env, days=6)
    assert b"quernstone" in held(tmp_path)
    assert key(guild) in libraries.held()

    await wait(env, days=1, hours=1)

    assert key(guild) not in libraries.held()
    assert b"quernstone" not in held(tmp_path)
    assert str(guild.id).encode() not in held(tmp_path)


async def test_a_bot_that_comes_back_in_time_finds_its_library(
    env: simcord.Env, guild: simcord.GuildHandle, libraries: Libraries
) -> None:
    left = await removed(env, guild)
    await wait(env, days=6)
    await returned(env, left)

    await wait(env, days=9)

    assert key(guild) in libraries.held()
    assert libraries.leaving() == ()


async def test_a_bot_that_comes_back_too_late_begins_anew(
    env: simcord.Env, guild: simcord.GuildHandle, libraries: Libraries
) -> None:
    left = await removed(env, guild)
    await wait(env, days=7, hours=1)
    await returned(env, left)
    channel = guild.create_text_channel("den")
    alice = guild.add_member(env.create_user("alice"))

    stories = await alice.slash(channel, "stories")

    assert "The Fox" not in shown(stories.response)
    assert "s-400" in shown(stories.response)


async def test_others_keep_theirs(
    env: simcord.Env, guild: simcord.GuildHandle, libraries: Libraries
) -> None:
    other = env.create_guild("Owls")
    libraries.of(key(other))
    libraries.of(LOCAL)
    await removed(env, guild)

    await wait(env, days=8)

    assert libraries.held() == (LOCAL, key(other))


async def test_a_server_that_is_only_unavailable_keeps_its_library(
    env: simcord.Env, guild: simcord.GuildHandle, libraries: Libraries
) -> None:
    env.backend.emit("GUILD_DELETE", {"id": str(guild.id), "unavailable": True})
    await env.settle()

    await wait(env, days=9)

    assert key(guild) in libraries.held()


async def test_with_no_delay_the_library_goes_at_once(
    env: simcord.Env,
    guild: simcord.GuildHandle,
    tmp_path: Path,
) -> None:
    await env.bot.close()
    again = real_libraries(tmp_path)
    settings = Settings(_env_file=None, library={"keep_days": 0})
    await env.restart_bot(create_bot(settings, open_libraries=lambda: again))

    await removed(env, guild)

    assert key(guild) not in again.held()
    assert b"quernstone" not in held(tmp_path)


async def test_a_server_that_was_left_while_the_bot_was_away_is_noted_once(
    env: simcord.Env,
    guild: simcord.GuildHandle,
    settings: Settings,
    tmp_path: Path,
) -> None:
    for _ in range(2):
        await env.bot.close()
        again = real_libraries(tmp_path)
        env.backend.guilds.pop(guild.id, None)
        await env.restart_bot(create_bot(settings, open_libraries=partial(_same, again)))
        assert again.leaving() == (key(guild),)
        await wait(env, days=3)
        assert key(guild) in again.held()

    await wait(env, days=1, hours=1)

    assert key(guild) not in again.held()


async def test_a_server_that_was_joined_again_while_the_bot_was_away_keeps_its_library(
    env: simcord.Env,
    guild: simcord.GuildHandle,
    settings: Settings,
    tmp_path: Path,
) -> None:
    await env.bot.close()
    again = real_libraries(tmp_path)
    again.erase_later(key(guild), datetime.now(UTC) + timedelta(days=1))
    await env.restart_bot(create_bot(settings, open_libraries=lambda: again))

    assert again.leaving() == ()


async def test_one_process_of_several_notes_only_servers_that_it_would_know(
    env: simcord.Env, guild: simcord.GuildHandle, libraries: Libraries
) -> None:
    bot = env.bot
    assert isinstance(bot, Bot)
    departures = Departures(bot.desk, timedelta(days=7))

    await departures.reckon(frozenset(), lambda server: server != guild.id)
    assert libraries.leaving() == ()
    await departures.reckon(frozenset(), lambda server: server == guild.id)

    assert libraries.leaving() == (key(guild),)


async def test_a_demo_beside_it_lets_all_libraries_stay(
    env: simcord.Env, guild: simcord.GuildHandle, settings: Settings, tmp_path: Path
) -> None:
    await env.bot.close()
    again = real_libraries(tmp_path)
    await env.restart_bot(create_bot(settings, open_libraries=lambda: again, key=lambda _: LOCAL))

    await removed(env, guild)
    await wait(env, hours=1)

    assert again.leaving() == ()


async def test_nobody_reads_the_library_of_a_server_that_the_bot_has_left(
    env: simcord.Env, guild: simcord.GuildHandle
) -> None:
    alice = env.create_user("alice")
    guild.add_member(alice)
    answer = await alice.slash("ask", question="what did the fox promise?")
    assert answer.response
    assert "quernstone" in shown(answer.response)
    await removed(env, guild)

    told = await alice.slash("ask", question="what did the fox promise?")

    assert "quernstone" not in shown(told.response)
    assert "no longer share" in shown(told.response)


def _same(libraries: Libraries) -> Libraries:
    return libraries
