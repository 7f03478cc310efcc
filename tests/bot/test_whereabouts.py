"""Where a quote stands is said by chapter and paragraph, wherever a place is shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import simcord

from bot import gaps, rendering, summarizing, telling, whereabouts
from bot.pages import Page, Shown
from bot.terminal import lines, machine
from bot.texts import texts_for
from index import (
    ChapterPlace,
    GapGroup,
    Library,
    OpenQuestion,
    Quote,
    QuoteMatch,
    Story,
    StoryDraft,
    StoryText,
    Summary,
    SummaryLength,
)
from tests.bot.support.bodies import shown
from tests.bot.support.library import story
from tests.bot.support.real import real_library

say = texts_for("en")
MILL = StoryDraft(
    "mill",
    "The Mill",
    "Chapter 1: The *Mill*\n\nOn Monday the miller Tom Brown slept. Tom Brown snored.\n\n"
    "Chapter 2: The River\n\nThe river rose. “I will fix the wheel,” said Tom Brown.\n\n"
    "On Tuesday Tom Brown counted nine sacks of grain.\n\nChapter 3\n\nThe cat drowned.",
)
IN_THE_RIVER = "chapter 2 (The River), paragraph"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return real_library(tmp_path, MILL)


def quote(chapter: ChapterPlace | None) -> Quote:
    return Quote(story("It rained."), 0, 10, 12, None, chapter)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "chapter 3 (The Sea), paragraph 1200"),
        ("de", "Kapitel 3 (The Sea), Absatz 1200"),
        ("es", "capítulo 3 (The Sea), párrafo 1200"),
    ],
)
def test_a_place_is_said_in_every_language(language: str, words: str) -> None:
    chapter = ChapterPlace(3, "Chapter 3: The Sea", 1200, "The Sea")
    assert whereabouts.place(texts_for(language), quote(chapter)) == words


@pytest.mark.parametrize(
    ("chapter", "words"),
    [
        (None, "paragraph 12"),
        (ChapterPlace(3, "Chapter 3", 4), "chapter 3, paragraph 4"),
        (ChapterPlace(None, "Prologue", 4, "Prologue"), "Prologue, paragraph 4"),
        (ChapterPlace(3, "Chapter 3", 0), "chapter 3"),
        (ChapterPlace(3, "3 " + "sea " * 30, 4, "sea " * 30), "chapter 3, paragraph 4"),
        (ChapterPlace(None, "sea " * 30, 4), "sea " * 14 + "sea…, paragraph 4"),
        (ChapterPlace(3, "3 *Sea*", 4, "*Sea* <@1>"), "chapter 3 (*Sea* <@1>), paragraph 4"),
    ],
)
def test_a_chapters_name_is_shown_where_it_has_one_that_fits(
    chapter: ChapterPlace | None, words: str
) -> None:
    assert whereabouts.english_place(quote(chapter)) == words


def test_a_chapters_name_changes_nothing_in_a_message() -> None:
    place = whereabouts.place(say, quote(ChapterPlace(3, "", 4, "*Sea* <@1>")))
    assert place == r"chapter 3 (\*Sea\* \<\@1>), paragraph 4"


def test_scripts_read_the_chapter_beside_the_paragraph_of_the_whole_story() -> None:
    found = machine.quote_object(quote(ChapterPlace(3, "Chapter 3: The Sea", 4, "The Sea")))
    assert found["paragraph"] == 12
    assert found["chapter"] == {"number": 3, "heading": "Chapter 3: The Sea", "paragraph": 4}


def test_a_terminal_shows_the_chapter() -> None:
    _, place = lines.quote_lines(quote(ChapterPlace(3, "Chapter 3: The Sea", 4, "The Sea")))
    assert place[0][0] == "— The S-400 impasse, chapter 3 (The Sea), paragraph 4"


def test_the_file_of_open_questions_names_the_chapter() -> None:
    group = GapGroup((OpenQuestion("Why?", (), 1, 0, 1),))
    near = quote(ChapterPlace(3, "Chapter 3", 4))
    page = gaps.exported(say, [gaps.Listed(group, near)])
    assert page.file is not None
    assert '"chapter": {"number": 3, "heading": "Chapter 3", "paragraph": 4}' in str(
        page.file.blocks[0]
    )


def written(pages: Iterable[Page]) -> str:
    blocks = (block for page in pages for section in page.sections for block in section)
    return "\n".join(block.sent if isinstance(block, Shown) else block for block in blocks)


def test_what_is_listed_of_a_story_is_placed_in_its_chapters() -> None:
    mill = Story(1, "mill", "The Mill", MILL.text, None, "en", datetime.now(UTC))
    text = StoryText(mill)
    line = text.quote(mill.text.index("The river"), mill.text.index(" “I will"))
    short = Summary(mill, SummaryLength.SHORT, (line,))
    for pages in (
        telling.sayings(say, text, telling.Told.SAID, "Tom Brown"),
        telling.timeline(say, text),
        summarizing.summary(say, short),
        [rendering.passage(say, line)],
        [rendering.matches(say, [QuoteMatch(line, exact=True, score=1.0)])],
    ):
        assert IN_THE_RIVER in written(pages)
    assert r"first in chapter 1 (The \*Mill\*), paragraph 1" in written(telling.people(say, text))


async def test_an_answer_and_the_end_of_ones_reading_are_placed_in_their_chapter(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    asked = {"question": "who counted nine sacks of grain?", "story": "mill"}
    answer = await alice.slash(channel, "ask", **asked)
    assert f"{IN_THE_RIVER} 2" in shown(answer.response)

    progress = await alice.slash(channel, "progress", story="mill", chapter=2, paragraph=1)
    assert f"{IN_THE_RIVER} 1 (" in shown(progress.response)
    told = await alice.slash(channel, "ask", **asked)
    assert f"{IN_THE_RIVER} 2" not in shown(told.response)
    assert library.member_progress(str(alice.id))


async def test_the_name_of_a_chapter_that_a_member_has_not_reached_is_not_told(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    mill = library.story("mill")
    records = library.records(str(channel.guild.id))
    records.set_channel_ceiling(str(channel.id), mill.id, mill.text.index("Chapter 3"))
    await alice.slash(channel, "progress", story="mill", chapter=1)

    told = shown((await alice.slash(channel, "progress")).response)

    assert "chapter 2, paragraph 2 (" in told
    assert "The River" not in told
