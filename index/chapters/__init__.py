"""A story -> its paragraphs, sentences and chapters, by the headings that stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.chapters.in_format import LONGEST_MARKED, found_in_format
from index.chapters.in_text import found_in_text, marked_in_text, parts_in_text
from index.chapters.model import Chapter, Found
from index.chapters.numbering import numbered
from index.domain import Heading, Story, StoryDraft
from index.segmenting import Outline, Span, outline, paragraphs_of

__all__ = ["Chapter", "Division", "divide"]


@dataclass(frozen=True, slots=True)
class Division:
    """What a story is divided into."""

    outline: Outline
    chapters: tuple[Chapter, ...]
    """In their order; none where the story has fewer than two headings of chapters."""


def divide(story: Story | StoryDraft) -> Division:
    """Find a story's chapters, then its paragraphs and sentences, headings kept apart.

    Chapters are what the format's headings make of the story; else what its text itself says:
    lines such as "Chapter 3", numbers that stand alone, or the headings of Markdown.
    """
    text = story.text
    marked = _usable(story.headings, text)
    spans = [(heading.start, heading.end) for heading in marked]
    found = found_in_format(text, story.title, marked)
    if not found:
        found, said = _in_text(text, story.title, spans)
        spans = _apart(spans, said)
    sentences = outline(text, story.language, spans)
    return Division(sentences, numbered(found, len(text)) if found else ())


def _in_text(text: str, title: str, spans: Sequence[Span]) -> tuple[list[Found], list[Span]]:
    """Headings of chapters, and the spans of all headings that this tells of."""
    paragraphs = paragraphs_of(text, spans)
    found = found_in_text(text, paragraphs)
    marked = _usable(marked_in_text(text, paragraphs), text)
    by_marks = found_in_format(text, title, marked)
    starts = {heading.start for heading in marked}
    # Marks tell of levels too, and of an epilogue; but not where chapters stand without them.
    if by_marks and all(one.start in starts for one in found):
        return by_marks, [(heading.start, heading.end) for heading in marked]
    names = [one.name_span for one in found if one.name_span]
    parts = parts_in_text(text, paragraphs) if found else []
    return found, [*((one.start, one.end) for one in found), *names, *parts]


def _usable(headings: Iterable[Heading], text: str) -> list[Heading]:
    """The headings that are lines of the text, in order, none within another."""
    found: list[Heading] = []
    for heading in sorted(headings, key=lambda one: (one.start, one.end)):
        begins = found[-1].end if found else 0
        if not begins <= heading.start < heading.end <= len(text):
            continue
        words = text[heading.start : heading.end]
        if len(words) <= LONGEST_MARKED and any(letter.isalnum() for letter in words):
            found.append(heading)
    return found


def _apart(spans: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """All of them in order; of two that overlap the first one stays."""
    found: list[Span] = []
    for start, end in sorted({*spans, *others}):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found
