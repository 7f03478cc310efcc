"""The health port: the event loop turns, the gateway is ready, the database answers."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
import simcord

from bot.client import create_bot
from bot.health import pulse
from bot.health.server import HealthPortError
from bot.settings import Settings
from index import StorageError
from tests.bot.support.libraries import OneLibrary
from tests.bot.support.library import FakeLibrary, seed_story


@pytest.fixture
def settings() -> Settings:
    return Settings(_env_file=None, discord={"cooldown_seconds": 0}, health={"port": 0})


class Port:
    """What asks the bot's port."""

    def __init__(self, env: simcord.Env, session: aiohttp.ClientSession) -> None:
        self._env = env
        self._session = session

    async def get(self, path: str) -> tuple[int, str]:
        host, port = self._env.bot.watch.server.address
        assert host == "127.0.0.1"
        async with self._session.get(f"http://{host}:{port}{path}") as answer:
            return answer.status, await answer.text()


@pytest_asyncio.fixture
async def port(env: simcord.Env) -> AsyncIterator[Port]:
    async with aiohttp.ClientSession() as session:
        yield Port(env, session)


async def test_it_is_live_while_the_event_loop_turns(port: Port) -> None:
    await _first_beat(port)
    assert await port.get("/live") == (200, '{"live": true}')


async def test_it_is_not_live_without_a_beat_in_the_last_seconds(
    port: Port, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _first_beat(port)
    monkeypatch.setattr(pulse, "ALIVE_SECONDS", 0.0)
    assert await port.get("/live") == (503, '{"live": false}')


async def test_it_is_ready_when_the_gateway_is_and_the_database_answers(port: Port) -> None:
    assert await port.get("/ready") == (200, '{"ready": true, "not_ready": []}')


async def test_a_lost_gateway_is_named_until_it_is_connected_again(
    env: simcord.Env, port: Port
) -> None:
    await env.bot.get_shard(0).disconnect()
    assert await port.get("/ready") == (503, '{"ready": false, "not_ready": ["gateway"]}')

    await env.bot.get_shard(0).reconnect()
    assert (await port.get("/ready"))[0] == 200


async def test_a_database_that_fails_is_named_and_nothing_else_of_it(
    port: Port, library: FakeLibrary
) -> None:
    def fail(_name: str) -> str:
        raise StorageError("The disk of /home/somebody is full; free some space.")

    library.setting = fail
    assert await port.get("/ready") == (503, '{"ready": false, "not_ready": ["database"]}')


async def test_a_database_that_does_not_answer_is_asked_once_however_often_others_look(
    port: Port, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.health.watch._ASK_SECONDS", 0.05)
    go_on, asked = threading.Event(), []

    def hang(name: str) -> None:
        asked.append(name)
        go_on.wait(10)

    library.setting = hang
    try:
        for _ in range(4):
            assert json.loads((await port.get("/ready"))[1])["not_ready"] == ["database"]
    finally:
        go_on.set()
    assert len(asked) == 1


async def test_it_is_ready_no_more_when_it_ends_and_then_the_port_is_free(
    env: simcord.Env, port: Port
) -> None:
    address = env.bot.watch.server.address
    await env.bot.close()
    assert env.bot.watch.server.address is None
    socket.create_server(address).close()


async def test_other_addresses_tell_nothing(port: Port) -> None:
    for path in ("/", "/metrics/", "/live/x", "/debug"):
        assert (await port.get(path))[0] == 404


async def test_a_port_that_is_taken_ends_the_start_with_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        settings = Settings(_env_file=None, health={"port": number})
        bot = create_bot(settings, open_libraries=lambda: OneLibrary(FakeLibrary(seed_story())))
        with pytest.raises(HealthPortError, match=rf"port {number} .*HEALTH_PORT\.$"):
            await bot.watch.open()
        await bot.close()


class TestWithoutAPort:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(_env_file=None, discord={"cooldown_seconds": 0})

    async def test_nothing_listens(self, env: simcord.Env) -> None:
        assert env.bot.watch.server.address is None


async def _first_beat(port: Port) -> None:
    for _ in range(200):
        if (await port.get("/live"))[0] == 200:
            return
    pytest.fail("the pulse does not beat")
