"""How far a member has read: named by paragraph, percentage, chapter or quote, and back.

A ceiling is a character offset of a story's whole text, exclusive. Those made here stand at the
end of a sentence, or at the very beginning.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from index.chapters import Chapter, chapters
from index.domain import Quote
from index.errors import NoSuchPlaceError
from index.story_text import StoryText


@dataclass(frozen=True, slots=True)
class HowFar:
    """How far a story is read, in the words that people use."""

    paragraph: int
    """The last one of which a sentence is read; 0 before the first."""
    paragraphs: int
    """How many the story has."""
    percent: int
    """Of the story's characters, rounded down; 100 when all of it is read."""
    chapter: Chapter | None
    """The last one that is begun; None before the first, and where there are none."""


def ceiling_of(
    text: StoryText,
    *,
    paragraph: int | None = None,
    percent: float | None = None,
    chapter: int | None = None,
    quote: Quote | None = None,
) -> int:
    """The ceiling of one who has read up to the end of what is named; name exactly one.

    Args:
        text: the whole story.
        paragraph: counted from 1.
        percent: of the story's characters, 0 to 100. A sentence that goes on beyond it does not
            count as read.
        chapter: the number of one of ``chapters``.
        quote: a quote of the story; its last sentence counts as read to its end.

    Raises:
        NoSuchPlaceError: the story has no such paragraph, percentage or chapter.
        ValueError: the quote is not of this story, or not exactly one place is named.
    """
    if sum(place is not None for place in (paragraph, percent, chapter, quote)) > 1:
        raise ValueError("several places are named, but it has to be one")
    if paragraph is not None:
        return _of_paragraph(text, paragraph)
    if percent is not None:
        return _of_percent(text, percent)
    if chapter is not None:
        return _of_chapter(text, chapter)
    if quote is not None:
        return _of_quote(text, quote)
    raise ValueError("no place is named, but it has to be one")


def how_far(text: StoryText, ceiling: int) -> HowFar:
    """How far a story is read up to a ceiling; ``text`` is the whole story.

    Raises:
        ValueError: the ceiling is negative.
    """
    read = text.up_to(ceiling)
    end = len(read.story.text)
    done = len(read.outline.sentences) == len(text.outline.sentences)
    begun = [chapter for chapter in chapters(text) if chapter.start < end]
    return HowFar(
        len(read.outline.paragraphs),
        len(text.outline.paragraphs),
        100 if done else 100 * end // len(text.story.text),
        begun[-1] if begun else None,
    )


def _of_paragraph(text: StoryText, number: int) -> int:
    paragraphs = text.outline.paragraphs
    if not 1 <= number <= len(paragraphs):
        raise NoSuchPlaceError(
            f"There are {len(paragraphs)} paragraphs; choose one from 1 to {len(paragraphs)}."
            if len(paragraphs) > 1
            else "There is one paragraph; choose 1.",
            reason="paragraph",
            count=len(paragraphs),
        )
    return paragraphs[number - 1].end


def _of_percent(text: StoryText, percent: float) -> int:
    if not 0 <= percent <= 100:
        raise NoSuchPlaceError(
            "That is no percentage of a story; choose one from 0 to 100.", reason="percent"
        )
    size = len(text.story.text)
    return size if percent == 100 else _sentence_end(text, int(size * percent / 100))


def _of_chapter(text: StoryText, number: int) -> int:
    found = chapters(text)
    if not found:
        raise NoSuchPlaceError(
            "This story has no chapters; choose a paragraph or a percentage.", reason="chapters"
        )
    for chapter in found:
        if chapter.number == number:
            return _sentence_end(text, chapter.end)
    first, last = found[0].number, found[-1].number
    raise NoSuchPlaceError(
        f"There are {len(found)} chapters; choose one from {first} to {last}.",
        reason="chapter",
        count=len(found),
        first=first,
        last=last,
    )


def _of_quote(text: StoryText, quote: Quote) -> int:
    if quote.story.id != text.story.id or quote.end > len(text.story.text):
        raise ValueError("the quote is not of this story")
    sentences = text.outline.sentences_between(quote.start, quote.end)
    return max(quote.end, sentences[-1].end) if sentences else quote.end


def _sentence_end(text: StoryText, offset: int) -> int:
    """The end of the last sentence that ends at ``offset`` or before; 0 without one."""
    sentences = text.outline.sentences
    count = bisect_right(sentences, offset, key=lambda sentence: sentence.end)
    return sentences[count - 1].end if count else 0
