"""Reading around a quote: wider, from the scene's start, and never beyond a ceiling."""

from __future__ import annotations

from pathlib import Path

import pytest
import simcord

from index import Library, StoryDraft
from tests.bot.support.bodies import shown
from tests.bot.support.real import real_library

MILL = StoryDraft(
    "mill",
    "The Mill",
    "# One\n\nThe miller slept. The cat watched the river all night long.\n\n* * *\n\n"
    "In the morning the river rose. The miller woke at last. He counted nine sacks of grain.\n\n"
    "# Two\n\nThe cat had drowned. Nobody mourned the poor beast.",
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return real_library(tmp_path, MILL)


async def sacks(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> simcord.ResponseMessage:
    result = await alice.slash(channel, "quote", words="He counted nine sacks", story="mill")
    assert result.response
    return result.response


async def test_wider_shows_what_stands_on_both_sides_until_there_is_no_more(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    opened = await alice.click(await sacks(alice, channel), label="Wider")
    assert opened.ephemeral
    assert opened.response
    assert "In the morning" in shown(opened.response)

    await alice.click(opened.response, label="Wider")
    assert "The miller slept." in shown(opened.response)
    assert "Nobody mourned" in shown(opened.response)

    again = await alice.click(opened.response, label="Wider")
    assert "whole story" in shown(again.followups[0])


async def test_from_the_start_of_the_scene(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    opened = await alice.click(await sacks(alice, channel), label="Scene's start")

    lines = shown(opened.response).splitlines()
    assert lines[0].startswith("> In the morning the river rose.")
    assert "The miller slept." not in shown(opened.response)


@pytest.mark.parametrize("label", ["After →", "Wider", "Scene's start"])
async def test_no_button_shows_what_a_member_has_not_read(
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    label: str,
) -> None:
    mill = library.story("mill")
    public = await sacks(alice, channel)
    records = library.records(str(channel.guild.id))
    records.set_progress(str(bob.id), mill.id, mill.text.index("# Two"))

    opened = await bob.click(public, label=label)

    assert opened.ephemeral
    assert "drowned" not in shown(opened.response)
    assert "mourned" not in shown(opened.response)


async def test_a_quote_that_a_member_has_not_read_opens_nothing_and_says_why(
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    mill = library.story("mill")
    public = await sacks(alice, channel)
    records = library.records(str(channel.guild.id))
    records.set_progress(str(bob.id), mill.id, mill.text.index("* * *"))

    opened = await bob.click(public, label="← Before")

    assert "further on than you have read" in shown(opened.response)
    assert "/progress" in shown(opened.response)
