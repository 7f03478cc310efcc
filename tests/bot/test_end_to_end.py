"""The whole house: the real library with the real encoder behind the real bot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import simcord

from bot.client import Bot, create_bot
from bot.settings import Settings
from tests.bot.support.bodies import shown

PROMISE = "will not be integrated into any active NATO military systems"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("library")


@pytest.fixture
def settings(folder: Path) -> Settings:
    return Settings(_env_file=None, discord={"cooldown_seconds": 0}, database={"folder": folder})


@pytest.fixture
def make_bot(settings: Settings) -> Callable[[], Bot]:
    return lambda: create_bot(settings)


async def test_the_promise_is_read_in_discord_and_read_on_from_after_a_restart(
    env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    make_bot: Callable[[], Bot],
) -> None:
    answer = await alice.slash(channel, "ask", question="what did Akar promise?")
    assert PROMISE in shown(answer.response)
    assert "paragraph 12" in shown(answer.response)
    assert "The story doesn't say." not in shown(answer.response)

    await env.bot.close()
    await env.restart_bot(make_bot())
    assert answer.response
    before = await alice.click(answer.response, label="← Before")
    assert shown(before.response).startswith("> ")

    summary = await alice.slash(channel, "summary", length="medium")
    assert shown(summary.response).count("> ") >= 3
    quote = await alice.slash(channel, "quote", words="slap sanctions on Ankara")
    assert shown(quote.response).startswith("**These very words**")
    refusal = await alice.slash(channel, "ask", question="Who won the football match?")
    assert shown(refusal.response).startswith("### The story doesn't say.")
