"""Questions that fit several stories: offered below an answer, and set side by side."""

from __future__ import annotations

from pathlib import Path

import pytest
import simcord

from bot.actions import select_id
from bot.client import create_bot
from bot.offering import INSTEAD
from bot.settings import Settings
from index import Library, StoryDraft
from tests.bot.support.bodies import shown
from tests.bot.support.libraries import OneLibrary
from tests.bot.support.real import real_library

MILL = StoryDraft(
    "mill", "The *Mill*", "The king of Norland had three sons. His daughter was called Rosalind."
)
SHIP = StoryDraft(
    "ship", "The Ship", "The king of Norland had two sons. His daughter was called Isolde."
)
CAT = StoryDraft("cat", "The Cat", "A grey cat slept on the garden wall until evening.")
SONS = "how many sons had the king of Norland?"
DAUGHTER = "what was the daughter called?"
CHOOSE = select_id(INSTEAD)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return real_library(tmp_path / "library", MILL, SHIP, CAT)


async def test_answers_stand_below_each_other_and_numbers_that_differ_are_marked(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await alice.slash(channel, "compare", question=SONS, first="mill", second="ship")

    lines = shown(result.response).split("\n")
    assert lines[:2] == [
        f"**Asked: {SONS}**",
        r"The stories differ in a number: **three** (The \*Mill\*) · **two** (The Ship)",
    ]
    assert "> The king of Norland had **three** sons." in lines
    assert "> The king of Norland had **two** sons." in lines


async def test_stories_that_do_not_say_are_listed(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await alice.slash(channel, "compare", question=SONS, first="mill", second="cat")

    assert "This story does not say: The Cat" in shown(result.response)


async def test_a_story_that_is_unknown_is_said_to_be(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await alice.slash(channel, "compare", question=SONS, first="dragons")

    assert "There is no story called “dragons”" in shown(result.response)


async def test_other_stories_that_could_be_meant_are_offered_and_asked(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: Library
) -> None:
    result = await alice.slash(channel, "ask", question=DAUGHTER)
    assert result.response
    assert "-# Several stories could be meant: " in shown(result.response)
    first = "ship" if "Isolde" in shown(result.response) else "mill"
    other = library.story("mill" if first == "ship" else "ship")

    chosen = await alice.select(result.response, values=[str(other.id)], custom_id=CHOOSE)

    assert chosen.ephemeral
    assert ("Rosalind" if other.name == "mill" else "Isolde") in shown(chosen.response)
    assert f"-# Asked: {DAUGHTER}" in shown(chosen.response)
    assert "could be meant" not in shown(chosen.response)


async def test_another_story_can_be_asked_after_a_restart(
    env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    settings: Settings,
    tmp_path: Path,
) -> None:
    assert env.bot.user
    await alice.send(channel, f"{env.bot.user.mention} {DAUGHTER}")
    message = channel.last_message
    assert message
    await env.bot.close()
    library = real_library(tmp_path / "library")
    await env.restart_bot(create_bot(settings, open_libraries=lambda: OneLibrary(library)))

    for name, daughter in (("mill", "Rosalind"), ("ship", "Isolde")):
        story = library.story(name)
        if daughter not in shown(message):
            chosen = await alice.select(message, values=[str(story.id)], custom_id=CHOOSE)
            assert daughter in shown(chosen.response)


async def test_a_story_that_was_removed_meanwhile_is_not_asked(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: Library
) -> None:
    result = await alice.slash(channel, "ask", question=DAUGHTER)
    assert result.response
    other = "mill" if "Isolde" in shown(result.response) else "ship"
    story_id = library.story(other).id
    library.remove(other)

    chosen = await alice.select(result.response, values=[str(story_id)], custom_id=CHOOSE)

    assert shown(chosen.response) == "This story was removed from the library."


async def test_a_question_that_names_its_story_offers_no_other(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await alice.slash(channel, "ask", question="who was called Isolde?")

    assert "could be meant" not in shown(result.response)
