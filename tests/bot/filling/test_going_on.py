"""What was asked for is added although the bot is stopped, killed or stuck; and told once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import simcord
from sqlalchemy import select, update

from bot.adding.materials import Address
from bot.adding.orders import HUNG_SECONDS, Job, Order
from bot.adding.running import LEASE_SECONDS
from bot.client import Bot, create_bot
from bot.settings import Settings
from index import JobState, Libraries, Library, LibraryOptions, server_key
from index.storage.database import Database
from index.storage.tables import jobs
from tests.bot.support import adding_child
from tests.bot.support.bodies import shown
from tests.bot.support.filling import FOX, file, leave_running, names
from tests.bot.support.real import real_libraries
from tests.bot.support.slow import SlowEncoder, begin, soon
from tests.index.killing import killed, kills

CHILD = Path(adding_child.__file__)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "libraries"


@pytest.fixture
def encoder() -> Iterator[SlowEncoder]:
    made = SlowEncoder()
    yield made
    made.go_on.set()


@pytest.fixture
def libraries(folder: Path, encoder: SlowEncoder) -> Libraries:
    options = LibraryOptions(folder=folder, reader_model="none")
    opened = Libraries.open(options, encoder=encoder)
    opened.warm_up()
    return opened


def told(channel: simcord.ChannelHandle) -> list[str]:
    return [shown(message) for message in channel.history()]


def pass_time(folder: Path) -> None:
    """Let it be a while since the process that held a job said so."""
    with Database.open(folder) as database, database.changing() as connection:
        for row in connection.execute(select(jobs).where(jobs.c.taken_until.is_not(None))).all():
            ended = row.taken_until - timedelta(minutes=2)
            connection.execute(update(jobs).where(jobs.c.id == row.id).values(taken_until=ended))


async def look(env: simcord.Env) -> None:
    """Let the bot find what others left, which it looks for a minute after its start."""
    await env.advance_time(LEASE_SECONDS + 10)


async def test_a_stopped_bot_goes_on_where_the_member_sees_it_after_the_restart(
    env: simcord.Env,
    settings: Settings,
    library: Library,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    encoder: SlowEncoder,
    folder: Path,
) -> None:
    message = await begin(env, mia, channel, encoder, file(FOX))
    other = file("The owl sat in a tree. It saw the moon.", "owl.txt")
    await leave_running(env, mia.slash(channel, "story add", file1=other))
    soon(encoder)
    await env.bot.close()
    assert ["goes on by itself" in words for words in told(channel)] == [True, True]

    again = real_libraries(folder)
    await env.restart_bot(create_bot(settings, open_libraries=lambda: again))
    await env.settle()

    here = again.of(library.key)
    assert names(here) == ["s-400", "fox", "owl"]
    assert len(here.audit(9)) == 2
    fox, owl = told(channel)
    assert "Ready: Fox" in fox
    assert "Ready: Owl" in owl
    assert channel.history()[0].id == message.id
    assert again.jobs.crowd() == {}


@kills
async def test_what_a_killed_bot_was_adding_is_added_once_by_another(
    env: simcord.Env,
    libraries: Libraries,
    library: Library,
    channel: simcord.ChannelHandle,
    folder: Path,
) -> None:
    await asyncio.to_thread(killed, CHILD, folder, "ask", after=1, seconds=0)
    assert libraries.jobs.crowd() == {server_key(str(channel.guild.id)): 1}
    await look(env)
    assert names(library) == ["s-400"]

    pass_time(folder)
    await look(env)
    await look(env)

    assert names(library) == ["s-400", "fox"]
    assert len(library.audit(9)) == 1
    (words,) = told(channel)
    assert "Ready: Fox" in words


@kills
async def test_what_kills_two_bots_is_set_aside_and_told_in_one_sentence(
    env: simcord.Env,
    libraries: Libraries,
    library: Library,
    channel: simcord.ChannelHandle,
    folder: Path,
) -> None:
    for what in ("ask", "take"):
        await asyncio.to_thread(killed, CHILD, folder, what, after=1, seconds=0)
        pass_time(folder)

    await look(env)
    await look(env)

    (words,) = told(channel)
    assert words.startswith("I had to start anew twice while I was adding “fox.txt”")
    assert len(words.splitlines()) == 1
    assert names(library) == ["s-400"]
    assert libraries.jobs.set_aside() == 1


def test_a_thread_hangs_that_gives_no_sign_of_life_for_long() -> None:
    job = Job(Order((Address("https://example.org"),)), 1, "server:1", lambda: False)
    begun = time.monotonic()
    assert not job.hangs(begun + HUNG_SECONDS - 1)
    assert job.hangs(begun + HUNG_SECONDS + 1)

    job.progress("encoding", 1, 9)
    assert not job.hangs(time.monotonic() + HUNG_SECONDS - 1)


async def test_what_another_process_cancels_stores_nothing(
    env: simcord.Env,
    libraries: Libraries,
    library: Library,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    encoder: SlowEncoder,
) -> None:
    await begin(env, mia, channel, encoder, file(FOX))
    (job,) = libraries.jobs.of_library(library.key)
    assert libraries.jobs.cancel(job.id, "elsewhere", 60)

    encoder.go_on.set()
    await env.settle()

    assert shown(channel.last_message) == "Cancelled; nothing of it was kept."
    assert names(library) == ["s-400"]
    found = libraries.jobs.find(job.id)
    assert found is not None
    assert (found.state, found.taken_by, found.by) == (JobState.CANCELLED, None, None)


async def test_what_another_process_took_over_is_left_to_it(
    env: simcord.Env,
    libraries: Libraries,
    library: Library,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    encoder: SlowEncoder,
    folder: Path,
) -> None:
    await begin(env, mia, channel, encoder, file(FOX))
    pass_time(folder)
    assert libraries.jobs.take("elsewhere", 60)

    encoder.go_on.set()
    await env.settle()

    assert names(library) == ["s-400"]
    assert "Ready" not in shown(channel.last_message)


async def test_a_member_who_is_forgotten_is_not_waited_for(
    env: simcord.Env,
    libraries: Libraries,
    library: Library,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    encoder: SlowEncoder,
) -> None:
    await begin(env, mia, channel, encoder, file(FOX))
    (kept,) = library.member_data(str(mia.id))
    assert len(kept.jobs) == 1

    libraries.forget_member(str(mia.id))
    encoder.go_on.set()
    await env.settle()

    assert names(library) == ["s-400"]
    assert "nothing of it was kept" in shown(channel.last_message)


async def test_what_waits_stands_in_the_data_of_who_asked_for_it(
    env: simcord.Env,
    mia: simcord.MemberActor,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    encoder: SlowEncoder,
    make_bot: Callable[[], Bot],
) -> None:
    await begin(env, mia, channel, encoder, file(FOX))
    soon(encoder)

    mine = await mia.slash(channel, "my-data")
    others = await alice.slash(channel, "my-data")

    assert "one thing that you want to add: fox.txt" in shown(mine.response)
    assert "fox.txt" not in shown(others.response)
