"""How far a member has read: said by command or below a quote, kept in every place at once."""

from __future__ import annotations

from pathlib import Path

import pytest
import simcord

from bot.client import create_bot
from bot.rules import Rule
from bot.settings import Settings
from index import Library, StoryDraft
from tests.bot.support.bodies import shown
from tests.bot.support.languages import speaking
from tests.bot.support.libraries import OneLibrary
from tests.bot.support.real import real_library

MILL = StoryDraft(
    "mill",
    "The *Mill*",
    "Chapter 1\n\nThe miller slept. The cat watched the river all night long.\n\n"
    "Chapter 2\n\nIn the morning the river rose. He counted nine sacks of grain.\n\n"
    "Chapter 3\n\nThe cat had drowned. Nobody mourned the poor beast.",
)
SACKS = "He counted nine sacks"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return real_library(tmp_path, MILL)


def ends(library: Library, member: simcord.MemberActor) -> dict[int, int]:
    return dict(library.member_progress(str(member.id)))


def limit(library: Library, channel: simcord.ChannelHandle, before: str) -> None:
    mill = library.story("mill")
    records = library.records(str(channel.guild.id))
    records.set_channel_ceiling(str(channel.id), mill.id, mill.text.index(before))


async def sacks(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> simcord.ResponseMessage:
    result = await alice.slash(channel, "ask", question="who counted nine sacks?", story="mill")
    assert SACKS in shown(result.response)
    assert result.response
    return result.response


@pytest.mark.parametrize(
    ("place", "said", "before"),
    [
        ({"paragraph": 2}, "chapter 1, paragraph 1 (", "Chapter 2"),
        ({"chapter": 2}, "chapter 2, paragraph 1 (", "Chapter 3"),
        ({"chapter": 2, "paragraph": 1}, "chapter 2, paragraph 1 (", "Chapter 3"),
        ({"percent": 70}, "%)", "Chapter 3"),
        ({"percent": 0}, "until you say how far", "Chapter 1"),
    ],
)
async def test_a_member_says_how_far_they_have_read(
    library: Library,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    place: dict[str, int],
    said: str,
    before: str,
) -> None:
    mill = library.story("mill")

    result = await alice.slash(channel, "progress", story="mill", **place)

    assert result.ephemeral
    assert said in shown(result.response)
    assert r"The \*Mill\*" in shown(result.response)
    assert (
        mill.text[: ends(library, alice)[mill.id]].strip()
        == mill.text[: mill.text.index(before)].strip()
    )


async def test_what_a_member_has_read_counts_in_every_server_and_in_direct_messages(
    env: simcord.Env, library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    await alice.slash(channel, "progress", story="mill", chapter=1)
    elsewhere = env.create_guild("Elsewhere").create_text_channel("books")
    visiting = elsewhere.guild.add_member(alice.user)

    there = await visiting.slash(elsewhere, "quote", words="The cat had drowned", story="mill")
    directly = await alice.user.slash("quote", words="The cat had drowned", story="mill")

    for result in (there, directly):
        assert "drowned" not in shown(result.response)


async def test_further_on_said_in_a_direct_message_lifts_what_was_said_in_a_server(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    mill = library.story("mill")
    library.records(str(channel.guild.id)).set_progress(str(alice.id), mill.id, 20)

    await alice.user.slash("progress", story="mill", chapter=2)
    assert ends(library, alice)[mill.id] > mill.text.index(SACKS)

    result = await alice.user.slash("progress", story="mill", whole=True)
    assert "All of" in shown(result.response)
    assert not ends(library, alice)


async def test_without_a_place_all_places_are_shown(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    before = await alice.slash(channel, "progress")
    await alice.slash(channel, "progress", story="mill", paragraph=2)
    limit(library, channel, "Chapter 3")
    after = await alice.slash(channel, "progress")

    assert "every story is open" in shown(before.response)
    assert "chapter 1, paragraph 1 (" in shown(after.response)
    assert "chapter 2, paragraph 1 (" in shown(after.response).split("In this channel")[1]


async def test_the_lower_of_the_members_and_the_channels_end_counts_and_is_told(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    limit(library, channel, "Chapter 2")

    result = await alice.slash(channel, "progress", story="mill", chapter=2)
    asked = await alice.slash(channel, "quote", words=SACKS, story="mill")

    assert "ends earlier, at chapter 1, paragraph 1" in shown(result.response)
    assert SACKS not in shown(asked.response)


async def test_what_cannot_be_a_place_is_said_in_one_sentence(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    async def told(**options: object) -> str:
        return shown((await alice.slash(channel, "progress", **options)).response)

    assert "There are 6 paragraphs" in await told(story="mill", paragraph=99)
    assert "Chapter 2 has one paragraph" in await told(story="mill", chapter=2, paragraph=2)
    assert "several places" in await told(story="mill", paragraph=1, percent=3)
    assert "several places" in await told(story="mill", paragraph=1, whole=True)
    assert "no chapters" in await told(story="s-400", chapter=1)
    assert "several stories" in await told(paragraph=1)
    assert r"\*\*x\*\* \<\@1>" in await told(story="**x** <@1>", paragraph=1)


async def test_a_channels_own_story_is_meant_when_none_is_named(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    mill = library.story("mill")
    library.records(str(channel.guild.id)).set_setting(
        str(channel.id), Rule.STORY.value, str(mill.id), by="42"
    )
    await alice.slash(channel, "progress", paragraph=2)
    assert [*ends(library, alice)] == [mill.id]


async def test_the_button_below_a_quote_moves_the_end_there_on_or_back(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    mill = library.story("mill")
    quote = await sacks(alice, channel)
    text = shown(quote)

    for paragraph in (2, 6):
        await alice.slash(channel, "progress", story="mill", paragraph=paragraph)
        result = await alice.click(quote, label="Read to here")

        assert result.ephemeral
        assert "chapter 2, paragraph 1 (" in shown(result.response)
        assert mill.text[: ends(library, alice)[mill.id]].endswith("sacks of grain.")
    assert shown(quote) == text


async def test_anyone_may_press_the_button_below_an_answer_even_after_a_restart(
    env: simcord.Env,
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    settings: Settings,
    tmp_path: Path,
) -> None:
    answer = await alice.slash(channel, "ask", question="what did the cat watch?", story="mill")
    await env.bot.close()
    again = real_library(tmp_path)
    await env.restart_bot(create_bot(settings, open_libraries=lambda: OneLibrary(again)))

    await bob.click(answer.response, label="Read to here")

    assert again.member_progress(str(bob.id))
    assert not again.member_progress(str(alice.id))


async def test_the_button_of_a_removed_story_says_so(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    quote = await sacks(alice, channel)
    library.remove("mill")
    result = await alice.click(quote, label="Read to here")
    assert "was removed" in shown(result.response)


async def test_who_may_not_ask_may_still_say_how_far_they_have_read(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    role = channel.guild.create_role("Readers")
    library.records(str(channel.guild.id)).set_setting("", "askers", str(role.id), by="42")
    result = await alice.slash(channel, "progress", story="mill", paragraph=2)
    assert "chapter 1, paragraph 1" in shown(result.response)


@pytest.mark.parametrize(
    ("locale", "said"), [("de", "Kapitel 1, Absatz 1"), ("es-ES", "capítulo 1, párrafo 1")]
)
async def test_it_is_said_in_the_members_language(
    env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    locale: str,
    said: str,
) -> None:
    speaking(env)(alice, locale)
    result = await alice.slash(channel, "progress", story="mill", paragraph=2)
    assert said in shown(result.response)
    assert "(" in shown(result.response)
