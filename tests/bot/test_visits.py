"""What is in force at the desk: a place's story, privacy, roles, and how far a member has read."""

from __future__ import annotations

from pathlib import Path

import pytest
import simcord

from bot.rules import Rule
from index import Library, StoryDraft
from tests.bot.support.bodies import shown
from tests.bot.support.real import real_library

FOX = StoryDraft(
    "fox", "The Fox", "The fox promised a goose to the hen.\n\nThen the fox ate the goose."
)
MANAGER = "42"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return real_library(tmp_path, FOX)


def settle(library: Library, channel: simcord.ChannelHandle, rule: Rule, text: str) -> None:
    library.records(str(channel.guild.id)).set_setting(
        str(channel.id), rule.value, text, by=MANAGER
    )


async def test_a_channel_asks_its_own_story_when_none_is_named(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    settle(library, channel, Rule.STORY, str(library.story("fox").id))

    result = await alice.slash(channel, "ask", question="who promised a missile?")

    assert "fox" in shown(result.response)
    assert "S-400" not in shown(result.response)


async def test_a_removed_story_is_no_longer_a_channels_own(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    settle(library, channel, Rule.STORY, str(library.story("fox").id))
    library.remove("fox")

    result = await alice.slash(channel, "ask", question="what did Akar promise?")

    assert "NATO" in shown(result.response)


async def test_answers_are_private_where_the_place_says_so_unless_the_member_does_not(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    settle(library, channel, Rule.PRIVATE, "on")

    assert (await alice.slash(channel, "ask", question="who ate the goose?")).ephemeral
    told = await alice.slash(channel, "ask", question="who ate the goose?", private=False)
    assert not told.ephemeral


async def test_who_lacks_the_role_is_told_so_and_who_can_change_it(
    env: simcord.Env, library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    role = channel.guild.create_role("Readers")
    settle(library, channel, Rule.ASKERS, str(role.id))

    denied = await alice.slash(channel, "ask", question="who ate the goose?")
    reader = channel.guild.add_member(env.create_user("reader"), roles=[role])
    answered = await reader.slash(channel, "ask", question="who ate the goose?")

    assert denied.ephemeral
    assert f"<@&{role.id}>" in shown(denied.response)
    assert "/settings" in shown(denied.response)
    assert "ate the goose" in shown(answered.response)


async def test_nothing_beyond_what_a_member_has_read_is_answered_or_shown(
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    fox = library.story("fox")
    records = library.records(str(channel.guild.id))
    records.set_progress(str(alice.id), fox.id, fox.text.index("Then"))

    shielded = await alice.slash(channel, "ask", question="who ate the goose?", story="fox")
    open_to_all = await bob.slash(channel, "ask", question="who ate the goose?", story="fox")

    assert "ate the goose" in shown(open_to_all.response)
    assert "ate the goose" not in shown(shielded.response).replace("who ate the goose?", "")


async def test_in_direct_messages_what_was_said_in_any_server_counts(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    fox = library.story("fox")
    records = library.records(str(channel.guild.id))
    records.set_progress(str(alice.id), fox.id, fox.text.index("Then"))

    result = await alice.user.slash("ask", question="who ate the goose?", story="fox")

    assert "ate the goose" not in shown(result.response).replace("who ate the goose?", "")
