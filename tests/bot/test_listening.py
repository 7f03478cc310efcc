from __future__ import annotations

import logging

import discord
import pytest
import simcord

from tests.bot.support.bodies import shown

PROMISE = "the S-400s will not be integrated into any active NATO military systems"

# Discord's portal grants this bot no privileged intent.
pytestmark = pytest.mark.simcord(
    approved_intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
)


def me(env: simcord.Env) -> str:
    assert env.bot.user
    return env.bot.user.mention


async def test_no_privileged_intent_is_asked_for(env: simcord.Env) -> None:
    asked = {name for name, wanted in env.bot.intents if wanted}
    assert not asked & {"message_content", "members", "presences"}


async def test_a_mention_is_a_question(
    env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    asked = await alice.send(channel, f"{me(env)} what did Akar promise?")

    answer = channel.last_message
    assert PROMISE in shown(answer)
    assert "Asked:" not in shown(answer)
    assert answer.reference
    assert answer.reference.message_id == asked.id


async def test_a_reply_that_mentions_the_bot_is_a_question(
    env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    await alice.send(channel, f"{me(env)} who?")

    await alice.send(channel, f"{me(env)} what did Akar promise?", reply_to=channel.last_message)

    assert PROMISE in shown(channel.last_message)


async def test_a_reply_that_discord_hides_from_the_bot_is_told_to_mention_it(
    env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    # Discord shows a bot no replies to what it answered to a command.
    answer = await alice.slash(channel, "ask", question="who?")
    assert answer.response

    await alice.send(channel, "and what did Akar promise?", reply_to=answer.response)

    assert "please mention me in your reply" in shown(channel.last_message)


async def test_a_direct_message_is_a_question(env: simcord.Env) -> None:
    carol = env.create_user("carol")

    await carol.send_dm("what did Akar promise?")

    assert PROMISE in shown(carol.dm_channel.last_message)


async def test_a_mention_without_a_question_gets_help(
    env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    await alice.send(channel, me(env))

    assert "`/ask`" in shown(channel.last_message)


async def test_other_messages_and_other_bots_are_left_alone(
    env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    robot = env.guild.add_member(env.create_user("robot", bot=True))

    await alice.send(channel, "what did Akar promise?")
    await robot.send(channel, f"{me(env)} what did Akar promise?")

    assert [message.author.name for message in channel.history()] == ["alice", "robot"]


async def test_without_permission_to_write_the_log_says_which_is_missing(
    env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    env.inject_error("POST", "/channels/*/typing", status=403, code=50013)

    with caplog.at_level(logging.WARNING, logger="bot"):
        await alice.send(channel, f"{me(env)} what did Akar promise?")

    assert "Send Messages" in caplog.text
    assert "Akar" not in caplog.text
    assert len(channel.history()) == 1


async def test_a_reply_to_an_answered_message_is_a_question_too(
    env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    await alice.send(channel, f"{me(env)} who?")

    await alice.send(channel, "what did Akar promise?", reply_to=channel.last_message)

    assert PROMISE in shown(channel.last_message)


async def test_without_the_right_to_read_back_the_answer_is_no_reply(
    env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    channel = env.guild.create_text_channel(
        "no-history",
        overwrites={
            env.guild.default_role: discord.PermissionOverwrite(read_message_history=False)
        },
    )

    await alice.send(channel, f"{me(env)} what did Akar promise?")

    assert PROMISE in shown(channel.last_message)
    assert channel.last_message.reference is None
