"""Processes that share a database: one is killed or paused, and the others go on."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest

from index.storage.locking import WriterLock
from tests.bot.sharding.plain_discord import PlainDiscord
from tests.bot.sharding.processes import Fleet, fleet, until
from tests.index.storage.servers import new_database

CLAIMED = {"SHARD_CLAIM": "true", "SHARD_COUNT": "4"}
SERVERS = range(4)


@contextmanager
def place_of(engine: str, folder: Path) -> Iterator[str]:
    if engine == "sqlite":
        yield str(folder / "data")
    else:
        with new_database() as url:
            yield url


@pytest.fixture(params=["postgres", "sqlite"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where the database of a test is."""
    with place_of(request.param, tmp_path) as place:
        yield place


def between_changes(place: str) -> AbstractContextManager[None]:
    """While nobody changes a folder: one that is paused in a change would keep all others out."""
    return nullcontext() if "://" in place else WriterLock(Path(place)).held()


async def ask_all(discord: PlainDiscord) -> list[int]:
    return [await discord.ask(server) for server in SERVERS]


async def answered_once(discord: PlainDiscord, asked: list[int]) -> None:
    await until(lambda: all(discord.replies[one] for one in asked), "all were answered")
    # A second answer would come as quickly as the first.
    await asyncio.sleep(0.5)
    assert {discord.replies[one] for one in asked} == {1}


async def two(started: Fleet) -> None:
    first = await started.start(**CLAIMED)
    await started.all_served(4)
    second = await started.start(**CLAIMED)
    await until(lambda: started.serving(second) == {2, 3}, "the second serves half")
    await until(
        lambda: started.served_once(4) and started.serving(first) == {0, 1}, "the first left them"
    )


async def test_what_a_killed_process_served_is_taken_over_and_answered(
    discord: PlainDiscord, place: str, tmp_path: Path
) -> None:
    async with fleet(discord, place, tmp_path) as started:
        await two(started)
        await answered_once(discord, await ask_all(discord))
        first, second = started.processes

        first.kill()

        await until(lambda: started.serving(second) == {0, 1, 2, 3}, "the second serves all")
        await started.all_served(4)
        await answered_once(discord, await ask_all(discord))
        third = await started.start(**CLAIMED)
        await until(lambda: len(started.serving(third)) == 2, "a third serves half")
        await answered_once(discord, await ask_all(discord))


async def test_a_paused_process_that_wakes_up_answers_nothing_twice(
    discord: PlainDiscord, place: str, tmp_path: Path
) -> None:
    async with fleet(discord, place, tmp_path) as started:
        await two(started)
        first, second = started.processes

        with between_changes(place):
            first.send_signal(signal.SIGSTOP)
        asked = await ask_all(discord)
        await until(lambda: started.serving(second) == {0, 1, 2, 3}, "the second serves all")
        await until(
            lambda: all(len(discord.served()[shard]) == 2 for shard in (0, 1)),
            "both are sent what is asked",
        )
        # A session begins before it is told of its servers, whose messages it then knows.
        await asyncio.sleep(2.0)
        asked_of_both = await ask_all(discord)
        await until(lambda: all(map(discord.replies.get, asked_of_both)), "the second answers")
        first.send_signal(signal.SIGCONT)

        # What it was sent while it was paused, and nobody else was, is answered late.
        await answered_once(discord, [*asked, *asked_of_both])
        await until(lambda: "Other processes serve" in started.log(first), "it was told")
        await until(lambda: started.served_once(4), "it left them")
        await answered_once(discord, await ask_all(discord))


async def test_a_process_that_is_told_to_end_leaves_at_once(
    discord: PlainDiscord, tmp_path: Path
) -> None:
    async with fleet(discord, str(tmp_path / "data"), tmp_path) as started:
        await two(started)
        first, second = started.processes

        first.send_signal(signal.SIGTERM)

        assert await first.wait() == 0
        await until(lambda: started.serving(second) == {0, 1, 2, 3}, "the second serves all")
        assert "Traceback" not in started.log(first)
        await started.all_served(4)
        await answered_once(discord, await ask_all(discord))
