"""`/my-data` and `/forget-me`: what is stored about a member, and that it goes."""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path
from typing import Any

import pytest
import simcord

from bot.client import Bot, create_bot
from bot.rules import Rule
from bot.settings import Settings
from index import Library, StorageError
from tests.bot.support.bodies import shown
from tests.bot.support.languages import speaking
from tests.bot.support.libraries import OneLibrary
from tests.bot.support.real import real_library

PLANTED = "did Qandahar quilt *seven* lanterns, <@42>?"
NOTHING = "Nothing is stored about you."


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return real_library(tmp_path)


def held(folder: Path) -> bytes:
    """All bytes of a data folder."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def keep_questions(library: Library, channel: simcord.ChannelHandle) -> None:
    records = library.records(str(channel.guild.id))
    records.set_setting("", Rule.KEEPS_QUESTIONS.value, "on", by="42")


async def leave_traces(
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    """One thing of each kind, and the vote of another on alice's question."""
    keep_questions(library, channel)
    records = library.records(str(channel.guild.id))
    records.claim_round(str(alice.id), "round", right=True, points=3)
    records.set_setting(str(channel.id), Rule.PRIVATE.value, "off", by=str(alice.id))
    asked = await alice.slash(channel, "ask", question=PLANTED)
    assert asked.response
    await bob.click(asked.response, label="This is wrong")
    await alice.click(asked.response, label="This helped")
    await alice.slash(channel, "progress", percent=50)


async def file_of(result: simcord.InteractionResult) -> dict[str, Any]:
    assert result.response
    (attached,) = result.response.attachments
    assert attached.filename == "my-data.json"
    return dict(json.loads(await attached.read()))


async def test_my_data_tells_all_in_words_and_as_a_file_privately(
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    await leave_traces(library, alice, bob, channel)

    result = await alice.slash(channel, "my-data")

    assert result.ephemeral
    text = shown(result.response)
    assert "**Readers**" in text
    assert " the S-400 impasse · paragraph 5 (40%)" in text
    assert "one round of the quiz; points: 3" in text
    assert "answers you judged: helpful 1, wrong 0" in text
    assert "2 questions of yours" in text
    assert "your name beside one setting" in text
    assert "/forget-me" in text
    written = await file_of(result)
    assert written["member"] == str(alice.id)
    assert str(bob.id) not in json.dumps(written)
    here = next(one for one in written["servers"] if one["server"] == str(channel.guild.id))
    assert [one["question"] for one in here["questions"]] == [PLANTED] * 2
    assert here["quiz"][0]["points"] == 3
    assert here["feedback"][0]["helped"] is True
    assert here["settings"][0]["name"] == "private"
    everywhere = next(one for one in written["servers"] if one["server"] is None)
    assert everywhere["progress"][0]["story"] == "s-400"
    lines = library.story("s-400").text.split("\n")
    assert not any(line[:30] in json.dumps(written) for line in lines if line.strip())


async def test_of_a_member_who_left_nothing_nothing_is_shown(
    bob: simcord.MemberActor, channel: simcord.ChannelHandle, library: Library
) -> None:
    result = await bob.slash(channel, "my-data")
    assert result.response
    assert NOTHING in shown(result.response)
    assert not result.response.attachments


async def test_everywhere_leaves_nothing_on_the_disk_or_in_memory(
    env: simcord.Env,
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    tmp_path: Path,
) -> None:
    await leave_traces(library, alice, bob, channel)
    speaking(env)(alice, "de")
    await bob.slash(channel, "ask", question="what did Akar promise?")
    assert b"Qandahar" in held(tmp_path)
    asked = await alice.user.slash("forget-me")
    assert asked.response

    done = await alice.user.click(asked.response, label="Überall")

    assert "Gelöscht: 6 Einträge" in shown(done.response)
    data = held(tmp_path)
    assert b"Qandahar" not in data
    assert str(alice.id).encode() not in data
    assert b"what did Akar promise?" in data
    bot = env.bot
    assert isinstance(bot, Bot)
    remembered = repr([vars(bot.talks), vars(bot.locales), vars(bot.desk._cooldowns)])
    assert str(alice.id) not in remembered
    assert str(bob.id) in remembered
    assert "Qandahar" not in "".join(
        spoken.question for talk in bot.talks._of_message.values() for spoken in talk
    )
    again = await alice.slash(channel, "my-data")
    assert "nichts gespeichert" in shown(again.response)


async def test_forgetting_twice_says_that_there_is_nothing_left(
    library: Library,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    library.records(str(channel.guild.id)).claim_round(str(alice.id), "a", right=True, points=1)
    first = await alice.slash(channel, "forget-me")
    second = await alice.slash(channel, "forget-me")
    assert first.response
    assert second.response

    await alice.click(first.response, label="Everywhere")
    await alice.click(second.response, label="Everywhere")

    assert shown(first.response).startswith("One thing is erased")
    assert shown(second.response).startswith("There was nothing to erase")


async def test_the_buttons_work_after_a_restart_off_the_event_loop(
    env: simcord.Env,
    library: Library,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library.records("77").claim_round(str(alice.id), "b", right=True, points=1)
    asked = await alice.slash(channel, "forget-me")
    assert asked.response
    await env.bot.close()
    again = real_library(tmp_path)
    await env.restart_bot(create_bot(settings, open_libraries=lambda: OneLibrary(again)))
    threads = []
    erase = Library.forget_member

    def noted(self: Library, member: str) -> int:
        threads.append(threading.current_thread().name)
        return erase(self, member)

    monkeypatch.setattr(Library, "forget_member", noted)

    await alice.click(asked.response, label="Everywhere")

    assert shown(asked.response).startswith("One thing is erased")
    assert [name.partition("_")[0] for name in threads] == ["work"]


async def test_who_may_not_ask_may_still_see_and_erase_what_is_stored(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    records = library.records(str(channel.guild.id))
    records.claim_round(str(alice.id), "a", right=True, points=1)
    role = channel.guild.create_role("Readers")
    records.set_setting("", Rule.ASKERS.value, str(role.id), by="42")

    seen = await alice.slash(channel, "my-data")
    asked = await alice.slash(channel, "forget-me")
    assert asked.response
    await alice.click(asked.response, label="In this server")

    assert "one round of the quiz" in shown(seen.response)
    assert shown(asked.response).startswith("One thing is erased")


async def test_a_removed_story_takes_what_was_kept_about_it(
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    await leave_traces(library, alice, bob, channel)
    library.remove("s-400")

    result = await alice.slash(channel, "my-data")

    assert "questions of yours" not in shown(result.response)
    assert "points: 3" in shown(result.response)


async def test_longest_questions_and_names_fit(
    env: simcord.Env, library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    keep_questions(library, channel)
    for number in range(4):
        question = f"{number} " + "*who* <@42> `x` 😀 " * 40
        await alice.slash(channel, "ask", question=question[:999])
    for number in range(60):
        records = library.records(str(10**17 + number))
        records.claim_round(str(alice.id), "a", right=True, points=1)

    result = await alice.user.slash("my-data")

    texts = [shown(result.response), *(shown(message) for message in result.followups)]
    assert "4 questions of yours" in "".join(texts)
    assert " <@42>" not in "".join(texts)


@pytest.mark.parametrize("command", ["my-data", "forget-me"])
async def test_no_log_holds_what_is_stored_also_where_it_fails(
    command: str,
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("bot", "index"):
        caplog.set_level(logging.DEBUG, logger=name)
    await leave_traces(library, alice, bob, channel)
    result = await alice.slash(channel, command)
    assert result.response

    def fails(*_: object) -> None:
        raise StorageError("The disk is full; free some space.")

    def breaks(*_: object) -> None:
        raise KeyError(PLANTED)

    for fault in (fails, breaks):
        monkeypatch.setattr(Library, "member_data", fault)
        await alice.slash(channel, command)
        if command == "forget-me":
            await alice.click(result.response, label="Everywhere")
    monkeypatch.undo()
    if command == "forget-me":
        await alice.click(result.response, label="Everywhere")
        assert "erased" in shown(result.response)

    assert "The disk is full" in caplog.text
    assert "Qandahar" not in caplog.text
