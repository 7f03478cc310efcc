"""The most promising sentences read once more, each amid what stands around it.

A passage is cut where its tokens run out, so that a sentence is read at some place of some window,
and the best of several windows is kept, which flatters it. Read again in the middle of a wide and
of a narrow stretch, what truly answers keeps its margin; what was only the best of many loses it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from index.reading.regions import Region, told_positions
from index.reading.spans import Span, TokenScores, best_spans
from index.story_text import StoryText

SIZES = (800, 330)
"""Characters of the two stretches: about 200 tokens, which one window holds, and 80."""


class Scorer(Protocol):
    """What reads: question and texts in, scores of every token out."""

    def score(self, question: str, texts: Sequence[str]) -> list[list[TokenScores]]:
        """For each text its windows in order."""
        ...


class ReadOnce:
    """A model that reads no text twice for a question: a short story is its own wide stretch."""

    def __init__(self, model: Scorer) -> None:
        self._model = model
        self._read: dict[tuple[str, str], list[TokenScores]] = {}

    def score(self, question: str, texts: Sequence[str]) -> list[list[TokenScores]]:
        """For each text its windows in order."""
        new = [text for text in dict.fromkeys(texts) if (question, text) not in self._read]
        scored = zip(new, self._model.score(question, new), strict=True)
        self._read |= {(question, text): windows for text, windows in scored}
        return [self._read[question, text] for text in texts]


@dataclass(frozen=True, slots=True)
class Look:
    """The margins of the best words that begin in a sentence, in nats; minus infinity of none."""

    wide: float
    narrow: float


def second_looks(
    model: Scorer, question: str, sentences: Sequence[tuple[StoryText, int]]
) -> list[Look]:
    """Read sentences, given by their positions in their stories' outlines, once more."""
    looked = [(around(text, p, most), p) for text, p in sentences for most in SIZES]
    scored = model.score(question, [region.words for region, _ in looked])
    margins = [
        _margin(region, windows, position)
        for (region, position), windows in zip(looked, scored, strict=True)
    ]
    return [Look(wide, narrow) for wide, narrow in zip(margins[::2], margins[1::2], strict=True)]


def around(text: StoryText, position: int, most: int) -> Region:
    """The sentence with as many before and behind it as fit in ``most`` characters, in turns.

    The sentence itself is there however long it is.
    """
    told = told_positions(text)
    sentences = text.outline.sentences
    first = last = told.index(position)
    left = most - (sentences[position].end - sentences[position].start)
    grew = True
    while grew:
        grew = False
        for step in (-1, 1):
            place = first - 1 if step < 0 else last + 1
            if not 0 <= place < len(told):
                continue
            sentence = sentences[told[place]]
            size = sentence.end - sentence.start + 1
            if size <= left:
                left, grew = left - size, True
                first, last = min(first, place), max(last, place)
    return Region(text, tuple(told[first : last + 1]))


def spans_of(region: Region, window: TokenScores) -> Iterator[tuple[int, Span]]:
    """The best span that begins in each sentence of a window, by the sentence's position."""
    begins = window.offsets[:, 0]
    parts = region.sentences_of(begins)
    spans = best_spans(window, parts, region.runs_of(begins))
    return zip(np.unique(parts).tolist(), spans, strict=True)


def _margin(region: Region, windows: Sequence[TokenScores], position: int) -> float:
    margins = (
        span.margin
        for window in windows
        for found, span in spans_of(region, window)
        if found == position
    )
    return max(margins, default=-math.inf)
