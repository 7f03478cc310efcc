from __future__ import annotations

from datetime import UTC, datetime

import pytest

from index import Direction, Quote, Story
from index.story_text import StoryText
from index.surroundings import scene_start, surrounding

TALE = (
    "Once there was a king. He had no crown.\n\nHe looked for it.\n\n***\n\n"
    "The queen had it. She hid it well.\n\n\n\nYears went by. Nobody found it."
)


def text(words: str = TALE) -> StoryText:
    told = datetime(2026, 1, 1, tzinfo=UTC)
    return StoryText(Story(1, "tale", "A Tale", words, None, "en", told))


def quote(of: StoryText, words: str) -> Quote:
    start = of.story.text.index(words)
    return of.quote(start, start + len(words))


@pytest.mark.parametrize(
    ("words", "opening"),
    [
        ("He looked for it.", "Once there was"),
        ("She hid it well.", "The queen"),
        ("Nobody found it.", "Years"),
    ],
)
def test_a_scene_begins_after_a_line_without_words_or_more_than_one_empty_line(
    words: str, opening: str
) -> None:
    of = text()
    start = scene_start(of, of.story.text.index(words))
    assert of.story.text[start:].startswith(opening)
    found = surrounding(of, quote(of, words), Direction.SCENE)
    assert found
    assert found.text.startswith(opening)


def test_a_chapter_begins_a_scene() -> None:
    of = text("Chapter 1\n\nA fox ran. It hid.\n\nChapter 2\n\nA hen slept. It woke.")
    assert scene_start(of, of.story.text.index("It woke")) == of.story.text.index("Chapter 2")


def test_wider_keeps_the_quote_inside_and_ends_at_the_whole_story() -> None:
    of = text("The fox waited in the cold and long night. " * 40)
    found: Quote | None = of.quote(860, 902)
    sizes = []
    while found:
        sizes.append(found.end - found.start)
        inner, found = found, surrounding(of, found, Direction.WIDER)
        assert found is None or (found.start <= inner.start and inner.end <= found.end)
    assert sizes == sorted(set(sizes))
    assert sizes[-1] == len(of.story.text.strip())


def test_before_and_after_end_at_the_edges() -> None:
    of = text()
    assert surrounding(of, quote(of, "Once there was a king."), Direction.PREVIOUS) is None
    assert surrounding(of, quote(of, "Nobody found it."), Direction.NEXT) is None
