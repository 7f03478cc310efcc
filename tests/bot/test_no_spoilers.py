"""Whatever a member does, no word beyond what they have read leaves the bot."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import simcord

from index import Library, StoryDraft
from tests.bot.support.real import real_library
from tests.bot.support.walking import Walk

READ = (
    "Anna", "Boris", "Clara", "river", "mill", "boat", "bread", "garden", "winter", "letter",
)  # fmt: skip
UNREAD = (
    "Zanthor", "Qubrile", "Xemmosa", "vortwick", "glimhelm", "dredspire", "wolfbrake",
    "ashmoult", "fennlurk", "thornveil",
)  # fmt: skip
"""Words that stand beyond the ceiling only, and that nobody types."""
_SENTENCES = (
    "{0} promised {1} a {3} by the {4}.",
    "“I will never sell the {3},” said {0}.",
    "{1} said that the {5} would come back on Monday.",
    "In {6} 1842 the {4} froze and {2} walked 12 miles to the {5}.",
    "{2}, the baker of the village, lost her {7} near the {4}.",
    "{0} threatened to burn the {5} if {1} did not pay 30 coins.",
    "The next morning {1} met {2} at the {8} and told her about the {9}.",
)
_MONTHS = ("March", "June", "October")


def paragraphs(words: tuple[str, ...], draw: random.Random, count: int) -> list[str]:
    told = []
    for _ in range(count):
        names = draw.sample(words[:3], 3)
        things = draw.sample(words[3:], 6)
        slots = [*names, *things[:3], draw.choice(_MONTHS), *things[3:]]
        sentences = draw.sample(_SENTENCES, draw.randint(1, 4))
        told.append(" ".join(sentence.format(*slots) for sentence in sentences))
    return told


@pytest.fixture(params=range(4))
def draw(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(request.param)


@pytest.fixture
def library(tmp_path: Path, draw: random.Random) -> Library:
    told = paragraphs(READ, draw, draw.randint(3, 9))
    text = "\n\n".join([*told, *paragraphs(UNREAD, draw, draw.randint(1, 8))])
    library = real_library(tmp_path, StoryDraft("tale", "The Tale", text))
    library.remove("s-400")
    return library


def first_unread(library: Library) -> int:
    text = library.story("tale").text
    return min(at for word in UNREAD if (at := text.find(word)) >= 0)


def leaked(env: simcord.Env, walk: Walk, since: int = 0) -> set[str]:
    """The unread words in all that was sent, files included."""
    sent = [request.json for request in env.http_requests[since:]]
    said = json.dumps(sent, ensure_ascii=False).casefold()
    said += b"\n".join(walk.files).decode("utf-8", "replace").casefold()
    return {word for word in UNREAD if word.casefold() in said}


@pytest.mark.parametrize("whose", ["member", "channel"])
async def test_no_command_button_form_or_completion_gives_away_what_is_unread(
    env: simcord.Env,
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    draw: random.Random,
    whose: str,
) -> None:
    tale = library.story("tale")
    # Often right at the edge, where most can go wrong; never beyond the first unread sentence.
    ceiling = draw.choice([first_unread(library), draw.randint(0, first_unread(library))])
    records = library.records(str(channel.guild.id))
    if whose == "member":
        records.set_progress(str(alice.id), tale.id, ceiling)
    else:
        records.set_channel_ceiling(str(channel.id), tale.id, ceiling)
    words = {
        "": "What did Anna promise Boris?",
        "story": "tale",
        "who": "Anna",
        "words": "Anna promised Boris a boat",
    }
    walk = Walk(alice, channel, words)

    await walk.commands(env.bot.tree)
    await bob.send(channel, "Anna promised Boris a boat by the river.")
    assert channel.last_message
    await walk.menus(env.bot.tree, channel.last_message)
    assert env.bot.user
    await alice.send(channel, f"{env.bot.user.mention} who walked 12 miles?")
    await alice.send(channel, f"{env.bot.user.mention} and then?", reply_to=channel.last_message)

    assert {"ask", "quote", "summary", "stories"} <= walk.done
    assert leaked(env, walk) == set()


async def test_what_another_member_was_shown_opens_no_further_to_one_who_read_less(
    env: simcord.Env,
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    tale = library.story("tale")
    records = library.records(str(channel.guild.id))
    records.set_progress(str(alice.id), tale.id, first_unread(library))
    shown = await bob.slash(channel, "ask", question="who walked 12 miles?", story="tale")
    seen = len(env.http_requests)
    assert shown.response

    walk = Walk(alice, channel, {"": "why?"})
    await walk.controls(shown.response)

    assert {"n", "w", "s"} <= walk.done
    assert leaked(env, walk, seen) == set()
