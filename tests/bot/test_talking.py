"""Conversations in Discord: follow-ups, threads, private answers that are shared."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest
import simcord

from bot.client import create_bot
from bot.rules import Rule
from bot.settings import Settings
from index import Library, StoryDraft
from tests.bot.support.bodies import buttons_of, shown
from tests.bot.support.libraries import OneLibrary
from tests.bot.support.real import real_library

TALE = StoryDraft(
    "tale",
    "The Goose",
    "The fox Rufus stole a goose from the farmer.\n\nRufus carried the goose to the river.\n\n"
    "The miller Anna sold her horse on Friday.\n\nAnna bought a boat with the money.",
)
STOLEN = "what did Rufus steal?"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return real_library(tmp_path, TALE)


@pytest.fixture(autouse=True)
def tale_only(library: Library, channel: simcord.ChannelHandle) -> None:
    settle(library, channel, Rule.STORY, str(library.story("tale").id))


def settle(library: Library, channel: simcord.ChannelHandle, rule: Rule, text: str) -> None:
    records = library.records(str(channel.guild.id))
    records.set_setting(str(channel.id), rule.value, text, by="42")


def me(env: simcord.Env) -> str:
    assert env.bot.user
    return env.bot.user.mention


async def test_a_reply_to_an_answer_is_understood_from_it(
    env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    await alice.send(channel, f"{me(env)} {STOLEN}")
    answer = channel.last_message

    await alice.send(channel, f"{me(env)} where did he carry it?", reply_to=answer)

    assert "Understood as:" in shown(channel.last_message)
    assert "Rufus" in shown(channel.last_message).split("Understood as:")[1]


async def test_a_reply_is_understood_after_a_restart_too(
    env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    settings: Settings,
    tmp_path: Path,
) -> None:
    await alice.send(channel, f"{me(env)} {STOLEN}")
    answer = channel.last_message
    await env.bot.close()
    library = real_library(tmp_path)
    await env.restart_bot(create_bot(settings, open_libraries=lambda: OneLibrary(library)))

    await alice.send(channel, f"{me(env)} where did he carry it?", reply_to=answer)

    assert "Rufus" in shown(channel.last_message).split("Understood as:")[1]


async def test_the_same_member_follows_up_within_a_few_minutes_and_nobody_else_does(
    env: simcord.Env,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    await alice.slash(channel, "ask", question=STOLEN)

    others = await bob.slash(channel, "ask", question="where did he carry it?")
    own = await alice.slash(channel, "ask", question="where did he carry it?")
    await env.advance_time(301)
    late = await alice.slash(channel, "ask", question="where did he carry it?")

    assert "Understood as:" not in shown(others.response)
    assert "Understood as:" in shown(own.response)
    assert "Understood as:" not in shown(late.response)


async def test_a_question_that_stands_alone_is_answered_as_without_a_conversation(
    alice: simcord.MemberActor, bob: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    question = "what did Anna sell on Friday?"
    alone = await bob.slash(channel, "ask", question=question)
    await alice.slash(channel, "ask", question=STOLEN)

    after = await alice.slash(channel, "ask", question=question)

    assert shown(after.response) == shown(alone.response)


async def test_a_follow_up_carries_nothing_that_its_asker_has_not_read(
    env: simcord.Env,
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    tale = library.story("tale")
    records = library.records(str(channel.guild.id))
    records.set_progress(str(bob.id), tale.id, tale.text.index("The miller"))
    await alice.send(channel, f"{me(env)} what did Anna sell on Friday?")
    answer = channel.last_message

    await bob.send(channel, f"{me(env)} what did she buy?", reply_to=answer)

    said = shown(channel.last_message)
    assert "Anna" not in said
    assert "boat" not in said
    assert "further on than you have read" in said


async def test_a_channel_answers_in_a_thread_named_after_the_question(
    env: simcord.Env,
    library: Library,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    settle(library, channel, Rule.ANSWERS, "named-thread")
    before = channel.last_message

    await alice.send(channel, f"{me(env)} {STOLEN}")

    thread = channel.threads[0]
    assert thread.name == STOLEN
    assert "goose" in shown(thread.last_message)
    assert channel.last_message != before
    await alice.send(thread, f"{me(env)} where did he carry it?")
    assert "Understood as:" in shown(thread.last_message)


async def test_a_command_is_answered_in_a_thread_below_its_question(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    settle(library, channel, Rule.ANSWERS, "thread")

    result = await alice.slash(channel, "ask", question=STOLEN)

    assert STOLEN in shown(result.response)
    assert "goose" not in shown(result.response)
    assert "goose" in shown(channel.threads[0].last_message)
    private = await alice.slash(channel, "ask", question=STOLEN, private=True)
    assert "goose" in shown(private.response)


async def test_where_threads_are_not_allowed_the_answer_stands_in_the_channel(
    env: simcord.Env,
    library: Library,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    settle(library, channel, Rule.ANSWERS, "thread")
    env.inject_error("POST", "/channels/*/messages/*/threads", status=403, code=50013)

    await alice.send(channel, f"{me(env)} {STOLEN}")

    assert "goose" in shown(channel.last_message)


async def test_a_private_answer_is_shared_once_with_credit_to_its_asker(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    private = await alice.slash(channel, "ask", question=STOLEN, private=True)
    assert private.response
    assert "Share with the channel" in buttons_of(private.response.components)
    again = private.response

    await alice.click(again, label="Share with the channel")

    shared = shown(channel.last_message)
    assert "stole a goose" in shared
    assert f"Shared by {alice.mention}" in shared
    assert f"Asked: {STOLEN}" in shared
    assert isinstance(channel.last_message, discord.Message)
    assert "Share with the channel" not in buttons_of(again.components)


async def test_a_private_answer_whose_story_was_removed_is_not_shared(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    private = await alice.slash(channel, "ask", question=STOLEN, private=True)
    assert private.response
    before = len(channel.history())
    library.remove("tale")

    result = await alice.click(private.response, label="Share with the channel")

    assert "removed" in shown(result.followups[0])
    assert result.followups[0].ephemeral
    assert len(channel.history()) == before
