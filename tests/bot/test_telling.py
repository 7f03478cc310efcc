"""What a story tells of its people and times: who says what, who is who, what happens when."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import simcord

from bot.errors import PlainError
from bot.pages import Page, Shown
from bot.rendering import MESSAGES
from bot.rules import Rule
from bot.telling import Told, people, people_choices, person_called, sayings, timeline
from bot.texts import languages, texts_for
from bot.verification import verify
from index import Library, StoryDraft, StoryText, map_picture, people_of
from tests.bot.support.bodies import shown
from tests.bot.support.languages import speaking
from tests.bot.support.real import real_library

SEED = 1
COMMANDS = ("said", "promises", "threats", "people", "timeline", "map")
MARKED = StoryDraft(
    "marked",
    "The *Mark*",
    "Mister J_o_n *Stone* promised Anna Bell a goose. “You @everyone will regret it,” said "
    "Anna Bell.\n\nOn 3 May 2019 Anna Bell left. On 1 May 2018 she had come.",
)
QUIET = StoryDraft("quiet", "Quiet", "It rained and rained.\n\nNothing else happened there.")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return real_library(tmp_path)


def cut(library: Library, member: simcord.MemberActor, before: str) -> None:
    text = library.story_by_id(SEED).text
    library.records("1").set_progress(str(member.id), SEED, text.index(before))


def pages_text(pages: tuple[Page, ...]) -> str:
    blocks = [block for page in pages for section in page.sections for block in section]
    return "\n".join(block.sent if isinstance(block, Shown) else block for block in blocks)


async def test_promises_are_quoted_with_their_speaker_and_whether_that_is_a_guess(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    text = shown((await alice.slash(channel, "promises")).response)

    assert "will not be integrated into any active NATO" in text
    assert "probably **Hulusi Akar**: the story says “He”" in text
    assert "paragraph 12" in text


async def test_what_somebody_says_is_found_by_a_part_of_their_name(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    text = shown((await alice.slash(channel, "said", who="Kalin")).response)

    assert "What Ibrahim Kalin says" in text
    assert "**Ibrahim Kalin** · paragraph 2" in text
    assert "probably **Ibrahim Kalin**: the story says “he” · paragraph 4" in text
    assert "Akar" not in text


async def test_threats_of_one_and_of_all_differ(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    every = shown((await alice.slash(channel, "threats")).response)
    none = shown((await alice.slash(channel, "threats", who="Kalin")).response)

    assert "Washington" in every
    assert "I find no threat of Ibrahim Kalin" in none


def test_a_speaker_whom_the_story_does_not_name_is_not_made_up(library: Library) -> None:
    told = pages_text(sayings(texts_for("en"), library.text(), Told.SAID, None))

    assert "somebody I cannot tell: the story says “an unnamed sources”" in told


async def test_an_unknown_name_is_answered_with_the_nearest_ones(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    text = shown((await alice.slash(channel, "said", who="Kaln *x*")).response)

    assert r"Kaln \*x\*" in text
    assert "Ibrahim Kalin" in text
    assert "/people" in text


async def test_people_have_their_names_joined_and_are_introduced_in_the_storys_words(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    text = shown((await alice.slash(channel, "people")).response)

    assert "**Wall Street Journal**" in text
    assert "Also called: WSJ" in text
    assert "> Turkish Defence Minister" in text
    assert "person · first in paragraph 12 · named once" in text
    assert "organisation · first in paragraph 1 · named 4 times" in text


async def test_times_are_told_in_story_order_and_then_in_order_of_time(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    library.add(MARKED)

    seed = shown((await alice.slash(channel, "timeline", story="#1")).response)
    text = shown((await alice.slash(channel, "timeline", story="marked")).response)

    assert "**on Monday**" in seed
    assert "In order of time" not in seed
    assert "no date in the story · paragraph 6" in seed
    told, ordered = text.split("In order of time")
    assert told.index("2019-05-03") < told.index("2018-05-01")
    assert ordered.index("2018-05-01") < ordered.index("2019-05-03")


@pytest.mark.parametrize("dark", [True, False])
async def test_the_map_is_a_picture_with_words_for_those_who_do_not_see_it(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, dark: bool
) -> None:
    result = await alice.slash(channel, "map", dark=dark)

    assert result.response
    (attachment,) = result.response.attachments
    assert attachment.filename == "map.png"
    assert "Who appears where" in shown(result.response)
    assert "Ibrahim Kalin: 2." in str(result.response.components)


@pytest.mark.parametrize("command", COMMANDS)
async def test_nothing_beyond_what_a_member_has_read_is_told(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle, command: str
) -> None:
    cut(library, alice, "Turkey will most likely")
    options = {"who": "Kalin"} if command == "said" else {}

    result = await alice.slash(channel, command, **options)

    told = shown(result.response) + str(result.response and result.response.components)
    assert told
    for beyond in ("Akar", "Erdogan", "Monday", "Albayrak"):
        assert beyond not in told


async def test_people_beyond_it_are_neither_found_nor_offered(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    cut(library, alice, "Turkey will most likely")

    error = shown((await alice.slash(channel, "said", who="Akar")).response)
    offered = await alice.autocomplete(channel, "said", "who", "")

    assert "Hulusi" not in error
    assert "Ibrahim Kalin" in {choice["name"] for choice in offered}
    assert not {"Hulusi Akar", "Donald Trump"} & {choice["name"] for choice in offered}


async def test_people_are_offered_by_what_is_typed(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    offered = await alice.autocomplete(channel, "threats", "who", "kal")

    assert [choice["value"] for choice in offered] == ["Ibrahim Kalin"]


async def test_nobody_is_offered_to_who_may_not_ask_or_where_no_story_is_clear(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    role = channel.guild.create_role("Readers")
    library.add(QUIET)
    unclear = await alice.autocomplete(channel, "said", "who", "")
    library.remove("quiet")
    library.records(str(channel.guild.id)).set_setting(
        str(channel.id), Rule.ASKERS.value, str(role.id), by="42"
    )

    denied = await alice.autocomplete(channel, "said", "who", "")

    assert not unclear
    assert not denied
    assert f"<@&{role.id}>" in shown((await alice.slash(channel, "people")).response)


@pytest.mark.parametrize("command", COMMANDS[1:])
async def test_they_answer_in_direct_messages_too(alice: simcord.MemberActor, command: str) -> None:
    result = await alice.user.slash(command)

    assert "S-400" in shown(result.response)


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_removed_story_is_told_of_no_more(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle, command: str
) -> None:
    library.add(QUIET)
    library.remove("quiet")
    options = {"who": "Kalin"} if command == "said" else {}

    result = await alice.slash(channel, command, story="quiet", **options)

    assert "no story" in shown(result.response).lower()
    assert "rained" not in shown(result.response)


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_story_without_any_of_it_says_so(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle, command: str
) -> None:
    library.add(QUIET)
    options = {"who": "x"} if command == "said" else {}

    result = await alice.slash(channel, command, story="quiet", **options)

    assert "I find no" in shown(result.response)


async def test_the_longest_words_for_a_name_are_taken(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await alice.slash(channel, "said", who="@" * 100, story="S" * 300)
    named = await alice.slash(channel, "said", who="*" * 100)

    assert shown(result.response)
    assert r"\*\*\*" in shown(named.response)


async def test_markdown_and_mentions_in_a_story_are_shown_as_they_are_written(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    library.add(MARKED)

    for command in ("people", "promises", "timeline", "map"):
        result = await alice.slash(channel, command, story="marked")
        assert "sorry" not in shown(result.response).lower()
        assert r"The \*Mark\*" in shown(result.response)
    said = shown((await alice.slash(channel, "said", who="Anna", story="marked")).response)
    assert r"\@everyone" in said


async def test_members_read_it_in_their_language(
    env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    speaking(env)(alice, "de")

    text = shown((await alice.slash(channel, "promises")).response)

    assert "wahrscheinlich **Hulusi Akar**: In der Geschichte steht „He“" in text


def test_two_members_have_maps_drawn_at_once(library: Library) -> None:
    text = library.text()

    with ThreadPoolExecutor(2) as threads:
        drawn = [threads.submit(map_picture, text, dark=True) for _ in range(4)]

    assert len({one.result().png for one in drawn}) == 1


@pytest.mark.parametrize("language", languages())
def test_long_lists_end_with_how_much_is_left(library: Library, language: str) -> None:
    text = _crowded(library)
    say = texts_for(language)

    for pages in (people(say, text), timeline(say, text), sayings(say, text, Told.SAID, None)):
        assert len(pages) == MESSAGES
        verify(pages, library)
        (last,) = pages_text(pages).splitlines()[-1:]
        assert last.startswith("-# … ")


def test_both_orders_of_a_long_timeline_are_told(library: Library) -> None:
    pages = timeline(texts_for("en"), _crowded(library))

    assert "as the story tells it" in pages_text(pages[:1])
    assert "In order of time" in pages_text(pages[2:])


def test_who_has_a_long_name_is_offered_and_found(library: Library) -> None:
    long = " ".join(["Maximilian", *itertools.repeat("Bartholomew", 11)])
    library.add(StoryDraft("long", "Long", f"Mister {long} said he would go. {long} left."))
    found = people_of(library.text("long"))

    for choice in people_choices(found, "Max"):
        assert len(choice.name) <= 100
        assert person_called(found, choice.value).name.startswith("Maximilian")
    verify(people(texts_for("en"), library.text("long")), library)


def test_a_name_without_letters_means_nobody(library: Library) -> None:
    with pytest.raises(PlainError):
        person_called(people_of(library.text()), " ")


def _crowded(library: Library) -> StoryText:
    """A story with more people, times and words than three messages hold."""
    names = [
        a + b
        for a, b in itertools.product(
            "BCDFGHJKLMNPRSTVWZ", ("arlo", "erin", "onda", "ilmar", "ulk", "aber")
        )
    ]
    told = [
        f"{first} {second} promised on {1 + at % 28} May {1900 + at} to buy a boat.\n\n"
        f"{first} {second} said that {'it would sail around the very cold lake and ' * 3}sink."
        for at, (first, second) in enumerate(itertools.pairwise(names))
    ]
    library.add(StoryDraft("crowd", "Crowd", "\n\n".join(told)))
    return library.text("crowd")
