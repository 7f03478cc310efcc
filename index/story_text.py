"""A story with what is derived from its text alone, made when first needed and kept with it."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property

from index.chapters import Chapter, Division, divide
from index.domain import ChapterPlace, Paragraph, Quote, Sentence, SentenceKind, Story
from index.segmenting import Outline
from index.terms import terms

_UNKNOWN_WEIGHT = 1.5
"""A term the story never uses weighs this much more than its rarest one."""


@dataclass(frozen=True, slots=True)
class SentenceTerms:
    """The terms of one story's sentences; those of furniture and headings are left empty."""

    sentences: tuple[Sentence, ...]
    own: tuple[frozenset[str], ...]
    frequencies: Counter[str]
    """In how many sentences each term occurs."""

    def weight(self, term: str) -> float:
        """How telling a term is within the story."""
        size = len(self.sentences)
        frequency = self.frequencies.get(term, 0)
        if frequency:
            return math.log(1 + (size + 0.5) / (frequency + 0.5))
        return _UNKNOWN_WEIGHT * math.log(1 + (size + 0.5) / 1.5)


@dataclass(frozen=True)
class StoryText:
    """A story, its outline and its terms. Read-only, and safe to use from several threads."""

    story: Story
    known: Division | None = field(default=None, repr=False, compare=False)
    """What it is divided into, where that is known already."""

    @cached_property
    def _division(self) -> Division:
        return self.known or divide(self.story)

    @property
    def outline(self) -> Outline:
        """The story's paragraphs and sentences."""
        return self._division.outline

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The story's chapters in their order; none where it is not divided into any."""
        return self._division.chapters

    def up_to(self, ceiling: int) -> StoryText:
        """The story as if it ended with the last sentence that ends at ``ceiling`` or before.

        Its paragraphs and chapters keep their numbers; it is empty where no sentence ends so
        early, and the very same for a ceiling at or beyond its end.

        Raises:
            ValueError: the ceiling is negative.
        """
        if ceiling < 0:
            raise ValueError(f"the ceiling is {ceiling}, but has to be at least 0")
        if ceiling >= len(self.story.text):
            return self
        count = bisect_right(self.outline.sentences, ceiling, key=lambda sentence: sentence.end)
        sentences = self.outline.sentences[:count]
        end = sentences[-1].end if sentences else 0
        paragraphs = tuple(
            Paragraph(paragraph.number, paragraph.start, min(paragraph.end, end))
            for paragraph in self.outline.paragraphs
            if paragraph.start < end
        )
        chapters = tuple(
            replace(chapter, end=min(chapter.end, end))
            for chapter in self.chapters
            if chapter.heading_end <= end
        )
        headings = tuple(heading for heading in self.story.headings if heading.end <= end)
        story = replace(self.story, text=self.story.text[:end], headings=headings)
        return StoryText(story, Division(Outline(paragraphs, sentences), chapters))

    @property
    def is_begun(self) -> bool:
        """Whether it has a sentence that belongs to the story."""
        return any(sentence.kind is SentenceKind.STORY for sentence in self.outline.sentences)

    @cached_property
    def sentence_terms(self) -> SentenceTerms:
        """The terms of every sentence of the outline."""
        sentences = self.outline.sentences
        own = tuple(
            frozenset(terms(self.story.text[s.start : s.end]))
            if s.kind is SentenceKind.STORY
            else frozenset[str]()
            for s in sentences
        )
        return SentenceTerms(sentences, own, Counter(term for found in own for term in found))

    def quote(self, start: int, end: int, highlight: tuple[int, int] | None = None) -> Quote:
        """The quote of ``start:end``.

        Raises:
            ValueError: the span or the highlight is not in the story.
        """
        paragraph = self.outline.paragraph_at(start)
        return Quote(self.story, start, end, paragraph, highlight, self.chapter_place(start))

    def chapter_at(self, offset: int) -> Chapter | None:
        """The chapter that ``offset`` stands in; None before the first one."""
        position = bisect_right(self.chapters, offset, key=lambda chapter: chapter.start)
        return self.chapters[position - 1] if position else None

    def chapter_place(self, offset: int) -> ChapterPlace | None:
        """Where in its chapter ``offset`` stands; None where it is in none."""
        chapter = self.chapter_at(offset)
        if chapter is None:
            return None
        starts = self._paragraph_starts
        paragraph = bisect_right(starts, offset) - bisect_left(starts, chapter.start)
        return ChapterPlace(chapter.number, chapter.heading, paragraph, chapter.name)

    def paragraphs_in(self, chapter: Chapter) -> tuple[Paragraph, ...]:
        """The paragraphs of a chapter of this story, headings left out."""
        starts = self._paragraph_starts
        first, last = bisect_left(starts, chapter.start), bisect_left(starts, chapter.end)
        return self._paragraphs[first:last]

    @cached_property
    def _paragraphs(self) -> tuple[Paragraph, ...]:
        """All but headings."""
        headings = {s.start for s in self.outline.sentences if s.kind is SentenceKind.HEADING}
        return tuple(p for p in self.outline.paragraphs if p.start not in headings)

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.start for paragraph in self._paragraphs]
