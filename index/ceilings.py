"""How far a member has read: named by paragraph, percentage, chapter or quote, and back.

A ceiling is a character offset of a story's whole text, exclusive. Those made here stand at the
end of a sentence, or at the very beginning.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from index.chapters import Chapter
from index.domain import ChapterPlace, Quote, SentenceKind
from index.errors import NoSuchPlaceError
from index.story_text import StoryText


@dataclass(frozen=True, slots=True)
class HowFar:
    """How far a story is read, in the words that people use."""

    paragraph: int
    """The last one of which a sentence is read, headings left aside; 0 before the first."""
    paragraphs: int
    """How many the story has."""
    percent: int
    """Of the story's characters, rounded down; 100 when all of it is read."""
    chapter: ChapterPlace | None
    """Where that paragraph stands in its chapter; None where it is in none."""


def ceiling_of(
    text: StoryText,
    *,
    paragraph: int | None = None,
    percent: float | None = None,
    chapter: int | None = None,
    quote: Quote | None = None,
) -> int:
    """The ceiling of one who has read up to the end of what is named.

    Name exactly one place; a chapter and a paragraph together are one.

    Args:
        text: the whole story.
        paragraph: counted from 1; of the chapter, headings left aside, where one is named too.
        percent: of the story's characters, 0 to 100. A sentence that goes on beyond it does not
            count as read.
        chapter: the number of one of the story's chapters.
        quote: a quote of the story; its last sentence counts as read to its end.

    Raises:
        NoSuchPlaceError: the story has no such paragraph, percentage or chapter.
        ValueError: the quote is not of this story, or not exactly one place is named.
    """
    by_number = paragraph if chapter is None else chapter
    if sum(place is not None for place in (by_number, percent, quote)) > 1:
        raise ValueError("several places are named, but it has to be one")
    if chapter is not None:
        return _of_chapter(text, chapter, paragraph)
    if paragraph is not None:
        return _of_paragraph(text, paragraph)
    if percent is not None:
        return _of_percent(text, percent)
    if quote is not None:
        return _of_quote(text, quote)
    raise ValueError("no place is named, but it has to be one")


def how_far(text: StoryText, ceiling: int) -> HowFar:
    """How far a story is read up to a ceiling; ``text`` is the whole story.

    Raises:
        ValueError: the ceiling is negative.
    """
    read = text.up_to(ceiling)
    told = [s for s in read.outline.sentences if s.kind is not SentenceKind.HEADING]
    last = told[-1] if told else None
    done = (last.end if last else 0) == _sentence_end(text, len(text.story.text))
    return HowFar(
        last.paragraph if last else 0,
        len(text.outline.paragraphs),
        100 if done else 100 * len(read.story.text) // len(text.story.text),
        text.chapter_place(last.start) if last else None,
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


def _of_chapter(text: StoryText, number: int, paragraph: int | None) -> int:
    chapter = _chapter(text, number)
    if paragraph is None:
        return _sentence_end(text, chapter.end)
    paragraphs = text.paragraphs_in(chapter)
    if not 1 <= paragraph <= len(paragraphs):
        raise NoSuchPlaceError(
            _choose(number, len(paragraphs)),
            reason="chapter-paragraph",
            chapter=number,
            count=len(paragraphs),
        )
    return paragraphs[paragraph - 1].end


def _choose(chapter: int, paragraphs: int) -> str:
    if not paragraphs:
        return f"Chapter {chapter} has no paragraphs; choose another one."
    if paragraphs == 1:
        return f"Chapter {chapter} has one paragraph; choose 1."
    return f"Chapter {chapter} has {paragraphs} paragraphs; choose one from 1 to {paragraphs}."


def _chapter(text: StoryText, number: int) -> Chapter:
    if not text.chapters:
        raise NoSuchPlaceError(
            "This story has no chapters; choose a paragraph or a percentage.", reason="chapters"
        )
    chapters = {chapter.number: chapter for chapter in text.chapters}
    if number in chapters:
        return chapters[number]
    numbers = [known for known in chapters if known is not None]
    raise NoSuchPlaceError(
        f"There are {len(numbers)} chapters; choose one from {numbers[0]} to {numbers[-1]}.",
        reason="chapter",
        count=len(numbers),
        first=numbers[0],
        last=numbers[-1],
    )


def _of_quote(text: StoryText, quote: Quote) -> int:
    if quote.story.id != text.story.id or quote.end > len(text.story.text):
        raise ValueError("the quote is not of this story")
    sentences = text.outline.sentences_between(quote.start, quote.end)
    return max(quote.end, sentences[-1].end) if sentences else quote.end


def _sentence_end(text: StoryText, offset: int) -> int:
    """The end of the last sentence that ends at ``offset`` or before; 0 without one.

    A heading counts as none: who has read to the end of a chapter has not begun the next one.
    """
    sentences = text.outline.sentences
    count = bisect_right(sentences, offset, key=lambda sentence: sentence.end)
    while count and sentences[count - 1].kind is SentenceKind.HEADING:
        count -= 1
    return sentences[count - 1].end if count else 0
