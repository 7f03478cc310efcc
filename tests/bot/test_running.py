"""The bot as a process: how it starts, how it refuses to, and how it ends."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.bot.support.discord_server import FakeDiscord, running

ROOT = Path(__file__).parents[2]
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB"  # noqa: S105
NOWHERE = "http://127.0.0.1:9"
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1, 1 << 9, 1 << 12


async def start(tmp_path: Path, *, what: str = "run", delay: float = 0, **settings: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bot.support.child",
        what,
        str(tmp_path / "note"),
        str(delay),
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), **settings},
        stdout=PIPE,
        stderr=PIPE,
    )


async def ended(process: Process) -> tuple[int | None, str]:
    try:
        _, errors = await asyncio.wait_for(process.communicate(), 20)
    finally:
        if process.returncode is None:
            process.kill()
    return process.returncode, errors.decode()


async def failed(tmp_path: Path, **settings: str) -> str:
    """The one sentence with which a start fails."""
    code, errors = await ended(await start(tmp_path, **settings))
    assert code == 1
    assert "Traceback" not in errors
    assert TOKEN not in errors
    (sentence,) = [line for line in errors.splitlines() if " INFO " not in line]
    return sentence


async def until(said: str, process: Process) -> None:
    assert process.stderr
    async with asyncio.timeout(20):
        while said not in (line := (await process.stderr.readline()).decode()):
            assert line, f"the process ended before it said {said!r}"


async def test_without_a_token_it_says_where_to_get_one(tmp_path: Path) -> None:
    sentence = await failed(tmp_path)
    assert "needs a token" in sentence
    assert "verse demo" in sentence


@pytest.mark.parametrize(
    ("token", "fault"),
    [
        ("secret", "three parts"),
        ("Bot x.y.z", "a word in front"),
        (f"{TOKEN} {TOKEN}", "spaces"),
        ("“quoted”", "three parts"),
        (f"a{TOKEN}", "a bot's id"),
    ],
)
async def test_a_malformed_token_is_said_without_repeating_it(
    tmp_path: Path, token: str, fault: str
) -> None:
    sentence = await failed(tmp_path, DISCORD_TOKEN=token)
    assert fault in sentence
    assert "into DISCORD_TOKEN" in sentence
    assert token not in sentence


async def test_a_wrong_token_is_one_sentence(tmp_path: Path) -> None:
    async with running(FakeDiscord("another token")) as discord:
        sentence = await failed(tmp_path, DISCORD_TOKEN=TOKEN, DISCORD_API_URL=discord.url)
    assert sentence.startswith("Discord does not know this token; ")


async def test_no_network_is_one_sentence(tmp_path: Path) -> None:
    sentence = await failed(tmp_path, DISCORD_TOKEN=TOKEN, DISCORD_API_URL=NOWHERE)
    assert sentence.startswith("Discord cannot be reached at 127.0.0.1; ")


async def test_an_outage_is_one_sentence(tmp_path: Path) -> None:
    async with running(FakeDiscord(TOKEN, status=503)) as discord:
        sentence = await failed(tmp_path, DISCORD_TOKEN=TOKEN, DISCORD_API_URL=discord.url)
    assert "status 503" in sentence


@pytest.mark.parametrize(
    ("code", "words"),
    [(4004, "does not know this token"), (4014, "Message Content Intent"), (4013, "code 4013")],
)
async def test_a_gateway_that_refuses_is_one_sentence(
    tmp_path: Path, code: int, words: str
) -> None:
    async with running(FakeDiscord(TOKEN, close_code=code)) as discord:
        sentence = await failed(tmp_path, DISCORD_TOKEN=TOKEN, DISCORD_API_URL=discord.url)
    assert words in sentence


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    async with running(FakeDiscord(TOKEN)) as discord:
        process = await start(tmp_path, DISCORD_TOKEN=TOKEN, DISCORD_API_URL=discord.url)
        await until("Ready as", process)

        process.send_signal(number)
        code, errors = await ended(process)

    assert code == 0
    assert "Traceback" not in errors
    assert (tmp_path / "note").read_text() == "closed"
    # Both are close frames; a connection that just breaks is 1006.
    assert discord.closed_with[-1] in {1000, 4000}
    assert discord.identified == [GUILDS | GUILD_MESSAGES | DIRECT_MESSAGES]


async def test_a_signal_while_the_library_opens_ends_it_and_closes_the_library(
    tmp_path: Path,
) -> None:
    async with running(FakeDiscord(TOKEN)) as discord:
        process = await start(tmp_path, delay=2, DISCORD_TOKEN=TOKEN, DISCORD_API_URL=discord.url)
        await until("logging in", process)
        await asyncio.sleep(0.5)

        process.send_signal(signal.SIGTERM)
        code, errors = await ended(process)

    assert code == 0
    assert "Traceback" not in errors
    assert (tmp_path / "note").read_text() == "closed"


async def test_a_second_signal_ends_it_at_once(tmp_path: Path) -> None:
    async with running(FakeDiscord(TOKEN)) as discord:
        process = await start(tmp_path, delay=15, DISCORD_TOKEN=TOKEN, DISCORD_API_URL=discord.url)
        await until("logging in", process)
        await asyncio.sleep(0.5)

        process.send_signal(signal.SIGTERM)
        await until("Stopping", process)
        process.send_signal(signal.SIGTERM)
        code, _ = await ended(process)

    assert code == 128 + signal.SIGTERM


async def test_the_demo_prints_its_address_and_ends_with_a_signal(tmp_path: Path) -> None:
    process = await start(tmp_path, what="demo")
    assert process.stdout
    async with asyncio.timeout(20):
        while "http://127.0.0.1:" not in (line := (await process.stdout.readline()).decode()):
            assert line, "the demo ended early"

    process.send_signal(signal.SIGINT)
    code, errors = await ended(process)

    assert code == 0
    assert "Traceback" not in errors
    assert (tmp_path / "note").read_text() == "closed"


def test_the_token_never_shows_in_the_settings() -> None:
    assert TOKEN not in repr(Settings(_env_file=None, discord={"token": TOKEN}))
