"""Questions to nobody in particular: answered where a channel wants it and Discord shows them."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest
import simcord

from bot.client import create_bot
from bot.questions import is_question
from bot.rules import Rule
from bot.settings import Settings
from index import Library
from tests.bot.support.bodies import shown
from tests.bot.support.libraries import OneLibrary
from tests.bot.support.real import real_library

QUESTION = "what did Akar promise"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return real_library(tmp_path)


@pytest.fixture
def settings() -> Settings:
    return Settings(_env_file=None, discord={"cooldown_seconds": 0, "message_content": True})


@pytest.fixture
def listening(library: Library, channel: simcord.ChannelHandle) -> None:
    settle(library, channel, Rule.LISTENS, "on")


def settle(library: Library, channel: simcord.ChannelHandle, rule: Rule, text: str) -> None:
    records = library.records(str(channel.guild.id))
    records.set_setting(str(channel.id), rule.value, text, by="42")


@pytest.mark.parametrize(
    "text",
    [
        "Did he?",
        "really?!",
        "**what now?**",
        "who was the minister",
        "Who’s the Turkish minister",
        "wer hat die Raketen gekauft",
        "warum kaufte die Türkei sie",
        "¿qué prometió el ministro",
        "por qué compró los misiles",
        "Dónde está el ministro ahora",
        "“who said that?”",
    ],
)
def test_a_message_is_a_question_by_its_mark_or_its_first_word(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "!?",
        "How nice",
        "¿cuándo fue",
        "What a day!",
        "What he said was true.",
        "was hoping to see you",
        "como siempre te digo",
        "!play what is love?",
        "/ask who was it?",
        "?help me please?",
        "por favor ven a casa",
        "I know who did it",
    ],
)
def test_a_statement_or_a_command_is_no_question(text: str) -> None:
    assert not is_question(text)


@pytest.mark.usefixtures("listening")
async def test_a_question_is_answered_where_the_channel_wants_it(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    asked = await alice.send(channel, QUESTION)

    assert "NATO" in shown(channel.last_message)
    assert channel.last_message.reference.message_id == asked.id


async def test_it_is_off_where_nobody_turned_it_on(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    await alice.send(channel, QUESTION)
    assert len(channel.history()) == 1


@pytest.mark.usefixtures("listening")
async def test_what_is_said_to_somebody_else_or_by_a_bot_is_left_alone(
    env: simcord.Env,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    robot = env.guild.add_member(env.create_user("robot", bot=True))

    first = await alice.send(channel, "I read the story.")
    await bob.send(channel, "what did you read?", reply_to=first)
    await bob.send(channel, f"{alice.mention} what did Akar promise?")
    await robot.send(channel, QUESTION)

    assert [message.author.name for message in channel.history()] == [
        "alice",
        "bob",
        "bob",
        "robot",
    ]


@pytest.mark.usefixtures("listening")
async def test_who_may_not_ask_is_not_answered_and_not_scolded(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    settle(library, channel, Rule.ASKERS, str(channel.guild.create_role("Readers").id))
    await alice.send(channel, QUESTION)
    assert len(channel.history()) == 1


@pytest.mark.usefixtures("listening")
async def test_a_threads_questions_are_answered_as_its_channels(
    env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    there = env.bot.get_channel(channel.id)
    assert isinstance(there, discord.TextChannel)
    await there.create_thread(name="Aside", type=discord.ChannelType.public_thread)
    (thread,) = channel.threads

    await alice.send(thread, QUESTION)

    assert "NATO" in shown(thread.last_message)


@pytest.mark.usefixtures("listening")
async def test_without_the_intent_the_words_of_others_are_not_seen(
    env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle, tmp_path: Path
) -> None:
    await env.bot.close()
    deaf = Settings(_env_file=None, discord={"cooldown_seconds": 0})
    again = real_library(tmp_path)
    await env.restart_bot(create_bot(deaf, open_libraries=lambda: OneLibrary(again)))

    await alice.send(channel, QUESTION)

    assert len(channel.history()) == 1
