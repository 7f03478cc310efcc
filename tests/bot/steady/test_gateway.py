"""The gateway fails: the bot comes back by itself and answers once what was asked meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot import once
from bot.client import Bot
from bot.once import First, Once
from index import StorageUnavailableError
from tests.bot.support.bodies import shown
from tests.bot.support.faults import FaultyDiscord
from tests.bot.support.gateway import Gateway
from tests.bot.support.loopback import connected, done, until

PROMISE = "the S-400s will not be integrated"
QUESTION = "what did Akar promise?"


async def cut(gateway: Gateway) -> None:
    gateway.cut()


BREAKS: dict[str, Callable[[Gateway], Awaitable[None]]] = {
    "closed with 1000": lambda gateway: gateway.close(1000),
    "closed with 4000": lambda gateway: gateway.close(4000),
    "closed with 4007": lambda gateway: gateway.close(4007),
    "closed with 4009": lambda gateway: gateway.close(4009),
    "cut": cut,
    "asked to reconnect": lambda gateway: gateway.reconnect(),
    "told to resume": lambda gateway: gateway.invalidate(resumable=True),
}


def answers(faulty: FaultyDiscord) -> int:
    return sum(PROMISE in shown(message) for message in faulty.sent())


def counted(bot: Bot, outcome: str) -> float | None:
    return bot.meter.registry.get_sample_value("verse_answers_total", {"outcome": outcome})


@pytest.mark.parametrize("broken", BREAKS.values(), ids=BREAKS.keys())
async def test_a_connection_that_breaks_is_resumed_and_what_was_asked_meanwhile_is_answered_once(
    faulty: FaultyDiscord, running: Bot, broken: Callable[[Gateway], Awaitable[None]]
) -> None:
    faulty.mention(faulty.alice, QUESTION)
    await until(lambda: answers(faulty) == 1)
    await broken(faulty.gateway)
    faulty.mention(faulty.alice, QUESTION)
    faulty.slash(faulty.bob, "ask", question=QUESTION)

    await until(lambda: answers(faulty) == 3)
    await until(lambda: faulty.gateway.connected)
    await done(running)

    assert answers(faulty) == 3
    assert faulty.gateway.resumed == 1
    assert len(faulty.gateway.sessions) == 1


async def test_what_is_worked_on_while_the_connection_breaks_is_answered_once(
    faulty: FaultyDiscord, running: Bot
) -> None:
    faulty.fail("PATCH", "/webhooks/*", status=503)
    faulty.slash(faulty.alice, "ask", question=QUESTION)
    await until(lambda: running.desk._exchanges)
    faulty.gateway.cut()

    await until(lambda: faulty.gateway.resumed)
    await until(lambda: answers(faulty))
    await done(running)

    assert answers(faulty) == 1


async def test_a_gateway_that_stays_away_is_tried_until_it_is_back(
    faulty: FaultyDiscord, running: Bot
) -> None:
    faulty.gateway.down = True
    faulty.gateway.cut()
    faulty.mention(faulty.alice, QUESTION)
    await until(lambda: faulty.gateway.refused)
    faulty.gateway.down = False

    await until(lambda: answers(faulty))

    assert faulty.gateway.resumed == 1
    assert answers(faulty) == 1


async def test_after_an_invalid_session_the_bot_identifies_anew_and_goes_on(
    faulty: FaultyDiscord, running: Bot
) -> None:
    await faulty.gateway.invalidate(resumable=False)
    await until(lambda: len(faulty.gateway.sessions) == 2)

    faulty.mention(faulty.alice, QUESTION)
    await until(lambda: answers(faulty))
    await done(running)

    assert answers(faulty) == 1
    assert faulty.gateway.resumed == 0


async def test_a_session_that_discord_has_forgotten_is_begun_anew(
    faulty: FaultyDiscord, running: Bot
) -> None:
    faulty.gateway.forgets = True
    faulty.gateway.cut()
    await until(lambda: len(faulty.gateway.sessions) == 2)

    faulty.slash(faulty.alice, "ask", question=QUESTION)
    await until(lambda: answers(faulty))
    await done(running)

    assert answers(faulty) == 1


async def test_a_connection_on_which_nothing_comes_any_more_is_made_again(
    faulty: FaultyDiscord, bot: Bot
) -> None:
    # discord.py waits for a minute.
    bot._connection.heartbeat_timeout = 0.5
    faulty.gateway.heartbeat_ms = 100
    async with connected(bot, faulty):
        faulty.gateway.deaf = True
        await until(lambda: faulty.gateway.closed_with)
        faulty.gateway.deaf = False
        await until(lambda: faulty.gateway.resumed)

        faulty.mention(faulty.alice, QUESTION)
        await until(lambda: answers(faulty))

    assert answers(faulty) == 1


async def test_a_message_that_is_delivered_twice_is_answered_once(
    faulty: FaultyDiscord, running: Bot
) -> None:
    faulty.mention(faulty.alice, QUESTION)
    await faulty.gateway.again("MESSAGE_CREATE")
    await until(lambda: answers(faulty))
    # Its answer is a message too by now.
    await faulty.gateway.again("MESSAGE_CREATE")
    await done(running)

    assert answers(faulty) == 1
    typing = [path for _, path, _ in faulty.requests if path.endswith("/typing")]
    assert len(typing) == 1


async def test_a_command_that_is_delivered_twice_is_answered_once(
    faulty: FaultyDiscord, running: Bot
) -> None:
    faulty.slash(faulty.alice, "ask", question=QUESTION)
    await faulty.gateway.again("INTERACTION_CREATE")
    await until(lambda: answers(faulty))
    await faulty.gateway.again("INTERACTION_CREATE")
    await done(running)

    assert len(faulty.sent()) == answers(faulty) == 1
    callbacks = [path for _, path, _ in faulty.requests if path.endswith("/callback")]
    assert len(callbacks) == 1


async def test_a_button_whose_press_is_delivered_twice_is_answered_once(
    faulty: FaultyDiscord, running: Bot
) -> None:
    faulty.slash(faulty.alice, "ask", question=QUESTION)
    await until(lambda: answers(faulty))
    await done(running)
    (answer,) = faulty.sent()

    faulty.press(faulty.bob, answer, "More matches")
    await faulty.gateway.again("INTERACTION_CREATE")
    await until(lambda: len(faulty.sent()) == 2)
    await done(running)

    assert len(faulty.sent()) == 2
    assert faulty.sent()[1].is_ephemeral


async def test_a_command_that_another_process_has_answered_is_left_to_it(
    faulty: FaultyDiscord, running: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    faulty.fail("POST", "/interactions/*", status=400, code=40060)

    faulty.slash(faulty.alice, "ask", question=QUESTION)
    await until(lambda: any(path.endswith("/callback") for _, path, _ in faulty.requests))
    await done(running)

    assert not faulty.sent()
    assert "Unexpected" not in caplog.text
    assert counted(running, "elsewhere") == 1
    assert counted(running, "failed") == 0


async def test_a_message_that_another_process_has_claimed_is_left_to_it(
    faulty: FaultyDiscord, running: Bot
) -> None:
    asked: list[str] = []

    async def elsewhere(name: str) -> bool:
        asked.append(name)
        return len(asked) > 1

    running.once.elsewhere = elsewhere
    first = faulty.mention(faulty.alice, QUESTION)
    second = faulty.mention(faulty.bob, QUESTION)
    await until(lambda: answers(faulty))
    await done(running)

    assert asked == [f"message:{first.id}", f"message:{second.id}"]
    assert answers(faulty) == 1


async def cannot_be_reached(_name: str) -> bool:
    raise StorageUnavailableError("The database cannot be reached; start it.")


async def takes_too_long(_name: str) -> bool:
    await asyncio.sleep(60)
    return False


@pytest.mark.parametrize("elsewhere", [cannot_be_reached, takes_too_long])
async def test_a_message_is_answered_when_the_others_cannot_be_asked(
    monkeypatch: pytest.MonkeyPatch, elsewhere: First
) -> None:
    monkeypatch.setattr(once, "PATIENCE_SECONDS", 0.1)
    asking = Once()
    asking.elsewhere = elsewhere

    assert await asking.first("message:1")
    assert not await asking.first("message:1")


def test_what_was_begun_is_forgotten_only_after_many_others() -> None:
    begun = Once(kept=3)
    assert all(begun.begins(str(number)) for number in range(3))
    assert not begun.begins("0")
    assert begun.begins("3")
    assert not begun.begins("1")
    assert begun.begins("0")
