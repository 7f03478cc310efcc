"""A story with what is derived from its text alone, made when first needed and kept with it."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property

from index.domain import Paragraph, Quote, Sentence, SentenceKind, Story
from index.segmenting import Outline, outline
from index.terms import terms

_UNKNOWN_WEIGHT = 1.5
"""A term the story never uses weighs this much more than its rarest one."""


@dataclass(frozen=True, slots=True)
class SentenceTerms:
    """The terms of one story's sentences; those of furniture are left empty."""

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
    known_outline: Outline | None = field(default=None, repr=False, compare=False)
    """The outline where it is known already."""

    @cached_property
    def outline(self) -> Outline:
        """The story's paragraphs and sentences."""
        return self.known_outline or outline(self.story.text, self.story.language)

    def up_to(self, ceiling: int) -> StoryText:
        """The story as if it ended with the last sentence that ends at ``ceiling`` or before.

        Its paragraphs keep their numbers; it is empty where no sentence ends so early, and the
        very same for a ceiling at or beyond its end.

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
        story = replace(self.story, text=self.story.text[:end])
        return StoryText(story, Outline(paragraphs, sentences))

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
        return Quote(self.story, start, end, self.outline.paragraph_at(start), highlight)
