"""A server's rules on one page: read by everyone, changed by those who may, at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.client import create_bot
from bot.rules import Rule
from bot.settings import Settings
from index import AskedQuestion, Library, StoryDraft, Sureness
from tests.bot.support.bodies import buttons_of, shown
from tests.bot.support.languages import speaking
from tests.bot.support.libraries import OneLibrary
from tests.bot.support.real import real_library

FOX = StoryDraft(
    "fox", "The *Fox*", "The fox promised a goose to the hen.\n\nThen the fox ate the goose."
)
MANAGES = discord.Permissions(manage_guild=True)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return real_library(tmp_path, FOX)


@pytest.fixture
def mia(env: simcord.Env, channel: simcord.ChannelHandle) -> simcord.MemberActor:
    """A member who manages the server."""
    role = channel.guild.create_role("Managers", permissions=MANAGES)
    return channel.guild.add_member(env.create_user("mia"), roles=[role])


async def page(
    member: simcord.MemberActor, channel: simcord.ChannelHandle
) -> simcord.ResponseMessage:
    result = await member.slash(channel, "settings")
    assert result.ephemeral
    assert result.response
    return result.response


async def rule(member: simcord.MemberActor, on: simcord.ResponseMessage, name: str) -> None:
    await member.select(on, values=[name], custom_id=on_select(on, "cs:rule:"))


def on_select(message: simcord.ResponseMessage, prefix: str) -> str:
    (found,) = [one for one in custom_ids(message.components) if one.startswith(prefix)]
    return found


def custom_ids(components: list[dict[str, Any]]) -> list[str]:
    found = [one["custom_id"] for one in components if "custom_id" in one]
    return found + [id_ for one in components for id_ in custom_ids(one.get("components") or [])]


def stored(library: Library, channel: simcord.ChannelHandle) -> dict[tuple[str, str], str]:
    return dict(library.records(str(channel.guild.id)).settings())


async def test_everyone_sees_what_is_in_force_and_why_and_only_some_can_change_it(
    library: Library,
    alice: simcord.MemberActor,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    records = library.records(str(channel.guild.id))
    records.set_setting(str(channel.id), Rule.STORY.value, str(library.story("fox").id), by="7")
    records.set_setting("", Rule.ANSWERS.value, "thread", by="8")

    seen = await page(alice, channel)
    changed = await page(mia, channel)

    for text in (shown(seen), shown(changed)):
        assert f"<#{channel.id}>" in text
        assert r"**Default story** · The \*Fox\*" in text
        assert "set for this channel by <@7> on <t:" in text
        assert "**Where answers stand** · in a thread" in text
        assert "set for the whole server by <@8>" in text
        assert "**Cooldown** · none\n-# by default" in text
        assert "Nothing is missing." in text
    assert not custom_ids(seen.components)
    assert "may manage this server" in shown(seen)
    assert custom_ids(changed.components)


async def test_a_switch_is_changed_for_the_channel_and_given_back_to_the_server(
    library: Library,
    alice: simcord.MemberActor,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    settings = await page(mia, channel)

    await rule(mia, settings, "private")
    await mia.click(settings, label="Turn on")
    asked = await alice.slash(channel, "ask", question="who ate the goose?")
    assert asked.ephemeral
    assert f"set for this channel by <@{mia.id}>" in shown(settings)

    await rule(mia, settings, "private")
    await mia.click(settings, label="As in the server")
    assert "**Private by default** · off\n-# by default" in shown(settings)
    assert not stored(library, channel)


async def test_the_whole_servers_rules_have_a_page_of_their_own(
    library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    settings = await page(mia, channel)
    await mia.click(settings, label="Whole server")
    await rule(mia, settings, "answers")
    await mia.click(settings, label="In a named thread")

    assert "Rules of the whole server" in shown(settings)
    assert "a thread named after the question" in shown(settings)
    assert stored(library, channel) == {("", "answers"): "named-thread"}


async def test_a_default_story_is_chosen(
    library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    fox = library.story("fox")
    settings = await page(mia, channel)
    await rule(mia, settings, "story")
    await mia.select(settings, values=[str(fox.id)], custom_id=on_select(settings, "cs:rulepick:"))
    assert stored(library, channel) == {(str(channel.id), "story"): str(fox.id)}

    library.remove("fox")
    assert "the chosen one was removed" in shown(await page(mia, channel))


async def test_a_story_that_is_removed_while_it_is_chosen_is_refused(
    library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    fox = library.story("fox")
    settings = await page(mia, channel)
    await rule(mia, settings, "story")
    library.remove("fox")
    result = await mia.select(
        settings, values=[str(fox.id)], custom_id=on_select(settings, "cs:rulepick:")
    )
    assert "removed" in shown(result.followups[0])
    assert not stored(library, channel)


async def test_roles_that_may_ask_and_that_may_change_rules_are_chosen(
    env: simcord.Env,
    library: Library,
    alice: simcord.MemberActor,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    readers = channel.guild.create_role("Readers")
    librarians = channel.guild.create_role("Librarians")
    lee = channel.guild.add_member(env.create_user("lee"), roles=[librarians])
    settings = await page(mia, channel)

    await rule(mia, settings, "askers")
    await mia.select(settings, values=[readers], custom_id=on_select(settings, "cs:rulepick:"))
    denied = await alice.slash(channel, "ask", question="who ate the goose?")
    assert f"<@&{readers.id}>" in shown(denied.response)

    assert not custom_ids((await page(lee, channel)).components)
    await mia.click(settings, label="Whole server")
    await rule(mia, settings, "changers")
    await mia.select(settings, values=[librarians], custom_id=on_select(settings, "cs:rulepick:"))

    # Who changes the rules need not be one of those who may ask.
    hers = await page(lee, channel)
    await rule(lee, hers, "askers")
    await lee.click(hers, label="Everyone")
    asked = await alice.slash(channel, "ask", question="who ate the goose?")
    assert "ate the goose" in shown(asked.response)


async def test_the_cooldown_is_written_into_a_form(
    library: Library,
    alice: simcord.MemberActor,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    settings = await page(mia, channel)
    await rule(mia, settings, "cooldown")

    form = await mia.click(settings, label="Enter seconds")
    await mia.submit_modal(form, {"seconds": "90"})
    assert "**Cooldown** · 90 seconds" in shown(settings)

    await alice.slash(channel, "ask", question="who ate the goose?")
    again = await alice.slash(channel, "ask", question="who ate the goose?")
    assert "One question at a time" in shown(again.response)

    await rule(mia, settings, "cooldown")
    for written, said in (
        ("**soon**", r"“\*\*soon"),
        ("-1", "Choose between 0"),
        ("nan", "Choose"),
    ):
        form = await mia.click(settings, label="Enter seconds")
        refused = await mia.submit_modal(form, {"seconds": written})
        assert said in shown(refused.followups[0])
    assert stored(library, channel) == {(str(channel.id), "cooldown"): "90"}


async def test_a_channels_end_of_a_story_is_written_into_a_form_and_taken_away_again(
    library: Library,
    alice: simcord.MemberActor,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    fox = library.story("fox")
    settings = await page(mia, channel)

    async def fill(**fields: str) -> simcord.InteractionResult:
        if "Choose the story" not in shown(settings):
            await rule(mia, settings, "ceiling")
        chosen = on_select(settings, "cs:ruleaskof:")
        form = await mia.select(settings, values=[str(fox.id)], custom_id=chosen)
        return await mia.submit_modal(form, fields)

    await fill(paragraph="1")
    assert "**Spoiler limit** · 1 story" in shown(settings)
    assert r"-# The \*Fox\* · paragraph 1 (" in shown(settings)
    asked = await alice.slash(channel, "quote", words="ate the goose", story="fox")
    assert "ate the goose" not in shown(asked.response)
    # The other ways to name a place, and what cannot be one.
    await fill(percent="70 %")
    assert "paragraph 1 (" in shown(settings)
    assert "several places" in shown((await fill(paragraph="1", percent="3")).followups[0])
    assert "is no number" in shown((await fill(paragraph="1.5")).followups[0])
    assert "There are 2 paragraphs" in shown((await fill(paragraph="9")).followups[0])

    await fill()
    assert "**Spoiler limit** · none" in shown(settings)


async def test_questions_that_are_kept_are_erased_when_keeping_is_turned_off(
    library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    records = library.records(str(channel.guild.id))
    settings = await page(mia, channel)
    await mia.click(settings, label="Whole server")
    await rule(mia, settings, "keeps-questions")
    await mia.click(settings, label="Turn on")
    asked = AskedQuestion("who?", False, 0.1, Sureness.UNSURE)
    records.keep_question(asked, member="5")

    await rule(mia, settings, "keeps-questions")
    await mia.click(settings, label="Turn off")
    assert "erases the text of every question" in shown(settings)
    assert records.gaps(5)

    await mia.click(settings, label="Turn off and erase")
    assert "**Keep questions** · off" in shown(settings)
    assert not [gap for gap in records.gaps(5) if gap.asked.question]


async def test_a_right_that_is_lost_is_lost_on_an_open_page_too(
    env: simcord.Env,
    library: Library,
    channel: simcord.ChannelHandle,
) -> None:
    role = channel.guild.create_role("Librarians")
    library.records(str(channel.guild.id)).set_setting("", "changers", str(role.id), by="42")
    lee = channel.guild.add_member(env.create_user("lee"), roles=[role])
    settings = await page(lee, channel)
    await rule(lee, settings, "private")
    library.records(str(channel.guild.id)).set_setting("", "changers", None, by="42")

    result = await lee.click(settings, label="Turn on")

    assert "Only those who may manage" in shown(result.followups[0])
    assert not stored(library, channel)


async def test_the_page_works_after_a_restart(
    env: simcord.Env,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    settings: Settings,
    tmp_path: Path,
) -> None:
    there = await page(mia, channel)
    await env.bot.close()
    again = real_library(tmp_path)
    await env.restart_bot(create_bot(settings, open_libraries=lambda: OneLibrary(again)))

    await rule(mia, there, "listens")
    await mia.click(there, label="Turn on")

    assert stored(again, channel) == {(str(channel.id), "listens"): "on"}


async def test_in_a_thread_the_rules_of_its_channel_are_shown_and_changed(
    env: simcord.Env, library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    there = env.bot.get_channel(channel.id)
    assert isinstance(there, discord.TextChannel)
    await there.create_thread(name="Aside", type=discord.ChannelType.public_thread)
    (thread,) = channel.threads

    settings = await page(mia, thread)
    await rule(mia, settings, "private")
    await mia.click(settings, label="Turn on")

    assert f"<#{channel.id}>" in shown(settings)
    assert stored(library, channel) == {(str(channel.id), "private"): "on"}


async def test_in_a_direct_message_there_are_no_rules(alice: simcord.MemberActor) -> None:
    result = await alice.user.slash("settings")
    assert "matter of servers" in shown(result.response)


async def test_changes_from_two_open_pages_are_both_kept(
    library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    one, other = await page(mia, channel), await page(mia, channel)
    await rule(mia, one, "private")
    await rule(mia, other, "listens")
    await mia.click(one, label="Turn on")
    await mia.click(other, label="Turn on")
    assert stored(library, channel) == {
        (str(channel.id), "private"): "on",
        (str(channel.id), "listens"): "on",
    }


async def test_permissions_that_are_missing_are_named_with_the_click_that_mends_them(
    env: simcord.Env, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    everyone = channel.guild.default_role
    quiet = channel.guild.create_text_channel(
        "quiet", overwrites={everyone: discord.PermissionOverwrite(attach_files=False)}
    )
    text = shown(await page(mia, quiet))
    assert "**Attach Files** is missing here: Edit Channel → Permissions" in text
    assert env.bot.user
    assert env.bot.user.mention in text
    assert "Send Messages" not in text


async def test_a_missing_intent_is_named_where_questions_are_to_be_answered_unasked(
    mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    settings = await page(mia, channel)
    assert "Message Content Intent" not in shown(settings)
    await rule(mia, settings, "listens")
    assert "Message Content Intent" in shown(settings)
    await mia.click(settings, label="Turn on")
    assert "DISCORD_MESSAGE_CONTENT=true" in shown(settings)


async def test_a_library_of_more_stories_than_a_select_shows_takes_a_name(
    library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    for number in range(25):
        library.add(
            StoryDraft(f"tale-{number}", f"Tale {number}", f"A cat slept. {number} dogs ran.")
        )
    settings = await page(mia, channel)

    await rule(mia, settings, "story")
    form = await mia.click(settings, label="By name")
    await mia.submit_modal(form, {"story": "Tale 24"})
    assert "**Default story** · Tale 24" in shown(settings)

    await rule(mia, settings, "ceiling")
    form = await mia.click(settings, label="By name")
    refused = await mia.submit_modal(form, {"story": "@everyone", "paragraph": "1"})
    assert "There is no story called" in shown(refused.followups[0])
    form = await mia.click(settings, label="By name")
    await mia.submit_modal(form, {"story": "tale-24", "percent": "60"})
    assert "Tale 24 · paragraph 1 (" in shown(settings)


@pytest.mark.parametrize("locale", ["en-US", "de", "es-ES"])
async def test_the_fullest_page_fits_in_every_language(
    env: simcord.Env,
    library: Library,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    locale: str,
) -> None:
    speaking(env)(mia, locale)
    records = library.records(str(channel.guild.id))
    roles = " ".join(str(10**18 + number) for number in range(10))
    values = {
        "story": str(library.add(StoryDraft("x", "*" * 300, "A cat slept. A dog ran.")).id),
        "answers": "named-thread",
        "listens": "on",
        "private": "on",
        "cooldown": "3599.5",
        "askers": roles,
        "changers": roles,
        "keeps-questions": "on",
    }
    for name, value in values.items():
        for place in ("", str(channel.id)):
            records.set_setting(place, name, value, by=str(10**18))
    for number in range(6):
        added = library.add(
            StoryDraft(f"t{number}", f"{number}" + "_" * 300, f"One cat. {number} dogs.")
        )
        records.set_channel_ceiling(str(channel.id), added.id, 8)
    everyone = channel.guild.default_role
    channel = channel.guild.channels["stories"]
    bare = discord.PermissionOverwrite.from_pair(
        discord.Permissions.none(), discord.Permissions.all_channel()
    )
    bare.update(view_channel=None, use_application_commands=None)
    quiet = channel.guild.create_text_channel("quiet", overwrites={everyone: bare})
    for name, value in values.items():
        records.set_setting(str(quiet.id), name, value, by=str(10**18))
    for entry in library.stories()[2:]:
        if entry.name.startswith("t"):
            records.set_channel_ceiling(str(quiet.id), entry.id, 8)

    for where in (channel, quiet):
        settings = await page(mia, where)
        assert buttons_of(settings.components)
        for name in ("story", "ceiling", "askers", "listens", "answers", "cooldown", "private"):
            await rule(mia, settings, name)
            await mia.click(settings, custom_id="cv:rules:c")
            assert f"<#{where.id}>" in shown(settings)
