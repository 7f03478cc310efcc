"""What a bot in a process of its own tells: its service manager, and its log as JSON."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.health.systemd import Systemd
from tests.bot.support.discord_server import FakeDiscord, running
from tests.bot.test_running import TOKEN, ended, failed, start, until


@contextmanager
def manager(told: str) -> Iterator[socket.socket]:
    """The socket of a service manager, by how NOTIFY_SOCKET names it."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(told.replace("@", "\0"))
        listening.setblocking(False)
        yield listening


async def test_a_service_manager_is_told_of_readiness_beats_and_the_end(tmp_path: Path) -> None:
    told, heard = str(tmp_path / "notify"), [b""]
    loop = asyncio.get_running_loop()
    async with running(FakeDiscord(TOKEN)) as discord:
        process = await start(
            tmp_path,
            DISCORD_TOKEN=TOKEN,
            DISCORD_API_URL=discord.url,
            NOTIFY_SOCKET=told,
            WATCHDOG_USEC="100000",
        )
        with manager(told) as listening:
            async with asyncio.timeout(30):
                for last in (b"READY=1", b"WATCHDOG=1"):
                    while heard[-1] != last:
                        heard.append(await loop.sock_recv(listening, 100))
                process.send_signal(signal.SIGTERM)
                while heard[-1] != b"STOPPING=1":
                    heard.append(await loop.sock_recv(listening, 100))
            code, _ = await ended(process)

    assert code == 0
    assert set(heard) == {b"", b"READY=1", b"WATCHDOG=1", b"STOPPING=1"}
    assert heard.count(b"READY=1") == 1


def test_a_service_manager_may_have_an_abstract_address_and_no_watchdog(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = f"@verse-{tmp_path.parent.name}-{tmp_path.name}"
    monkeypatch.setenv("NOTIFY_SOCKET", told)
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)
    with manager(told) as listening:
        systemd = Systemd()
        systemd.beat()
        systemd.ready()
        assert listening.recv(100) == b"READY=1"


def test_without_a_service_manager_or_when_it_is_gone_nothing_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    Systemd().ready()
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    Systemd().ready()


async def test_the_log_as_json_is_one_object_a_line_with_the_time_in_utc(tmp_path: Path) -> None:
    async with running(FakeDiscord(TOKEN)) as discord:
        process = await start(
            tmp_path, DISCORD_TOKEN=TOKEN, DISCORD_API_URL=discord.url, LOGGING_FORMAT="json"
        )
        await until('"message": "Ready as', process)
        process.send_signal(signal.SIGTERM)
        code, errors = await ended(process)

    assert code == 0
    lines = [json.loads(line) for line in errors.splitlines()]
    assert {"time", "level", "logger", "message"} == set(lines[0])
    assert datetime.fromisoformat(lines[0]["time"]).utcoffset() == timedelta(0)
    assert "Stopping" in lines[0]["message"]


async def test_a_health_port_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        async with running(FakeDiscord(TOKEN)) as discord:
            sentence = await failed(
                tmp_path,
                DISCORD_TOKEN=TOKEN,
                DISCORD_API_URL=discord.url,
                HEALTH_PORT=str(taken.getsockname()[1]),
            )
    assert sentence.startswith("The bot cannot say how it is doing on 127.0.0.1, port ")
    assert sentence.endswith("choose others with HEALTH_HOST and HEALTH_PORT.")
