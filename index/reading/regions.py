"""Hits -> the stretches of their stories that are read, each sentence once.

Passages overlap and stand side by side; read one by one, their sentences would be read twice and
torn from what stands before them. A stretch also begins some sentences early, for "he" and "it".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.domain import SentenceKind
from index.reading.base import Candidate
from index.scoring import Span
from index.story_text import StoryText

LEAD = 2
"""Sentences before a passage that are read with it."""


@dataclass(frozen=True)
class Region:
    """Sentences of one story that follow each other, furniture between them left out."""

    text: StoryText
    positions: tuple[int, ...]
    """Into ``text.outline.sentences``, ascending."""

    @cached_property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """The spans of the story that it is made of: furniture and a paragraph's end break them."""
        sentences = self.text.outline.sentences
        found: list[tuple[int, int]] = []
        for before, position in zip((-2, *self.positions), self.positions, strict=False):
            sentence = sentences[position]
            if position == before + 1 and sentence.paragraph == sentences[before].paragraph:
                found[-1] = (found[-1][0], sentence.end)
            else:
                found.append((sentence.start, sentence.end))
        return tuple(found)

    @cached_property
    def words(self) -> str:
        """What is read: the runs, one below the other."""
        return "\n".join(self.text.story.text[start:end] for start, end in self.runs)

    @cached_property
    def _begins(self) -> list[int]:
        """Where each run begins in ``words``."""
        begins = [0]
        for start, end in self.runs[:-1]:
            begins.append(begins[-1] + end - start + 1)
        return begins

    def in_story(self, place: int) -> int:
        """The story's offset of an offset of ``words``."""
        run = bisect_right(self._begins, place) - 1
        return self.runs[run][0] + place - self._begins[run]

    def place_of(self, span: Span) -> Span | None:
        """Where a span of the story stands in ``words``; None if no single run holds it."""
        for begin, (start, end) in zip(self._begins, self.runs, strict=True):
            if start <= span[0] and span[1] <= end:
                return begin + span[0] - start, begin + span[1] - start
        return None

    def runs_of(self, places: NDArray[np.int32]) -> NDArray[np.int64]:
        """In which run each offset of ``words`` stands."""
        return np.asarray(np.searchsorted(self._begins, places, side="right") - 1, dtype=np.int64)

    def sentences_of(self, places: NDArray[np.int32]) -> NDArray[np.int64]:
        """The position in the outline of the sentence at each offset of ``words``."""
        runs = self.runs_of(places)
        starts = np.array([start for start, _ in self.runs])
        in_story = starts[runs] + places - np.array(self._begins)[runs]
        sentences = self.text.outline.sentences
        begins = [sentences[position].start for position in self.positions]
        found = np.searchsorted(begins, in_story, side="right") - 1
        return np.asarray(np.array(self.positions, dtype=np.int64)[found])


def regions(candidates: Sequence[Candidate]) -> list[Region]:
    """The stretches that hold all sentences of some passages, the stories in order of ids."""
    wanted: dict[int, set[int]] = {}
    texts: dict[int, StoryText] = {}
    for candidate in candidates:
        story_id = candidate.text.story.id
        texts[story_id] = candidate.text
        wanted.setdefault(story_id, set()).update(candidate.positions)
    return [
        Region(texts[story_id], stretch)
        for story_id in sorted(wanted)
        for stretch in _stretches(texts[story_id], wanted[story_id])
    ]


def told_positions(text: StoryText) -> list[int]:
    """The positions of the sentences that tell the story: furniture is left out."""
    return [
        position
        for position, sentence in enumerate(text.outline.sentences)
        if sentence.kind is SentenceKind.STORY
    ]


def _stretches(text: StoryText, wanted: set[int]) -> Iterator[tuple[int, ...]]:
    told = told_positions(text)
    places = {position: place for place, position in enumerate(told)}
    chosen = sorted(
        {
            earlier
            for position in wanted
            for earlier in range(max(0, places[position] - LEAD), places[position] + 1)
        }
    )
    stretch: list[int] = []
    for place in chosen:
        if stretch and place != stretch[-1] + 1:
            yield tuple(told[p] for p in stretch)
            stretch = []
        stretch.append(place)
    if stretch:
        yield tuple(told[p] for p in stretch)
