"""Is this in the story? Any message, set beside it privately, and asked about by a form."""

from __future__ import annotations

from pathlib import Path

import pytest
import simcord

from bot.client import Bot, create_bot
from bot.settings import Settings
from index import Library, StoryDraft
from tests.bot.support.bodies import shown
from tests.bot.support.languages import speaking
from tests.bot.support.libraries import OneLibrary
from tests.bot.support.real import real_library

CHECK, ABOUT = "Is this in the story?", "Ask about this"
EXACT = "the S-400s will not be integrated into any active NATO military systems"
WRONG = "the S-400s will be integrated into any active NATO military systems"
MILL = StoryDraft(
    "mill",
    "The *Mill*",
    "The miller slept. The cat watched the river all night long.\n\n"
    "In the morning the river rose. He counted nine sacks of grain.\n\n"
    "The cat had drowned. Nobody mourned the poor beast.",
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    opened = real_library(tmp_path, MILL)
    # The first check imports what is heavy, longer than simcord waits on a busy machine.
    opened.check("river")
    return opened


async def checked(
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    words: str,
) -> str:
    message = await bob.send(channel, words)
    result = await alice.context_menu(channel, CHECK, message)
    assert result.ephemeral, "checking a claim must show nobody up"
    return shown(result.response)


async def test_exact_words_of_another_member_are_shown_with_their_place(
    alice: simcord.MemberActor, bob: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    text = await checked(alice, bob, channel, EXACT)

    assert "In the story, word for word" in text
    assert "paragraph " in text
    assert f"**{EXACT}**" in text
    assert "What differs" not in text


async def test_nearly_the_same_words_are_set_side_by_side_with_a_warning(
    alice: simcord.MemberActor, bob: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    text = await checked(alice, bob, channel, WRONG)

    assert "Nearly in the story" in text
    assert "Careful: a negation differs." in text
    assert "The message: nothing here" in text
    assert "will **not** be integrated" in text.split("The story:\n> ")[1]


async def test_words_of_the_message_only_are_struck_out_and_named(
    alice: simcord.MemberActor, bob: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    text = await checked(alice, bob, channel, "He counted seven sacks of grain.")

    assert "Careful: a number differs.** The message: “seven”. The story: “nine”." in text
    assert "The message: ~~seven~~" in text
    assert "> He counted **nine** sacks of grain" in text


async def test_other_words_are_not_found_and_the_nearest_passage_is_shown(
    alice: simcord.MemberActor, bob: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    text = await checked(alice, bob, channel, "a dragon ate the grain and every sack of gold")

    assert "Not in the story" in text
    assert "The nearest passage:" in text


async def test_the_reply_reads_on_from_the_quote(
    alice: simcord.MemberActor, bob: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    message = await bob.send(channel, "In the morning the river rose.")
    result = await alice.context_menu(channel, CHECK, message)
    before = await alice.click(result.response, label="← Before")
    assert "watched the river" in shown(before.response)


async def test_the_bots_own_answer_is_checked_by_the_quote_it_shows(
    alice: simcord.MemberActor, bob: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    answer = await alice.slash(channel, "ask", question="who counted sacks?", story="mill")
    assert answer.response is not None
    result = await bob.context_menu(channel, CHECK, answer.response)
    assert "In the story, word for word" in shown(result.response)


async def test_the_longest_message_is_checked(
    alice: simcord.MemberActor, bob: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await alice.slash(channel, "check", words=("*_~`|<@1> 7, " * 400)[:4000])
    assert "in the story" in shown(result.response).lower()


async def test_markup_and_mentions_are_shown_letter_for_letter_and_ping_nobody(
    env: simcord.Env,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    text = await checked(
        alice, bob, channel, f"He counted `@everyone` <@{alice.id}> # nine sacks of grain"
    )
    assert "<@" not in text.replace("\\<\\@", "")
    assert "sacks" in text


async def test_a_message_without_words_is_declined_politely(
    alice: simcord.MemberActor, bob: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    message = await bob.send(channel, "🎉 !!!")
    for name in (CHECK, ABOUT):
        result = await alice.context_menu(channel, name, message)
        assert result.ephemeral
        assert "no words in this message" in shown(result.response)


async def test_words_are_checked_by_command_also_in_direct_messages(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    here = await alice.slash(channel, "check", words=WRONG, story="s-400")
    directly = await alice.user.slash("check", words="He counted seven sacks of grain")

    assert here.ephemeral
    assert "Your words have nothing there." in shown(here.response)
    assert "Your words: ~~seven~~" in shown(directly.response)


async def test_a_removed_story_is_not_found_any_more(
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    library.remove("mill")
    assert "Not in the story" in await checked(alice, bob, channel, "The cat had drowned.")


async def test_nothing_beyond_what_somebody_has_read_is_confirmed_or_shown(
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    mill = library.story("mill")
    records = library.records(str(channel.guild.id))
    records.set_progress(str(alice.id), mill.id, mill.text.index("The cat had"))

    text = await checked(alice, bob, channel, "The dog had drowned. Nobody mourned the beast.")

    assert "Not in the story" in text
    assert "further on than you have read" in text
    assert "poor" not in text


async def test_who_may_not_ask_may_not_check(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    role = channel.guild.create_role("Readers")
    library.records(str(channel.guild.id)).set_setting("", "askers", str(role.id), by="42")
    result = await alice.slash(channel, "check", words=EXACT)
    assert "Only members with" in shown(result.response)


async def test_a_question_about_a_message_takes_its_words_into_account(
    simcord_bot: Bot,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    message = await bob.send(channel, "He counted seven sacks of grain.")
    opened = await alice.context_menu(channel, ABOUT, message)
    result = await alice.submit_modal(opened, {"question": "what did the cat watch?"})

    assert "the river" in shown(result.response)
    assert result.response is not None
    first, _ = simcord_bot.talks._of_message[result.response.id]
    place = first.told.places[0]
    assert place.story_id == 2
    assert "nine sacks" in MILL.text[place.start : place.end]


async def test_a_question_about_the_bots_answer_follows_up_on_it(
    simcord_bot: Bot, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    answer = await alice.slash(channel, "ask", question="who counted sacks?", story="mill")
    assert answer.response is not None
    opened = await alice.context_menu(channel, ABOUT, answer.response)
    result = await alice.submit_modal(opened, {"question": "what did the cat watch?"})

    assert result.response is not None
    first, second = simcord_bot.talks._of_message[result.response.id]
    assert first.question == "who counted sacks?"
    assert second.question


async def test_a_form_sent_after_a_restart_is_asked_plainly(
    env: simcord.Env,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    settings: Settings,
    tmp_path: Path,
) -> None:
    message = await bob.send(channel, "He counted seven sacks of grain.")
    opened = await alice.context_menu(channel, ABOUT, message)
    await env.bot.close()
    again = real_library(tmp_path)
    await env.restart_bot(create_bot(settings, open_libraries=lambda: OneLibrary(again)))

    result = await alice.submit_modal(opened, {"question": "what did the cat watch?"})

    assert "the river" in shown(result.response)


async def test_what_was_to_be_asked_about_is_forgotten_on_request(
    simcord_bot: Bot,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    message = await bob.send(channel, EXACT)
    await alice.context_menu(channel, ABOUT, message)
    await bob.context_menu(channel, ABOUT, message)

    simcord_bot.asking_about.forget(alice.id)

    assert [member for _, member in simcord_bot.asking_about._known] == [bob.id]


@pytest.mark.parametrize(
    ("locale", "heading", "careful"),
    [
        ("de", "Steht fast so in der Geschichte", "Vorsicht: Eine Verneinung ist anders."),
        ("es-ES", "Casi está en la historia", "Cuidado: cambia una negación."),
    ],
)
async def test_it_is_said_in_the_members_language(
    env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    locale: str,
    heading: str,
    careful: str,
) -> None:
    speaking(env)(alice, locale)
    text = shown((await alice.slash(channel, "check", words=WRONG)).response)
    assert heading in text
    assert careful in text
