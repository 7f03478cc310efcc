"""The quiz: rounds for a channel, which each member answers once, privately, for points."""

from __future__ import annotations

from pathlib import Path

import pytest
import simcord

from bot.actions import button_id
from bot.client import create_bot
from bot.quiz_pages import ANSWER, NEXT, asked, revealed
from bot.quizzes import Asked
from bot.settings import Settings
from bot.texts import languages, texts_for
from bot.verification import verify
from index import (
    Library,
    Round,
    RoundKind,
    StoryDraft,
    direct_server,
    possible_kinds,
    quiz_round,
    series,
)
from tests.bot.support.bodies import buttons_of, shown
from tests.bot.support.languages import speaking
from tests.bot.support.libraries import OneLibrary
from tests.bot.support.posting import posted
from tests.bot.support.real import real_library

MARKED = StoryDraft(
    "marks",
    "The **bold** <@1> tale",
    "Hans carried *seven* sacks of `corn` to the old mill near the river.\n\n"
    "Greta sold five __yellow__ ducks to the merchant from the city.\n\n"
    "The merchant <@42> paid Greta nine silver coins for the ducks.\n\n"
    "Hans found the ~~golden~~ ring below the wooden bridge on Sunday.\n\n"
    "Greta hid the ring in a [chest](https://x.test) behind the mill wheel.\n\n"
    "The mayor of the city offered six horses for the lost ring.\n\n"
    "Hans would be given the horses on the morning of the fair.\n\n"
    "> The miller was sent away from the village with three dogs.",
)
CHANGED = "The story has changed since this round was asked"
REMOVED = "This story was removed from the library."


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return real_library(tmp_path, MARKED)


async def begin(
    who: simcord.MemberActor, channel: simcord.ChannelHandle, **options: object
) -> simcord.ResponseMessage:
    result = await who.slash(channel, "quiz", **{"story": "s-400", **options})
    assert not result.ephemeral
    assert result.response
    return result.response


def told(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """The message that answers a button, below the public one or instead of it."""
    message = next(iter(result.followups), None) or result.response
    assert message
    return message


def progress(
    library: Library, channel: simcord.ChannelHandle, member: str, story_id: int, end: int
) -> None:
    library.records(str(channel.guild.id)).set_progress(member, story_id, end)


def codes(message: simcord.ResponseMessage) -> dict[str, str]:
    """The payloads of the buttons of the choices, by their labels."""
    start = button_id(ANSWER)
    return {
        label: custom_id.removeprefix(start)
        for label, custom_id in buttons_of(message.components).items()
        if custom_id.startswith(start)
    }


def made_of(library: Library, message: simcord.ResponseMessage) -> tuple[Round, list[str]]:
    """The round that a message asks, and the labels of its choices in their order."""
    found = codes(message)
    about, _ = Asked.decode(next(iter(found.values())))
    text = library.text(library.story_by_id(about.story_id).name).up_to(about.ceiling)
    labels = sorted(found, key=lambda label: Asked.decode(found[label])[1])
    return series(text, about.seed, about.number, about.kind)[-1], labels


def right_label(library: Library, message: simcord.ResponseMessage) -> str:
    made, labels = made_of(library, message)
    return labels[made.right]


def wrong_label(library: Library, message: simcord.ResponseMessage) -> str:
    made, labels = made_of(library, message)
    return labels[made.right - 1]


@pytest.mark.parametrize("kind", list(RoundKind))
async def test_a_right_answer_is_told_privately_with_the_quote_its_place_and_points(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle, kind: RoundKind
) -> None:
    message = await begin(alice, channel, kind=kind.value)
    before = shown(message)
    made, _ = made_of(library, message)

    result = await alice.click(message, label=right_label(library, message))

    assert "paragraph" not in before
    assert result.ephemeral
    text = shown(result.response)
    assert "Right!" in text
    assert "You get" in text
    assert f"paragraph {made.quote.paragraph}" in text
    assert ("not in the story" in text) == (made.altered is not None)
    assert "After →" in buttons_of(result.response.components)
    assert shown(message) == before
    (score,) = library.records(str(channel.guild.id)).standings(10)
    assert (score.member, score.right) == (str(alice.id), 1)
    assert score.points == (2 if len(made.choices) > 2 else 1)


async def test_a_wrong_answer_shows_the_right_one_and_wins_nothing(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    message = await begin(alice, channel, kind="missing word")
    made, _ = made_of(library, message)

    result = await alice.click(message, label=wrong_label(library, message))

    assert "Not this time." in shown(result.response)
    assert made.choices[made.right] in shown(result.response)
    (score,) = library.records(str(channel.guild.id)).standings(10)
    assert (score.points, score.rounds, score.right) == (0, 1, 0)


async def test_the_first_answer_counts_and_later_ones_say_so(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    message = await begin(alice, channel)
    await alice.click(message, label=wrong_label(library, message))
    again = await alice.click(message, label=right_label(library, message))

    assert "your first answer counts" in shown(again.response)
    assert "You get" not in shown(again.response)
    (score,) = library.records(str(channel.guild.id)).standings(10)
    assert (score.points, score.rounds) == (0, 1)


async def test_members_answer_independently_and_the_standings_name_them_without_a_ping(
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    message = await begin(alice, channel, kind="missing word")
    await alice.click(message, label=wrong_label(library, message))
    await bob.click(message, label=right_label(library, message))

    result = await alice.slash(channel, "points")

    lines = shown(result.response).splitlines()
    assert lines[1] == f"1. <@{bob.id}> · 2 points · 1 of 1 right"
    assert lines[2] == f"2. <@{alice.id}> · 0 points · 0 of 1 right"


async def test_nobody_has_points_before_a_round(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await alice.slash(channel, "points")
    assert "/quiz" in shown(result.response)


async def test_a_series_goes_on_for_anyone_and_no_sentence_comes_twice(
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    message = await begin(alice, channel, rounds=3)
    rounds = [made_of(library, message)[0]]
    for number in (2, 3):
        result = await bob.click(message, label="Next round")
        (message,) = posted(result)
        assert not message.ephemeral
        assert f"round {number} of 3" in shown(message)
        rounds.append(made_of(library, message)[0])

    assert "Next round" not in buttons_of(message.components)
    spans = [span for made in rounds for span in made.spans]
    assert len(set(spans)) == len(spans)


async def test_a_round_is_followed_by_one_round(
    alice: simcord.MemberActor, bob: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    message = await begin(alice, channel, rounds=2)
    await alice.click(message, label="Next round")
    again = await bob.click(message, label="Next round")

    assert told(again).ephemeral
    assert "stands further down already" in shown(told(again))


async def test_buttons_work_after_a_restart_and_the_same_round_still_counts_once(
    env: simcord.Env,
    library: Library,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    settings: Settings,
    tmp_path: Path,
) -> None:
    message = await begin(alice, channel, rounds=2)
    label = right_label(library, message)
    await alice.click(message, label=label)
    first = await alice.click(message, label="Next round")
    following = right_label(library, posted(first)[0])
    await alice.click(posted(first)[0], label=following)
    await env.bot.close()
    again = real_library(tmp_path)
    await env.restart_bot(create_bot(settings, open_libraries=lambda: OneLibrary(again)))

    repeated = await alice.click(message, label=label)
    second = await alice.click(message, label="Next round")
    twin = await alice.click(posted(second)[0], label=following)

    assert "your first answer counts" in shown(repeated.response)
    assert "your first answer counts" in shown(twin.response)
    (score,) = again.records(str(channel.guild.id)).standings(10)
    assert score.rounds == 2


async def test_a_removed_story_says_so(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    message = await begin(alice, channel, rounds=2)
    label = right_label(library, message)
    library.remove("s-400")

    for pressed in (label, "Next round", "Next round"):
        result = await alice.click(message, label=pressed)
        assert shown(told(result)) == REMOVED
    assert not library.records(str(channel.guild.id)).standings(10)


async def test_a_round_of_another_text_under_the_same_id_does_not_count(
    env: simcord.Env,
    library: Library,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    settings: Settings,
    tmp_path: Path,
) -> None:
    message = await begin(alice, channel, story="marks", kind="missing word")
    label = right_label(library, message)
    await env.bot.close()
    other = StoryDraft("marks", "Tale", MARKED.text.replace("mill", "barn").replace("ring", "key"))
    again = real_library(tmp_path / "other", other)
    await env.restart_bot(create_bot(settings, open_libraries=lambda: OneLibrary(again)))

    result = await alice.click(message, label=label)

    assert CHANGED in shown(result.response)
    assert not again.records(str(channel.guild.id)).standings(10)


async def test_in_direct_messages_points_are_the_members_own(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await alice.user.slash("quiz", story="s-400", rounds=2)
    assert result.response
    message = result.response
    answered = await alice.user.click(message, label=right_label(library, message))
    points = await alice.user.slash("points")

    assert "Right!" in shown(answered.response)
    assert "Your points" in shown(points.response)
    assert "1 of 1 right" in shown(points.response)
    (score,) = library.records(direct_server(str(alice.id))).standings(10)
    assert score.right == 1
    assert not library.records(str(channel.guild.id)).standings(10)


async def test_a_round_is_made_of_what_the_one_who_begins_has_read(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    story = library.story("s-400")
    end = len(story.text) // 2
    progress(library, channel, str(alice.id), story.id, end)

    for kind in possible_kinds(library.text("s-400").up_to(end)):
        message = await begin(alice, channel, kind=kind.value, rounds=3)
        made, _ = made_of(library, message)
        assert all(last <= end for _, last in made.spans)
        result = await alice.click(message, label=right_label(library, message))
        assert "Right!" in shown(result.response)


async def test_who_has_read_less_is_shown_nothing_of_a_round_that_goes_further(
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    story = library.story("s-400")
    message = await begin(alice, channel, rounds=2)
    label = right_label(library, message)

    for end in (len(story.text) // 2, 0):
        progress(library, channel, str(bob.id), story.id, end)
        for pressed in (label, "Next round"):
            answer = told(await bob.click(message, label=pressed))
            assert answer.ephemeral
            assert shown(answer).startswith("This round goes further than you have read")
    assert not library.records(str(channel.guild.id)).standings(10)


async def test_who_has_read_on_answers_the_same_round(
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    story = library.story("s-400")
    progress(library, channel, str(alice.id), story.id, len(story.text) // 2)
    message = await begin(alice, channel)

    result = await bob.click(message, label=right_label(library, message))

    assert "Right!" in shown(result.response)


async def test_a_story_that_is_too_short_or_lacks_the_kind_says_so(
    env: simcord.Env, library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    library.add(StoryDraft("cat", "Cat", "A cat sat."))
    speaking(env)(alice, "de")

    short = await alice.slash(channel, "quiz", story="cat")
    lacking = await alice.slash(channel, "quiz", story="marks", kind="who said")

    assert "zu kurz für ein Quiz" in shown(short.response)
    assert "Für diese Art von Runde" in shown(lacking.response)


async def test_an_unclear_or_unknown_story_is_said_in_one_sentence(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    unclear = await alice.slash(channel, "quiz")
    unknown = await alice.slash(channel, "quiz", story="*" * 300, rounds=10)

    assert "several stories" in shown(unclear.response)
    assert r"\*\*\*" in shown(unknown.response)


@pytest.mark.parametrize("kind", [k for k in RoundKind if k is not RoundKind.WHO_SAID])
async def test_the_marks_of_a_story_are_shown_letter_for_letter(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle, kind: RoundKind
) -> None:
    for _ in range(4):
        message = await begin(alice, channel, story="marks", kind=kind.value)
        result = await alice.click(message, label=right_label(library, message))
        for text in (shown(message), shown(result.response)):
            assert "<@" not in text
            assert "~~" not in text.replace(r"\~\~", "")
            assert "](" not in text.replace(r"\](", "")
        assert r"The \*\*bold\*\* \<\@1>" in shown(message)


@pytest.mark.parametrize("language", languages())
def test_every_round_of_a_story_can_be_shown_and_revealed(library: Library, language: str) -> None:
    say = texts_for(language)
    for name in ("s-400", "marks"):
        text = library.text(name)
        for kind in possible_kinds(text):
            for seed in range(25):
                made = quiz_round(text, seed, kind)
                places = [str(number) for number in range(len(made.choices))]
                page = asked(say, made, places, "more", "1/2")
                pages = [page, *(revealed(say, made, at, counted=True) for at in range(2))]
                verify(pages, library)
                untrue = made.altered
                assert untrue is None or all(
                    untrue not in quote.words for one in pages for quote in one.quotes()
                )


def test_a_custom_id_of_the_largest_numbers_fits_and_comes_back() -> None:
    most = Asked(2**53, 2**31 - 1, RoundKind.WHO_SAID, 2**31, 10, 10, 2**32 - 1)
    for action in (ANSWER, NEXT):
        assert len(button_id(action, most.encode(3))) <= 100
    assert Asked.decode(most.encode(3)) == (most, 3)


@pytest.mark.parametrize("code", ["", "1.2.x.3.0.1/1", "1.2.q.3.0.1/1.4", "ß.2.x.3.0.1/1.4"])
def test_what_is_no_round_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="no round"):
        Asked.decode(code)
