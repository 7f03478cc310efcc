"""Every command, button, select, form and context menu, by everyone and everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
import simcord

from bot.client import create_bot
from bot.rules import Rule
from bot.settings import Settings
from index import Library, StoryDraft
from tests.bot.support.bodies import shown
from tests.bot.support.libraries import OneLibrary
from tests.bot.support.real import real_library
from tests.bot.support.sorry import code_in
from tests.bot.support.walking import Direct, Walk

NASTY = "@everyone <@&1> **bold** `code` [link](https://example.org) ||spoiler|| ~~gone~~ "
WORDS = {
    "": "What did Akar promise?",
    "story": "s-400",
    "who": "Akar",
    "words": "He previously promised",
}
TALE = StoryDraft(
    "tale", "The *Tale*", "Anna **promised** Boris a boat. “I will go,” said Anna.\n\nShe went."
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return real_library(tmp_path / "library", TALE)


async def test_everything_works_for_a_member(
    env: simcord.Env,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    walk = Walk(alice, channel, WORDS)
    await walk.commands(env.bot.tree)
    await bob.send(channel, "He previously promised that the S-300s will not be integrated.")
    assert channel.last_message
    await walk.menus(env.bot.tree, channel.last_message)

    assert not any(map(code_in, walk.said))
    assert len(walk.said) > len(list(env.bot.tree.walk_commands()))


async def test_who_may_not_ask_is_told_so_whatever_they_try(
    env: simcord.Env,
    library: Library,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    role = channel.guild.create_role("Readers")
    library.records(str(channel.guild.id)).set_setting("", Rule.ASKERS, str(role.id), by="42")
    walk = Walk(alice, channel, WORDS, follows=False)

    await walk.commands(env.bot.tree)

    open_ = [text for text in walk.said if f"<@&{role.id}>" not in text]
    assert not any("promised" in text or " said" in text for text in open_)
    assert not any(map(code_in, walk.said))


@pytest.mark.parametrize("command", ["help", "my-data", "forget-me"])
async def test_help_and_privacy_are_open_to_those_too_who_may_not_ask(
    library: Library,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    command: str,
) -> None:
    role = channel.guild.create_role("Readers")
    library.records(str(channel.guild.id)).set_setting("", Rule.ASKERS, str(role.id), by="42")

    result = await alice.slash(channel, command)

    assert f"<@&{role.id}>" not in shown(result.response)


async def test_everything_works_in_direct_messages(
    env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    walk = Walk(Direct(alice.user), channel, WORDS)
    await walk.commands(env.bot.tree)
    assert not any(map(code_in, walk.said))


async def test_all_controls_work_after_a_restart(
    env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    settings: Settings,
    tmp_path: Path,
) -> None:
    walk = Walk(alice, channel, WORDS, follows=False)
    await walk.commands(env.bot.tree)
    await env.bot.close()
    library = real_library(tmp_path / "library")
    await env.restart_bot(create_bot(settings, open_libraries=lambda: OneLibrary(library)))

    for message in walk.opened:
        await walk.controls(message)

    assert not any(map(code_in, walk.said))
    assert not any("another version" in text for text in walk.said)


async def test_all_controls_end_politely_when_the_stories_were_removed(
    env: simcord.Env,
    library: Library,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    walk = Walk(alice, channel, WORDS, follows=False)
    await walk.commands(env.bot.tree)
    library.remove("s-400")
    library.remove("tale")
    before = len(walk.said)
    walk.follows = True

    for message in walk.opened:
        await walk.controls(message)
    await walk.commands(env.bot.tree)

    assert not any(map(code_in, walk.said))
    assert not any("NATO" in text for text in walk.said[before:])


@pytest.mark.parametrize("words", [NASTY, "W", "what ", "💥", "\u202eever "])
async def test_the_longest_inputs_with_mentions_and_markdown_get_an_answer(
    env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle, words: str
) -> None:
    walk = Walk(alice, channel, {"": words}, follows=False, longest=True)
    await walk.commands(env.bot.tree)
    assert not any(map(code_in, walk.said))
