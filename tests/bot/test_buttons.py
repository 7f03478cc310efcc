from __future__ import annotations

from collections.abc import Callable

import simcord

from bot.client import Bot
from tests.bot.support.bodies import buttons_of, shown
from tests.bot.support.library import FakeLibrary, story

REMOVED = "This story was removed from the library."
PREVIOUS, NEXT, MORE = "← Before", "After →", "More matches"


async def ask(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> simcord.ResponseMessage:
    result = await alice.slash(channel, "ask", question="what did Kalin express?")
    assert result.response
    return result.response


async def test_reading_on_opens_the_neighbouring_passage_privately_for_anyone(
    alice: simcord.MemberActor, bob: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    answer = await ask(alice, channel)
    before = shown(answer)

    result = await bob.click(answer, label=PREVIOUS)

    assert result.ephemeral
    assert shown(result.response).startswith("> The US and Turkey have failed")
    assert "paragraph 1" in shown(result.response)
    assert shown(answer) == before


async def test_the_private_passage_turns_its_pages_in_place(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    opened = await alice.click(await ask(alice, channel), label=NEXT)
    assert opened.response
    assert "paragraph 3" in shown(opened.response)

    await alice.click(opened.response, label=NEXT)

    assert "paragraph 4" in shown(opened.response)


async def test_at_the_edge_of_the_story_a_line_says_so_and_the_passage_stays(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    opened = await alice.click(await ask(alice, channel), label=PREVIOUS)
    assert opened.response
    before = shown(opened.response)

    result = await alice.click(opened.response, label=PREVIOUS)

    assert [shown(message) for message in result.followups] == [
        "This is the beginning of the story."
    ]
    assert result.followups[0].ephemeral
    assert shown(opened.response) == before


async def test_more_matches_are_shown_one_by_one(
    alice: simcord.MemberActor, bob: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    opened = await bob.click(await ask(alice, channel), label=MORE)

    assert opened.ephemeral
    assert opened.response
    first = shown(opened.response)
    assert first.startswith("**Match 1 of ")
    assert "← Match before" not in buttons_of(opened.response.components)

    await bob.click(opened.response, label="Next match →")
    assert shown(opened.response).startswith("**Match 2 of ")
    await bob.click(opened.response, label="← Match before")
    assert shown(opened.response) == first


async def test_matches_whose_story_was_removed_are_passed_over(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: FakeLibrary
) -> None:
    library.held.append(story("Some hope was expressed.", story_id=2, name="fox"))
    answer = await ask(alice, channel)
    opened = await alice.click(answer, label=MORE)
    count = shown(opened.response).split(" of ")[1].split("*")[0]
    library.held[:] = [held for held in library.held if held.id == 1]

    again = await alice.click(answer, label=MORE)

    assert int(shown(again.response).split(" of ")[1].split("*")[0]) <= int(count)
    assert "fox" not in shown(again.response)


async def test_buttons_work_after_a_restart(
    env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    make_bot: Callable[[], Bot],
    library: FakeLibrary,
) -> None:
    answer = await ask(alice, channel)
    await env.bot.close()
    library.closed = False
    await env.restart_bot(make_bot())

    on = await alice.click(answer, label=NEXT)
    more = await alice.click(answer, label=MORE)

    assert "paragraph 3" in shown(on.response)
    assert "Match 1 of " in shown(more.response)


async def test_buttons_of_a_removed_story_say_so_politely(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: FakeLibrary
) -> None:
    answer = await ask(alice, channel)
    library.remove("s-400")

    for label in (PREVIOUS, NEXT, MORE):
        result = await alice.click(answer, label=label)
        assert result.ephemeral
        assert shown(result.response) == REMOVED


async def test_a_button_from_another_library_is_taken_for_a_removed_story(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: FakeLibrary
) -> None:
    answer = await ask(alice, channel)
    library.held[:] = [story("Short.")]

    result = await alice.click(answer, label=NEXT)

    assert shown(result.response) == REMOVED


async def test_buttons_of_far_places_in_late_stories_stay_within_the_limit(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: FakeLibrary
) -> None:
    text = "Nothing of note happened. " * 9000 + "Kalin had hope to express. " + "And so on. " * 99
    library.held[:] = [story(text, story_id=2**53)]

    answer = await ask(alice, channel)

    assert all(len(custom_id) <= 100 for custom_id in buttons_of(answer.components).values())
    more = await alice.click(answer, label=MORE)
    assert "> Nothing of note happened." in shown(more.response)
