"""How far somebody has read, in the words that people use, and back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Story
from index.ceilings import ceiling_of, how_far
from index.errors import NoSuchPlaceError
from index.story_text import StoryText

BODY = "\n\nIt was a dark night. The king slept.\n\nHe woke at dawn, tired of it all.\n\n"
NUMERALS = ("I", "II", "III", "IV")


def story(text: str) -> StoryText:
    return StoryText(Story(1, "tale", "Tale", text, None, "en", datetime.now(UTC)))


def told(headings: list[str]) -> str:
    return "".join(heading + BODY for heading in headings)


TALE = story("A tale" + "\n\n" + told([f"{numeral}." for numeral in NUMERALS]))


def test_a_paragraph_is_read_to_its_end() -> None:
    ceiling = ceiling_of(TALE, paragraph=3)
    assert TALE.story.text[:ceiling].endswith("The king slept.")
    assert how_far(TALE, ceiling).paragraph == 3


@pytest.mark.parametrize("number", [0, -1, 14])
def test_a_paragraph_that_is_not_there_is_told_with_those_that_are(number: int) -> None:
    with pytest.raises(
        NoSuchPlaceError, match=r"There are 13 paragraphs; choose one from 1 to 13\."
    ):
        ceiling_of(TALE, paragraph=number)


def test_a_percentage_ends_with_the_last_whole_sentence() -> None:
    text = story("One two three. Four five six. Seven eight.")
    assert ceiling_of(text, percent=0) == 0
    assert ceiling_of(text, percent=40) == len("One two three.")
    assert ceiling_of(text, percent=100) == len(text.story.text)


@pytest.mark.parametrize("percent", [-1, 101, float("nan"), float("inf")])
def test_what_is_no_percentage_is_refused(percent: float) -> None:
    with pytest.raises(NoSuchPlaceError, match="0 to 100"):
        ceiling_of(TALE, percent=percent)


def test_a_chapter_is_read_up_to_the_next_heading() -> None:
    ceiling = ceiling_of(TALE, chapter=2)
    assert TALE.story.text[ceiling:].lstrip().startswith("III.")
    reached = how_far(TALE, ceiling)
    assert reached.chapter is not None
    assert reached.chapter.heading == "II."
    assert how_far(TALE, ceiling_of(TALE, chapter=4)).percent == 100


def test_a_chapter_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(NoSuchPlaceError, match=r"There are 4 chapters; choose one from 1 to 4\."):
        ceiling_of(TALE, chapter=5)
    with pytest.raises(NoSuchPlaceError, match="no chapters; choose a paragraph or a percentage"):
        ceiling_of(story(BODY), chapter=1)


def test_a_quote_is_read_to_the_end_of_its_sentence() -> None:
    start = TALE.story.text.index("dark")
    ceiling = ceiling_of(TALE, quote=TALE.quote(start, start + 4))
    assert TALE.story.text[:ceiling].endswith("It was a dark night.")


def test_a_quote_of_another_story_is_refused() -> None:
    with pytest.raises(ValueError, match="not of this story"):
        ceiling_of(story("It was short."), quote=TALE.quote(40, 60))


def test_exactly_one_place_is_named() -> None:
    with pytest.raises(ValueError, match="several places"):
        ceiling_of(TALE, paragraph=1, percent=3)
    with pytest.raises(ValueError, match="no place"):
        ceiling_of(TALE)


def test_before_the_first_sentence_nothing_is_read() -> None:
    reached = how_far(TALE, 0)
    assert (reached.paragraph, reached.percent, reached.chapter) == (0, 0, None)


def test_all_is_read_at_the_end() -> None:
    reached = how_far(TALE, len(TALE.story.text))
    assert (reached.paragraph, reached.paragraphs, reached.percent) == (13, 13, 100)


@given(st.text(max_size=300), st.integers(0, 100), st.integers(0, 400))
def test_naming_again_what_is_read_never_shows_more(text: str, percent: int, offset: int) -> None:
    whole = story(text)
    for ceiling in (ceiling_of(whole, percent=percent), offset):
        reached = how_far(whole, ceiling)
        assert 0 <= reached.percent <= 100
        if reached.percent < 100:
            assert ceiling_of(whole, percent=reached.percent) <= ceiling
        if reached.paragraph:
            assert whole.up_to(ceiling).story.text
    for paragraph in whole.outline.paragraphs:
        ceiling = ceiling_of(whole, paragraph=paragraph.number)
        assert len(whole.up_to(ceiling).story.text) == paragraph.end


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (told([f"Chapter {n}" for n in (1, 2, 3)]), [1, 2, 3]),
        (told(["CHAPTER I. The Hole", "CHAPTER II. The Pool"]), [1, 2]),
        (told(["Chapter One: The End", "Chapter Sixteen", "Chapter Twenty-One"]), [1, 16, 21]),
        (told(["Kapitel 4", "Kapitel 5"]), [4, 5]),
        (told(["Capítulo IV", "Capítulo V"]), [4, 5]),
        (told(["I.", "II.", "III."]), [1, 2, 3]),
        (told(["1", "2"]), [1, 2]),
        ("# Tale\n\n" + told(["## Of mice", "## Of men"]), [1, 2]),
        ("# Tale\n\n" + told(["## Chapter 1", "### A scene", "## Chapter 2"]), [1, 2]),
        (told(["Part 1\n\nChapter 1", "Chapter 2", "Part 2\n\nChapter 1"]), [1, 2, 3]),
    ],
)
def test_chapters_are_found_by_their_headings(text: str, numbers: list[int]) -> None:
    found = story(text).chapters
    assert [chapter.number for chapter in found] == numbers
    assert all(text[c.start : c.end].startswith(c.heading) for c in found)
    assert found[-1].end == len(text)


@pytest.mark.parametrize(
    "contents",
    [
        "Chapter 1\n\nChapter 2\n\nChapter 3\n\nA preface of some words.\n\n",
        "Chapter 1: The Hole\nChapter 2: The Pool\nChapter 3: A Race\n\n",
    ],
)
def test_a_table_of_contents_has_no_chapters(contents: str) -> None:
    text = contents + told(["Chapter 1", "Chapter 2", "Chapter 3"])
    found = story(text).chapters
    assert [chapter.number for chapter in found] == [1, 2, 3]
    assert found[0].start == text.index("Chapter 1\n\nIt was")


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Chapter 7 of the agreement says that nobody may enter it.\n\nAll agreed to that.",
        told(["1914", "1918"]),
        told(["Chapter 1"]),
    ],
)
def test_what_is_no_heading_makes_no_chapter(text: str) -> None:
    assert story(text).chapters == ()
