from __future__ import annotations

import threading

import pytest
import simcord

from tests.bot.support.bodies import buttons_of, shown
from tests.bot.support.library import FakeLibrary, story
from tests.bot.support.posting import posted

PROMISE = "the S-400s will not be integrated into any active NATO military systems"
NASTY = "@everyone **bold** [link](https://example.org) <@1> ||spoiler||"


async def test_an_answer_begins_with_its_words_and_shows_their_sentence_and_place(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await alice.slash(channel, "ask", question="what did Akar promise?")

    assert shown(result.response).split("\n") == [
        f"### {PROMISE}",
        f"> He previously promised that **{PROMISE}**.",
        "-# The S-400 impasse · paragraph 12 · **Likely**",
        "-# Asked: what did Akar promise?",
    ]
    assert not result.ephemeral
    assert result.response
    assert list(buttons_of(result.response.components)) == [
        "← Before",
        "After →",
        "Wider",
        "Scene's start",
        "More matches",
        "This helped",
        "This is wrong",
        "Read to here",
    ]


async def test_a_private_answer_is_seen_by_its_author_only(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await alice.slash(channel, "ask", question="what did Akar promise?", private=True)

    assert result.ephemeral
    assert PROMISE in shown(result.response)


async def test_a_story_that_does_not_say_is_a_refusal_with_the_nearest_passages(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await alice.slash(channel, "ask", question="Who?")

    lines = shown(result.response).split("\n")
    assert lines[:2] == [
        "### The story doesn't say.",
        "**Nearest passages:**",
    ]
    assert sum(line.startswith("> ") for line in lines) == 3


async def test_a_question_is_acknowledged_before_any_work_begins(
    env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    library: FakeLibrary,
) -> None:
    sent: list[simcord.HttpLogEntry] = []
    library.before_work = lambda: sent.append(env.http_requests[-1])

    await alice.slash(channel, "ask", question="what did Akar promise?")

    assert sent[0].path.endswith("/callback")
    assert sent[0].json["type"] == 5


async def test_work_on_the_library_never_runs_on_the_event_loop(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: FakeLibrary
) -> None:
    await alice.slash(channel, "ask", question="what did Akar promise?")
    await alice.slash(channel, "summary")
    await alice.slash(channel, "quote", words="Ankara")
    await alice.slash(channel, "stories")
    await alice.autocomplete(channel, "ask", "story", "s")

    assert library.threads
    assert threading.get_ident() not in library.threads


async def test_one_story_can_be_asked_by_name_or_title_in_any_case(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: FakeLibrary
) -> None:
    library.held.append(story("A fox promised nothing.", story_id=2, name="fox", title="The Fox"))

    result = await alice.slash(channel, "ask", question="what was promised?", story="the FOX")

    assert shown(result.response).startswith("> A fox promised nothing.")


async def test_markup_and_mentions_in_stories_titles_and_questions_show_literally(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: FakeLibrary
) -> None:
    library.held[:] = [story(f"It was {NASTY} again.", title=NASTY, name=NASTY)]

    result = await alice.slash(channel, "ask", question=f"what was again {NASTY}")

    text = shown(result.response)
    escaped = r"\@everyone \*\*bold\*\* \[link\](https\://example.org) \<\@1> \|\|spoiler\|\|"
    assert text.count(escaped) >= 2
    assert NASTY not in text


async def test_a_story_of_one_endless_sentence_is_answered_within_the_limits(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: FakeLibrary
) -> None:
    endless = "and he went on and " * 600 + "promised that " + "he would *never* stop " * 300
    library.held[:] = [story(endless, title="T" * 300)]

    result = await alice.slash(channel, "ask", question="what was promised?")

    assert "…" in shown(result.response)


async def test_an_unknown_story_is_said_in_one_sentence(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await alice.slash(channel, "ask", question="who promised?", story="nothing **here**")

    assert shown(result.response) == (
        r"There is no story called “nothing \*\*here\*\*”; see the list with /stories."
    )


async def test_in_a_direct_message_the_commands_work_too(env: simcord.Env) -> None:
    carol = env.create_user("carol")

    result = await carol.slash("ask", question="what did Akar promise?")

    assert PROMISE in shown(result.response)


async def test_what_is_typed_completes_to_titles_and_names(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: FakeLibrary
) -> None:
    library.held.append(story("Once.", story_id=2, name="fox", title="A tale of s-400 foxes"))

    by_name = await alice.autocomplete(channel, "ask", "story", "S-4")
    by_title = await alice.autocomplete(channel, "summary", "story", "IMPASSE")

    assert [choice["value"] for choice in by_name] == ["s-400", "fox"]
    assert by_title == [{"name": "The S-400 impasse", "value": "s-400"}]


async def test_stories_of_one_title_are_told_apart_by_their_names(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: FakeLibrary
) -> None:
    library.held[:] = [
        story("Once.", story_id=1, name="grimm", title="The Fox"),
        story("Twice.", story_id=2, name="aesop", title="The Fox"),
        story("Thrice.", story_id=3, name="crow", title="The Crow"),
    ]

    choices = await alice.autocomplete(channel, "ask", "story", "the")

    assert [choice["name"] for choice in choices] == [
        "The Crow",
        "grimm: The Fox",
        "aesop: The Fox",
    ]


async def test_thirty_stories_with_endless_titles_stay_within_the_limits(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: FakeLibrary
) -> None:
    library.held[:] = [
        story(f"Fox {n} ran.", story_id=n, name=f"{'n' * 120}-{n}", title=f"{n} " + "*T*" * 100)
        for n in range(1, 31)
    ]

    choices = await alice.autocomplete(channel, "quote", "story", "")
    listed = await alice.slash(channel, "stories")
    asked = await alice.slash(channel, "quote", words="ran", story=choices[-1]["value"])

    assert len(choices) == 25
    assert len({choice["value"] for choice in choices}) == 25
    assert "**30 stories**" in shown(listed.response)
    assert "ran" in shown(asked.response)


async def test_a_summary_shows_sentences_with_their_paragraphs(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await alice.slash(channel, "summary", story="s-400", length="short")

    lines = shown(result.response).split("\n")
    assert lines[0] == "**Summary of The S-400 impasse** · short"
    assert lines[1] == "-# paragraph 1"
    assert lines[2].startswith("> The US and Turkey have failed")


async def test_a_summary_longer_than_a_message_goes_on_in_further_ones(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: FakeLibrary
) -> None:
    library.held[:] = [story("This is one of the many sentences of a long story. " * 80)]

    result = await alice.slash(channel, "summary", length="long")

    sent = [result.response, *posted(result)]
    assert len(sent) == 3
    assert sum(shown(message).count("many sentences") for message in sent) == 80


async def test_a_summary_longer_than_three_messages_comes_as_a_file(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: FakeLibrary
) -> None:
    library.held[:] = [story("This is one of the many sentences of a long story. " * 500)]

    result = await alice.slash(channel, "summary", length="long")

    assert result.response
    (file,) = result.response.attachments
    assert file.filename == "summary.txt"
    assert (await file.read()).decode().count("many sentences") == 500


async def test_a_summary_of_nothing_in_particular_asks_which_story_is_meant(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: FakeLibrary
) -> None:
    library.held.append(story("Once.", story_id=2, name="fox"))

    result = await alice.slash(channel, "summary")

    assert shown(result.response) == "There are several stories; name one of them: s-400, fox."


async def test_words_are_found_exactly_or_nearly(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await alice.slash(channel, "quote", words="slap sanctions on Ankara")

    lines = shown(result.response).split("\n")
    assert lines[0] == "**These very words**"
    assert "slap sanctions on Ankara" in lines[1]
    assert "**Close to these words**" in lines


@pytest.mark.parametrize("command", ["stories", "help"])
async def test_lists_and_help_are_private(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, command: str
) -> None:
    result = await alice.slash(channel, command)

    assert result.ephemeral
    assert shown(result.response)


async def test_an_empty_library_says_how_to_add_a_story(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: FakeLibrary
) -> None:
    library.held.clear()

    result = await alice.slash(channel, "stories")

    assert "`/story add`" in shown(result.response)
