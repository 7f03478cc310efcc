"""`verse doctor` about the health port: off, free, taken by others, answered by a bot."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator

import pytest
import simcord

from bot.sections import HealthSettings
from bot.settings import Settings
from bot.terminal.observing import health_checks
from index import Check, CheckState, StorageError
from tests.bot.support.library import FakeLibrary


def checks(port: int | None) -> list[Check]:
    return list(health_checks(HealthSettings(port=port)))


@pytest.fixture
def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as once:
        return int(once.getsockname()[1])


@pytest.fixture
def taken() -> Iterator[int]:
    """By somebody who hangs up on everybody."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        yield int(listening.getsockname()[1])


@pytest.mark.parametrize(("port", "found"), [(None, "off"), (0, "any free one")])
def test_a_port_that_is_not_named_is_fine(port: int | None, found: str) -> None:
    (check,) = checks(port)
    assert check.state is CheckState.FINE
    assert check.found.startswith(found)


def test_a_free_port_is_fine(free: int) -> None:
    (check,) = checks(free)
    assert (check.state, check.remedy) == (CheckState.FINE, None)
    assert f"port {free} is free" in check.found


def test_a_port_that_something_else_listens_on_is_a_fault_with_its_remedy(
    taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.terminal.observing._PATIENCE_SECONDS", 0.2)
    (check,) = checks(taken)
    assert check.state is CheckState.FAILED
    assert "no bot answers there" in check.found
    assert check.remedy == "choose another one with HEALTH_PORT"


class TestWithABot:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(_env_file=None, discord={"cooldown_seconds": 0}, health={"port": 0})

    async def test_a_bot_that_answers_is_looked_at_in_all_its_parts(self, env: simcord.Env) -> None:
        told = await asyncio.to_thread(checks, env.bot.watch.server.address[1])

        assert [check.name for check in told] == ["Health port", "Readiness", "Metrics"]
        assert {check.state for check in told} == {CheckState.FINE}

    async def test_what_keeps_it_from_being_ready_is_named(
        self, env: simcord.Env, library: FakeLibrary
    ) -> None:
        def fail(_name: str) -> None:
            raise StorageError("The disk is full; free some space.")

        library.setting = fail
        await env.bot.get_shard(0).disconnect()

        told = await asyncio.to_thread(checks, env.bot.watch.server.address[1])

        (ready,) = [check for check in told if check.name == "Readiness"]
        assert ready.state is CheckState.FAILED
        assert ready.found == "not ready: gateway and database"
        assert ready.remedy
