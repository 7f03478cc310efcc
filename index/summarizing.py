"""A summary of the story's own sentences: chosen for coverage, with little redundancy.

The choice is greedy maximisation of a facility-location objective (Lin and Bilmes, "A Class of
Submodular Functions for Document Summarization", 2011): every sentence of the story wants a
chosen sentence near it, so the whole story is covered and a second sentence like a chosen one
gains little. Near means shared terms (TF-IDF), near passages (the stored vectors), and the same
part of the story, so that no part goes without a line.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.domain import Passage, SentenceKind, Summary, SummaryLength
from index.story_text import StoryText

LINES = {SummaryLength.SHORT: 3, SummaryLength.MEDIUM: 6, SummaryLength.LONG: 12}
"""Sentences at most; a short story gives fewer, so that a summary stays shorter than it."""
_SHARE = {SummaryLength.SHORT: 1 / 3, SummaryLength.MEDIUM: 1 / 2, SummaryLength.LONG: 3 / 4}

_BLOCK = 400
"""Sentences compared with each other at once; a novel is first thinned block by block."""
_LEANS_BACK = re.compile(
    r"\W*(?:he|she|they|it|this|that|these|those|his|her|their|its|him|them|but|and|so|then|or"
    r"|earlier|however|yes|no)\b",
    re.IGNORECASE,
)
_SPEECH_MARKS = ("“", '"', "‘", "'", "«", "„")
_FEWEST_TERMS = 8
_MOST_TERMS = 45

Matrix = NDArray[np.float32]


def summarize(
    text: StoryText, passages: Sequence[Passage], vectors: Matrix, length: SummaryLength
) -> Summary:
    """Summarize a whole story.

    Args:
        text: the story.
        passages: all passages of the story, in order.
        vectors: theirs, shape (len(passages), dimensions), normalised.
        length: how much to show.
    """
    sentences = text.outline.sentences
    positions = [i for i, s in enumerate(sentences) if s.kind is SentenceKind.STORY]
    wanted = max(1, min(LINES[length], math.ceil(len(positions) * _SHARE[length])))
    while len(positions) > _BLOCK:
        blocks = math.ceil(len(positions) / _BLOCK)
        keep = max(wanted, _BLOCK // (2 * blocks))
        positions = [
            position
            for block in np.array_split(np.array(positions), blocks)
            for position in sorted(_choose(text, passages, vectors, block.tolist(), keep))
        ]
    chosen = sorted(_choose(text, passages, vectors, positions, wanted))
    lines = tuple(text.quote(sentences[i].start, sentences[i].end) for i in chosen)
    return Summary(text.story, length, lines)


def _choose(
    text: StoryText,
    passages: Sequence[Passage],
    vectors: Matrix,
    positions: Sequence[int],
    count: int,
) -> list[int]:
    """The ``count`` sentences among ``positions`` that cover them best."""
    near = 0.8 * _nearness(text, passages, vectors, positions) + 0.2 * _same_part(positions, count)
    quality = np.array([_quality(text, position) for position in positions], dtype=np.float32)
    covered = np.zeros(len(positions), dtype=np.float32)
    chosen: list[int] = []
    for _ in range(min(count, len(positions))):
        gain = np.maximum(near, covered).sum(axis=1) - covered.sum()
        gain *= quality
        gain[chosen] = -np.inf
        best = int(gain.argmax())
        chosen.append(best)
        covered = np.maximum(covered, near[best])
    return [positions[index_] for index_ in chosen]


def _nearness(
    text: StoryText, passages: Sequence[Passage], vectors: Matrix, positions: Sequence[int]
) -> Matrix:
    """How near each two sentences are, shape (n, n), in 0..1."""
    story = text.sentence_terms
    vocabulary = {
        term: column
        for column, term in enumerate(sorted({t for p in positions for t in story.own[p]}))
    }
    weighted = np.zeros((len(positions), len(vocabulary) + 1), dtype=np.float32)
    for row, position in enumerate(positions):
        for term in story.own[position]:
            weighted[row, vocabulary[term]] = story.weight(term)
    weighted /= np.maximum(np.linalg.norm(weighted, axis=1, keepdims=True), 1e-9)
    starts = np.array([passage.start for passage in passages])
    holders = [
        max(0, int(np.searchsorted(starts, text.outline.sentences[p].start, side="right")) - 1)
        for p in positions
    ]
    around = vectors[holders]
    near: Matrix = 0.5 * (weighted @ weighted.T) + 0.5 * np.clip(around @ around.T, 0, 1)
    return near


def _same_part(positions: Sequence[int], parts: int) -> Matrix:
    """How surely each two sentences are in the same of ``parts`` parts, shape (n, n), in 0..1."""
    places = np.array(positions, dtype=np.float32)
    places = (places - places[0]) / max(float(places[-1] - places[0]), 1.0) * parts
    return np.asarray(np.exp(-((places[:, None] - places[None, :]) ** 2)), dtype=np.float32)


def _quality(text: StoryText, position: int) -> float:
    """How well a sentence stands alone, about 1; the lead of a story counts more."""
    sentence = text.outline.sentences[position]
    words = text.story.text[sentence.start : sentence.end]
    terms = len(text.sentence_terms.own[position])
    quality = 1.0
    if _LEANS_BACK.match(words):
        quality *= 0.7
    if not _FEWEST_TERMS <= terms <= _MOST_TERMS:
        quality *= 0.5
    if words.startswith(_SPEECH_MARKS):
        quality *= 0.6
    if words.rstrip("”\"'’").endswith(("?", "!")):
        quality *= 0.7
    if position == 0:
        quality *= 1.3
    return quality
