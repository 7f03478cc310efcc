from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import simcord

import bot
from bot.client import Bot, create_bot
from bot.settings import Settings
from tests.bot.support.libraries import OneLibrary
from tests.bot.support.library import FakeLibrary


def synced(env: simcord.Env) -> int:
    return sum(request.method == "PUT" for request in env.http_requests)


async def restart(env: simcord.Env, library: FakeLibrary, new: Bot) -> None:
    await env.bot.close()
    library.closed = False
    env.http_requests.clear()
    await env.restart_bot(new)


def test_creating_a_bot_opens_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "library"

    made = bot.create_bot(Settings(_env_file=None, database={"folder": folder}))

    assert isinstance(made, Bot)
    assert not folder.exists()


def test_importing_the_packages_loads_neither_discord_nor_models() -> None:
    code = (
        "import sys, bot, bot.settings; "
        "print({'discord', 'torch', 'faiss', 'sentence_transformers'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_importing_the_client_loads_no_models() -> None:
    code = (
        "import sys, bot.client; "
        "print({'torch', 'faiss', 'sentence_transformers'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


async def test_commands_are_synced_at_the_first_start(env: simcord.Env) -> None:
    (request,) = [request for request in env.http_requests if request.method == "PUT"]
    assert {command["name"] for command in request.json} == {
        "Add to the library",
        "Ask about this",
        "Is this in the story?",
        "ask",
        "check",
        "compare",
        "forget-me",
        "gaps",
        "help",
        "library",
        "map",
        "my-data",
        "people",
        "points",
        "progress",
        "promises",
        "quiz",
        "quote",
        "settings",
        "said",
        "stories",
        "story",
        "summary",
        "threats",
        "timeline",
    }
    assert all(option["description"] for c in request.json for option in c.get("options", []))


async def test_unchanged_commands_are_not_synced_again(
    env: simcord.Env, library: FakeLibrary, make_bot: Callable[[], Bot]
) -> None:
    await restart(env, library, make_bot())

    assert synced(env) == 0


async def test_changed_commands_are_synced_again(
    env: simcord.Env, library: FakeLibrary, make_bot: Callable[[], Bot]
) -> None:
    (key,) = library.settings
    library.settings[key] = "the digest of an older version"

    await restart(env, library, make_bot())

    assert synced(env) == 1


async def test_commands_that_discord_lost_are_synced_again(
    env: simcord.Env, library: FakeLibrary, make_bot: Callable[[], Bot]
) -> None:
    env.backend.commands[None].popitem()

    await restart(env, library, make_bot())

    assert synced(env) == 1


async def test_commands_that_discord_refuses_are_sent_again_at_the_next_start(
    env: simcord.Env,
    library: FakeLibrary,
    make_bot: Callable[[], Bot],
    caplog: pytest.LogCaptureFixture,
) -> None:
    library.settings.clear()
    env.inject_error("PUT", "/applications/*/commands", status=429, code=30034)

    await restart(env, library, make_bot())

    assert "Discord refused the commands" in caplog.text
    assert not library.settings
    await restart(env, library, make_bot())
    assert synced(env) == 1


async def test_closing_the_bot_closes_the_library(env: simcord.Env, library: FakeLibrary) -> None:
    await env.bot.close()

    assert library.closed


async def test_a_library_that_opens_after_the_bot_was_closed_is_closed_again(
    settings: Settings, library: FakeLibrary
) -> None:
    made = create_bot(settings, open_libraries=lambda: OneLibrary(library))
    await made.close()

    await made.desk.open()

    assert library.closed


async def test_a_question_that_is_being_answered_when_the_bot_closes_is_answered(
    env: simcord.Env,
    library: FakeLibrary,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        begun.set()
        go_on.wait(5)

    library.before_work = wait
    asking = asyncio.create_task(alice.slash(channel, "ask", question="what did Akar promise?"))
    await asyncio.to_thread(begun.wait, 5)
    closing = asyncio.create_task(env.bot.close())
    await asyncio.sleep(0.05)
    go_on.set()
    result = await asking
    await closing

    assert result.response
    assert "NATO" in str(result.response.components)
    assert library.closed
