"""`/gaps`: what members asked in vain, for those who run a server."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest
import simcord

from bot.client import create_bot
from bot.rules import Rule
from bot.settings import Settings
from index import AskedQuestion, Library, Records, Sureness, Versions, read_known
from tests.bot.support.bodies import buttons_of, shown
from tests.bot.support.libraries import OneLibrary
from tests.bot.support.real import real_library

VERSIONS = Versions("1", "r", "e")
NASTY = "who said <@42> **and** `@everyone` <#7>?"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return real_library(tmp_path)


@pytest.fixture
def records(library: Library, channel: simcord.ChannelHandle) -> Records:
    return library.records(str(channel.guild.id))


@pytest.fixture
def manager(env: simcord.Env, channel: simcord.ChannelHandle) -> simcord.MemberActor:
    role = channel.guild.create_role(
        "Librarians", permissions=discord.Permissions(manage_guild=True)
    )
    return channel.guild.add_member(env.create_user("manager"), roles=[role])


def keep(records: Records) -> None:
    records.set_setting("", Rule.KEEPS_QUESTIONS.value, "on", by="42")


def refuse(records: Records, question: str | None, *, times: int = 1) -> None:
    for _ in range(times):
        asked = AskedQuestion(question, False, 0.1, Sureness.UNSURE, 1, (0, 20))
        records.keep_question(asked, member="5")


async def test_groups_are_shown_biggest_first_with_kind_count_and_the_nearest_place(
    records: Records, manager: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    keep(records)
    refuse(records, "who sold the horse?")
    refuse(records, "what did the zebra paint?", times=3)
    refuse(records, "what did the zebra paint today?")

    result = await manager.slash(channel, "gaps")

    assert result.ephemeral
    text = shown(result.response)
    assert text.startswith("**Gaps: 5 in 2 groups of alike questions**")
    assert text.index("**4 ×** what did the zebra paint?") < text.index("**1 ×** who sold the")
    assert "not answered 4 ×" in text
    assert "Also: what did the zebra paint today?" in text
    assert "paragraph 1" in text
    assert "not keep" not in text


async def test_a_refusal_that_is_called_wrong_is_one_gap(
    records: Records,
    alice: simcord.MemberActor,
    manager: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    keep(records)
    answer = await alice.slash(channel, "ask", question="who painted the zebra?")
    assert answer.response
    await alice.click(answer.response, label="This is wrong")

    result = await manager.slash(channel, "gaps")

    assert "**1 ×** who painted the zebra?" in shown(result.response)
    assert "not answered 1 × · called wrong 1 ×" in shown(result.response)
    assert "alice" not in shown(result.response)


async def test_where_questions_are_not_kept_it_says_so_and_counts_the_votes(
    records: Records, manager: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    asked = AskedQuestion(None, True, 0.9, Sureness.SURE, 1, (0, 20))
    for member in ("5", "6"):
        records.vote(member, "1", helped=False, asked=asked, versions=VERSIONS)

    result = await manager.slash(channel, "gaps")

    text = shown(result.response)
    assert "does not keep the texts of questions" in text
    assert "/settings" in text
    assert "2 more went wrong" in text
    assert result.response
    assert not buttons_of(result.response.components)


async def test_the_export_is_a_question_file_that_evaluate_reads(
    records: Records,
    manager: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    tmp_path: Path,
) -> None:
    keep(records)
    refuse(records, NASTY, times=2)
    refuse(records, "what did the zebra\npaint — “today”?")
    opened = await manager.slash(channel, "gaps")
    assert opened.response

    result = await manager.click(opened.response, label="Export")

    assert result.ephemeral
    assert result.response
    assert '`"answerable": false`' in shown(result.response)
    (attached,) = result.response.attachments
    assert attached.filename == "gaps.jsonl"
    path = tmp_path / attached.filename
    path.write_bytes(await attached.read())
    known = read_known(path)
    assert isinstance(known, tuple)
    assert [(one.question, one.answerable) for one in known] == [
        (NASTY, False),
        ("what did the zebra\npaint — “today”?", False),
    ]


async def test_questions_are_shown_letter_for_letter_and_long_ones_cut(
    records: Records, manager: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    keep(records)
    refuse(records, NASTY)
    for number in range(40):
        refuse(records, f"w{number % 8} {number} " + "*_`<" * 100 + "😀" * 900)

    result = await manager.slash(channel, "gaps")

    assert result.response
    seen = shown(result.response)
    for _ in range(9):
        if "Smaller ones →" not in buttons_of(result.response.components):
            break
        await manager.click(result.response, label="Smaller ones →")
        seen += shown(result.response)
    assert "\\<\\@42>" in seen or "\\<@42>" in seen
    assert " <@" not in seen
    assert "← Bigger ones" in buttons_of(result.response.components)


async def test_buttons_work_after_a_restart_and_say_when_nothing_is_left(
    env: simcord.Env,
    records: Records,
    manager: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    settings: Settings,
    tmp_path: Path,
) -> None:
    keep(records)
    refuse(records, "who sold the horse?")
    opened = await manager.slash(channel, "gaps")
    assert opened.response
    await env.bot.close()
    again = real_library(tmp_path)
    await env.restart_bot(create_bot(settings, open_libraries=lambda: OneLibrary(again)))

    exported = await manager.click(opened.response, label="Export")
    again.records(str(channel.guild.id)).forget_questions()
    nothing = await manager.click(opened.response, label="Export")

    assert "gaps.jsonl" in shown(exported.response)
    assert shown(nothing.response) == "There is no question to export any more."


async def test_a_group_of_a_removed_story_goes_with_it(
    library: Library,
    records: Records,
    manager: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    keep(records)
    refuse(records, "who sold the horse?")
    library.remove("s-400")

    result = await manager.slash(channel, "gaps")

    assert "There is no question to show." in shown(result.response)


async def test_a_place_beyond_what_its_reader_has_read_is_not_told(
    library: Library,
    records: Records,
    manager: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    keep(records)
    refuse(records, "who sold the horse?")
    records.set_progress(str(manager.id), 1, 0)

    result = await manager.slash(channel, "gaps")

    assert "who sold the horse?" in shown(result.response)
    assert "paragraph" not in shown(result.response)


async def test_who_may_not_change_the_rules_is_told_who_may(
    records: Records,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    keep(records)
    refuse(records, "who sold the horse?")

    result = await alice.slash(channel, "gaps")

    assert result.ephemeral
    assert "Only those who may manage this server" in shown(result.response)
    assert "horse" not in shown(result.response)


async def test_buttons_ask_again_whether_one_may(
    env: simcord.Env,
    records: Records,
    channel: simcord.ChannelHandle,
) -> None:
    keep(records)
    refuse(records, "who sold the horse?")
    role = channel.guild.create_role("Librarians")
    records.set_setting("", Rule.CHANGERS.value, str(role.id), by="42")
    helper = channel.guild.add_member(env.create_user("helper"), roles=[role])
    opened = await helper.slash(channel, "gaps")
    assert opened.response
    assert "horse" in shown(opened.response)
    records.set_setting("", Rule.CHANGERS.value, None, by="42")

    result = await helper.click(opened.response, label="Export")

    assert "Only those who may manage this server" in shown(result.response)
    assert not result.response.attachments if result.response else True


async def test_in_a_direct_message_it_says_that_servers_have_gaps(
    alice: simcord.MemberActor, library: Library
) -> None:
    result = await alice.user.slash("gaps")
    assert shown(result.response) == "This is a matter of servers; use it in one."
