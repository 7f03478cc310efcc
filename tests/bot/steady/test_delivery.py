"""Requests to Discord fail, before or after Discord took them: each answer is sent, and once."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from bot.client import Bot
from bot.replies import delivery
from bot.rules import Rule
from tests.bot.support.bodies import shown
from tests.bot.support.faults import FaultyDiscord
from tests.bot.support.library import FakeLibrary, story
from tests.bot.support.loopback import done, until

PROMISE = "the S-400s will not be integrated"
QUESTION = "what did Akar promise?"
FAILURES = {
    "429": {"status": 429},
    "500": {"status": 500},
    "503": {"status": 503},
    "500 after it was taken": {"status": 500, "taken": True},
    "503 after it was taken": {"status": 503, "taken": True},
    "a cut": {},
    "a cut after it was taken": {"taken": True},
}
THREE = {name: FAILURES[name] for name in ("429", "500 after it was taken", "a cut")}
MOST = {**THREE, "a cut after it was taken": {"taken": True}}


def each(failures: dict[str, dict[str, Any]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("failure", failures.values(), ids=failures.keys())


def answers(faulty: FaultyDiscord, words: str = PROMISE, channel: int | None = None) -> int:
    return sum(words in shown(message) for message in faulty.sent(channel))


@each(FAILURES)
async def test_an_answer_to_a_message_is_sent_once(
    faulty: FaultyDiscord, running: Bot, failure: dict[str, Any]
) -> None:
    faulty.fail("POST", "/channels/*/messages", **failure)

    faulty.mention(faulty.alice, QUESTION)
    await until(lambda: answers(faulty))
    await done(running)

    assert len(faulty.sent()) == answers(faulty) == 1


@each(FAILURES)
async def test_an_answer_to_a_command_is_sent_once(
    faulty: FaultyDiscord, running: Bot, failure: dict[str, Any]
) -> None:
    faulty.fail("PATCH", "/webhooks/*", **failure)

    faulty.slash(faulty.alice, "ask", question=QUESTION)
    await until(lambda: answers(faulty))
    await done(running)

    assert len(faulty.sent()) == answers(faulty) == 1


@each(FAILURES)
async def test_a_command_whose_promise_of_an_answer_fails_is_answered_once(
    faulty: FaultyDiscord, running: Bot, failure: dict[str, Any]
) -> None:
    faulty.fail("POST", "/interactions/*", **failure)

    used = faulty.slash(faulty.alice, "ask", question=QUESTION)
    await until(lambda: answers(faulty))
    await done(running)

    assert len(faulty.sent()) == answers(faulty) == 1
    assert used.message_id == faulty.sent()[0].id


@each(MOST)
async def test_each_page_of_a_long_answer_is_sent_once(
    faulty: FaultyDiscord, running: Bot, library: FakeLibrary, failure: dict[str, Any]
) -> None:
    library.held[:] = [story("This is one of the many sentences of a long story. " * 80)]
    faulty.fail("POST", "/channels/*/messages", **failure)

    faulty.slash(faulty.alice, "summary", length="long")
    await until(lambda: len(faulty.sent()) == 3)
    await done(running)

    assert len(faulty.sent()) == 3
    assert sum(shown(page).count("many sentences") for page in faulty.sent()) == 80


@each(MOST)
async def test_an_answer_in_a_thread_of_its_own_is_sent_once(
    faulty: FaultyDiscord, running: Bot, library: FakeLibrary, failure: dict[str, Any]
) -> None:
    records = library.records(str(faulty.guild.id))
    records.set_setting(str(faulty.channel), Rule.ANSWERS.value, "thread", by="42")
    faulty.fail("POST", "/channels/*/messages/*/threads", **failure)

    faulty.mention(faulty.alice, QUESTION)
    await until(lambda: faulty.guild.thread_ids)
    (thread,) = faulty.guild.thread_ids
    await until(lambda: answers(faulty, channel=thread))
    await done(running)

    assert answers(faulty, channel=thread) == 1
    assert answers(faulty) == 0


@each(MOST)
async def test_a_private_answer_is_shared_once(
    faulty: FaultyDiscord, running: Bot, failure: dict[str, Any]
) -> None:
    faulty.slash(faulty.alice, "ask", question=QUESTION, private=True)
    await until(lambda: answers(faulty))
    await done(running)
    (private,) = faulty.sent()
    faulty.fail("POST", "/channels/*/messages", **failure)

    faulty.press(faulty.alice, private, "Share with the channel")
    await until(lambda: answers(faulty) == 2)
    await done(running)

    assert [message.is_ephemeral for message in faulty.sent()] == [True, False]


async def test_one_sentence_instead_of_an_answer_is_said_once_too(
    faulty: FaultyDiscord, running: Bot, library: FakeLibrary
) -> None:
    library.held.clear()
    faulty.fail("POST", "/channels/*/messages", status=503, taken=True)
    faulty.fail("PATCH", "/webhooks/*", taken=True)

    faulty.mention(faulty.alice, QUESTION)
    faulty.slash(faulty.bob, "summary", story="nothing")
    await until(lambda: len(faulty.sent()) == 2)
    await done(running)

    assert len(faulty.sent()) == 2


async def test_an_answer_is_sent_although_the_bot_cannot_be_seen_typing(
    faulty: FaultyDiscord, running: Bot
) -> None:
    faulty.fail("POST", "/channels/*/typing", status=503)

    faulty.mention(faulty.alice, QUESTION)
    await until(lambda: answers(faulty))

    assert answers(faulty) == 1


async def test_an_answer_waits_while_discord_is_away_for_longer(
    faulty: FaultyDiscord, running: Bot
) -> None:
    faulty.fail("PATCH", "/webhooks/*", times=4)

    faulty.slash(faulty.alice, "ask", question=QUESTION)
    await until(lambda: answers(faulty))

    assert answers(faulty) == 1


async def test_what_discord_never_takes_is_one_line_in_the_log_and_the_bot_goes_on(
    faulty: FaultyDiscord,
    running: Bot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(delivery, "PATIENCE_SECONDS", 0.5)
    faulty.fail("POST", "/channels/*/messages", times=100)

    faulty.mention(faulty.alice, QUESTION)
    await until(lambda: "could not be delivered" in caplog.text)
    faulty.clear()
    faulty.mention(faulty.alice, QUESTION)
    await until(lambda: answers(faulty))

    (line,) = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert "https://discordstatus.com" in line.getMessage()
    assert "Akar" not in caplog.text
