"""Bots that share a database: who serves which shard, and who answers what."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from bot.client import Bot
from bot.sharding import turns
from bot.sharding.counting import ShardsError
from bot.sharding.turns import APART_SECONDS
from index.storage.claim_rows import ClaimRows
from index.storage.database import Database
from index.storage.locking import WriterLock
from tests.bot.sharding.child import QUICK
from tests.bot.sharding.clients import Clients
from tests.bot.sharding.plain_discord import PlainDiscord, number_of
from tests.bot.sharding.processes import until

SERVERS = range(4)


@pytest.fixture(autouse=True)
def short_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "APART_SECONDS", 0.3)


async def answered(discord: PlainDiscord, *messages: int) -> None:
    await until(lambda: all(discord.replies[one] for one in messages), "all were answered")
    # A second answer would come as quickly as the first.
    await asyncio.sleep(0.3)
    assert [discord.replies[one] for one in messages] == [1] * len(messages)


async def two(clients: Clients) -> tuple[Bot, Bot]:
    """Two processes that serve a shard each."""
    first = clients.start(count=2)
    await clients.serve(first, 2)
    second = clients.start(count=2)
    await clients.serve(second, 1)
    await clients.serve(first, 1)
    return first, second


async def test_without_settings_one_process_serves_what_discord_recommends(
    discord: PlainDiscord, clients: Clients
) -> None:
    client = clients.start(claim=False)
    await clients.serve(client, 4)

    assert client.shard_count == 4
    assert {guild.id for guild in client.guilds} == {number_of(server) for server in SERVERS}
    await answered(discord, *[await discord.ask(server) for server in SERVERS])


async def test_chosen_shards_are_served_and_no_others(
    discord: PlainDiscord, clients: Clients
) -> None:
    first = clients.start(claim=False, count=4, ids="0,2-3")
    second = clients.start(claim=False, count=4, ids="1")
    await clients.serve(first, 3)
    await clients.serve(second, 1)

    assert [guild.id for guild in second.guilds] == [number_of(1)]
    await answered(discord, *[await discord.ask(server) for server in SERVERS])


async def test_two_processes_with_the_same_shards_answer_each_message_once(
    discord: PlainDiscord, clients: Clients
) -> None:
    for _ in range(2):
        await clients.serve(clients.start(claim=False, count=2, ids="0-1"), 2)

    await answered(discord, *[await discord.ask(server) for server in SERVERS for _ in range(3)])


async def test_a_second_process_takes_half_and_no_question_is_lost_meanwhile(
    discord: PlainDiscord, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "APART_SECONDS", APART_SECONDS)
    discord.at_once = 1
    first = clients.start(count=2)
    await clients.serve(first, 2)
    second = clients.start()
    asked = []
    while not (len(second.sharding.settled) == len(first.sharding.settled) == 1):
        asked += [await discord.ask(server) for server in (0, 1)]
        await asyncio.sleep(0.1)

    assert second.shard_count == 2
    await answered(discord, *asked, *[await discord.ask(server) for server in SERVERS])
    assert {len(sessions) for sessions in discord.served().values()} == {1}
    at = sorted(session.at for session in discord.sessions)
    assert min(later - earlier for earlier, later in pairwise(at)) >= 5


async def test_a_process_that_ends_leaves_its_shards_to_the_other(
    discord: PlainDiscord, clients: Clients
) -> None:
    first = clients.start()
    await clients.serve(first, 4)
    second = clients.start()
    await clients.serve(second, 2)
    await clients.serve(first, 2)

    await clients.stop(first)

    await clients.serve(second, 4)
    await answered(discord, *[await discord.ask(server) for server in SERVERS])


async def test_another_number_of_shards_is_refused(clients: Clients) -> None:
    await clients.serve(clients.start(count=4), 4)

    with pytest.raises(ShardsError, match="SHARD_COUNT is 8 here"):
        await clients.ended(clients.start(count=8))


async def test_a_shard_that_somebody_else_claimed_is_left_at_once(
    discord: PlainDiscord, clients: Clients, open_shared: Callable[[], Database]
) -> None:
    client = clients.start(count=2)
    await clients.serve(client, 2)
    with open_shared() as database:
        rows = ClaimRows(database)
        rows.release(client.sharding.processes.me, ["shard:1"])
        rows.claim("process:other", "other", 60)
        rows.claim("shard:1", "other", 60)

        await clients.serve(client, 1)

        await until(lambda: set(discord.served()) == {0}, "the connection is closed")
        assert {guild.id for guild in client.guilds} == {number_of(0), number_of(2)}
        assert client.sharding.serves(number_of(0))
        assert client.sharding.elsewhere(number_of(1))


async def test_a_process_beyond_the_shards_stands_by(clients: Clients) -> None:
    first = clients.start(count=1)
    await clients.serve(first, 1)
    second = clients.start()
    await until(lambda: second.sharding.stands_by, "it found the others")

    await clients.stop(first)

    await clients.serve(second, 1)
    assert not second.sharding.stands_by


async def test_a_member_is_forgotten_in_all_processes(clients: Clients) -> None:
    first, second = await two(clients)
    second.memberships.used(50, 7)

    await first.sharding.tell_forgotten(50)

    await until(lambda: second.memberships.last_used(50) is None, "it was forgotten")


async def test_a_chore_is_done_by_one_process(clients: Clients) -> None:
    first, second = await two(clients)

    chore = "erasing"
    async with first.sharding.chore(chore) as alone, second.sharding.chore(chore) as too:
        assert (alone, too) == (True, False)
    async with second.sharding.chore("erasing") as alone:
        assert alone


async def test_a_server_of_another_process_is_asked_for_in_direct_messages(
    discord: PlainDiscord, clients: Clients
) -> None:
    first, _ = await two(clients)
    server = next(server for server in (2, 3) if first.sharding.elsewhere(number_of(server)))

    found = await first.memberships.within(50, number_of(server))

    assert found
    assert (found.name, found.manages) == (f"Readers {server}", True)
    assert await first.memberships.within(50, number_of(server + 2)) is None


async def test_a_session_that_discord_forgot_begins_anew_without_servers_left_meanwhile(
    discord: PlainDiscord, clients: Clients
) -> None:
    client: Bot = clients.start(count=1)
    await clients.serve(client, 1)
    discord.servers = 2

    await discord.sessions[-1].socket.close(code=4000)

    await until(lambda: len(discord.sessions) == 2, "it identified again")
    await clients.serve(client, 1)
    assert {guild.id for guild in client.guilds} == {number_of(0), number_of(1)}


async def test_a_database_that_is_away_for_long_costs_no_session(
    discord: PlainDiscord, clients: Clients, tmp_path: Path
) -> None:
    await two(clients)
    before = len(discord.sessions)

    with WriterLock(tmp_path / "data").held():
        await asyncio.sleep(2 * QUICK.lease_seconds)
    await asyncio.sleep(4 * QUICK.round_seconds)

    assert len(discord.sessions) == before
    await answered(discord, *[await discord.ask(server) for server in SERVERS])
