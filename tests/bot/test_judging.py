"""What members say about answers, and where it is kept."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import simcord

from bot.client import create_bot
from bot.rules import Rule
from bot.settings import Settings
from index import Feedback, Library, StorageError, direct_server
from tests.bot.support.bodies import shown
from tests.bot.support.languages import speaking
from tests.bot.support.libraries import OneLibrary
from tests.bot.support.real import real_library

QUESTION = "what did Akar promise?"
REFUSED = "who painted the zebra?"
HELPED, WRONG = "This helped", "This is wrong"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return real_library(tmp_path)


def keep_questions(library: Library, channel: simcord.ChannelHandle) -> None:
    records = library.records(str(channel.guild.id))
    records.set_setting("", Rule.KEEPS_QUESTIONS.value, "on", by="42")


def votes(library: Library, channel: simcord.ChannelHandle) -> tuple[Feedback, ...]:
    return library.records(str(channel.guild.id)).feedback_kept(99)


def me(env: simcord.Env) -> str:
    assert env.bot.user
    return env.bot.user.mention


async def ask(
    alice: simcord.MemberActor, where: simcord.ChannelHandle, question: str = QUESTION, **more: bool
) -> simcord.ResponseMessage:
    result = await alice.slash(where, "ask", question=question, **more)
    assert result.response
    return result.response


async def test_a_vote_is_thanked_for_privately_and_kept_with_what_was_answered(
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    answer = await ask(alice, channel)
    before = shown(answer)

    result = await bob.click(answer, label=HELPED)

    assert result.ephemeral
    assert shown(result.response) == (
        "Thank you; counted as helpful. Press the other button to change it."
    )
    assert shown(answer) == before
    (vote,) = votes(library, channel)
    assert (vote.member, vote.message, vote.helped) == (str(bob.id), str(answer.id), True)
    assert vote.asked.question is None
    assert vote.asked.found
    assert vote.asked.span is not None
    assert "NATO" in library.story_by_id(1).text[slice(*vote.asked.span)]
    assert vote.versions == library.versions()


async def test_the_other_button_changes_a_vote(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    answer = await ask(alice, channel)
    await alice.click(answer, label=HELPED)

    result = await alice.click(answer, label=WRONG)

    assert "counted as wrong" in shown(result.response)
    assert [vote.helped for vote in votes(library, channel)] == [False]


async def test_the_same_button_twice_counts_once(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    answer = await ask(alice, channel)
    await alice.click(answer, label=WRONG)
    await alice.click(answer, label=WRONG)
    assert len(votes(library, channel)) == 1


async def test_a_private_answer_and_a_refusal_are_judged_in_a_message_of_its_own(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    private = await ask(alice, channel, REFUSED, private=True)
    assert "The story doesn't say." in shown(private)

    result = await alice.click(private, label=WRONG)

    assert result.ephemeral
    assert "counted as wrong" in shown(result.response)
    assert "The story doesn't say." in shown(private)
    assert not votes(library, channel)[0].asked.found


async def test_where_questions_are_kept_the_vote_has_it_and_whose_it_is(
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    keep_questions(library, channel)

    await bob.click(await ask(alice, channel), label=WRONG)

    assert [vote.asked.question for vote in votes(library, channel)] == [QUESTION]
    records = library.records(str(channel.guild.id))
    assert [one.asked.question for one in records.about(str(bob.id)).questions] == []
    assert {one.asked.question for one in records.about(str(alice.id)).questions} == {QUESTION}


async def test_of_replies_to_messages_and_follow_ups_the_question_is_remembered(
    env: simcord.Env,
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    keep_questions(library, channel)
    await alice.send(channel, f"{me(env)} what did Kalin say?")
    first = channel.last_message
    assert first
    await alice.send(channel, f"{me(env)} what did he hope?", reply_to=first)
    second = channel.last_message
    assert second

    await bob.click(first, label=HELPED)
    await bob.click(second, label=HELPED)

    followed, asked = (vote.asked.question for vote in votes(library, channel))
    assert asked == "what did Kalin say?"
    assert followed
    assert "Kalin" in followed


async def test_after_a_restart_votes_count_and_the_question_comes_from_the_answer(
    env: simcord.Env,
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    settings: Settings,
    tmp_path: Path,
) -> None:
    speaking(env)(bob, "de")
    keep_questions(library, channel)
    question = "what did *Akar* promise, <@42>?"
    answer = await ask(alice, channel, question)
    await alice.send(channel, f"{me(env)} {QUESTION}")
    reply = channel.last_message
    assert reply
    await env.bot.close()
    again = real_library(tmp_path)
    await env.restart_bot(create_bot(settings, open_libraries=lambda: OneLibrary(again)))

    result = await bob.click(answer, label=WRONG)
    await bob.click(reply, label=WRONG)

    assert shown(result.response).startswith("Danke; als falsch gezählt.")
    kept = {vote.message: vote.asked.question for vote in votes(again, channel)}
    assert kept[str(answer.id)] == question
    assert kept[str(reply.id)] in {None, QUESTION}


async def test_answers_in_threads_are_judged_in_their_server(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    keep_questions(library, channel)
    library.records(str(channel.guild.id)).set_setting("", "answers", "thread", by="42")
    await ask(alice, channel)
    answer = channel.threads[0].last_message
    assert answer

    await alice.click(answer, label=HELPED)

    assert [vote.asked.question for vote in votes(library, channel)] == [QUESTION]


async def test_in_direct_messages_votes_are_kept_for_the_member_without_the_question(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await alice.user.slash("ask", question=QUESTION)
    assert result.response

    thanked = await alice.user.click(result.response, label=HELPED)

    assert "counted as helpful" in shown(thanked.response)
    kept = library.records(direct_server(str(alice.id))).feedback_kept(9)
    assert [(vote.member, vote.asked.question) for vote in kept] == [(str(alice.id), None)]


async def test_of_a_removed_story_nothing_is_kept_and_the_member_is_told(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    answer = await ask(alice, channel)
    library.remove("s-400")

    result = await alice.click(answer, label=WRONG)

    assert result.ephemeral
    assert shown(result.response) == "This story was removed from the library."
    assert not votes(library, channel)


async def test_who_may_not_ask_may_not_judge_and_is_told_why(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    answer = await ask(alice, channel)
    role = channel.guild.create_role("Readers")
    library.records(str(channel.guild.id)).set_setting("", "askers", str(role.id), by="42")

    result = await alice.click(answer, label=HELPED)

    assert f"<@&{role.id}>" in shown(result.response)
    assert not votes(library, channel)


async def test_no_log_holds_a_question_also_where_a_vote_fails(
    library: Library,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("bot", "index"):
        caplog.set_level(logging.DEBUG, logger=name)
    keep_questions(library, channel)
    planted = "did Qandahar quilt lanterns?"
    answer = await ask(alice, channel, planted)
    await alice.click(answer, label=WRONG)

    def fails() -> None:
        raise StorageError("The disk is full; free some space.")

    def breaks() -> None:
        raise KeyError(planted)

    for fault in (fails, breaks):
        monkeypatch.setattr(Library, "versions", lambda _self, fault=fault: fault())
        result = await alice.click(answer, label=WRONG)
        assert result.ephemeral

    assert "The disk is full" in caplog.text
    assert "Unexpected KeyError" in caplog.text
    assert "Qandahar" not in caplog.text
