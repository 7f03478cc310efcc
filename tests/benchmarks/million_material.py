"""Books for a million passages: tales with words exchanged, and vectors that nobody encoded.

A book is the cut tales of FairytaleQA up to its number of passages. Each copy of it has every
twentieth word exchanged for another one of the same length, so that its passages lie where they
were cut, and its phrases are new as those of another book would be. Vectors lie around a topic
and a book, so that an index with lists has something to go by.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import StoryDraft
from index.chapters import divide
from index.passages import PASSAGE_VERSION, cut_passages
from index.progress import Progress, silent
from index.storage.base import EncodedStory, PassageDraft
from index.storage.halves import from_halves, to_halves
from index.stores.base import Vectors
from index.terms import content_words, stem
from tests.benchmarks.material import Material

PER_BOOK = 250
"""Passages; a novel has about as many."""
PER_LIBRARY = 1_000
DIMENSIONS = 384
QUESTIONS = 200
_TOPICS = 1_000
_EXCHANGED = 20
_WORD = re.compile(r"[a-z]{3,}")
# How far a passage is from its book, a book from its topic, and a question from its passage.
_OF_BOOK, _OF_PASSAGE, _OF_QUESTION = 0.6, 0.9, 0.7
_BOOKS = "books.json"


@dataclass(frozen=True, slots=True)
class Quiz:
    """Questions about given passages: vectors, shape (n, dimensions), and their terms."""

    vectors: Vectors
    terms: tuple[tuple[str, ...], ...]


class SyntheticEncoder:
    """Stands for the encoder of the stored vectors, of which nothing is ever encoded."""

    fingerprint = "synthetic"
    dimensions = DIMENSIONS
    max_tokens = 256

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Refuse."""
        raise NotImplementedError

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        """Refuse."""
        raise NotImplementedError


class Books:
    """All books there can be, each made from its number when it is wanted."""

    def __init__(self, folder: Path) -> None:
        content = json.loads((folder / _BOOKS).read_text(encoding="utf-8"))
        self._texts: list[str] = content["texts"]
        self._passages = [[PassageDraft(*one) for one in book] for book in content["passages"]]
        self._questions: list[str] = content["questions"]

    @staticmethod
    def prepare(folder: Path, material: Material) -> None:
        """Cut the tales and keep what of them books are made of."""
        if (folder / _BOOKS).exists():
            return
        texts, passages = [""], [list[PassageDraft]()]
        for tale in material.tales:
            count, limit = material.encoder.count_tokens, material.encoder.max_tokens
            begin = len(texts[-1])
            texts[-1] += tale.draft.text + "\n\n"
            cut = cut_passages(tale.draft, divide(tale.draft).outline, count, limit)
            passages[-1] += [PassageDraft(begin + p.start, begin + p.end, p.context) for p in cut]
            if len(passages[-1]) >= PER_BOOK:
                del passages[-1][PER_BOOK:]
                texts[-1] = texts[-1][: passages[-1][-1].end]
                texts.append("")
                passages.append([])
        content = {
            "texts": texts[:-1],
            "passages": [[(p.start, p.end, p.context) for p in book] for book in passages[:-1]],
            "questions": [question for tale in material.tales for question in tale.questions],
        }
        (folder / _BOOKS).write_text(json.dumps(content), encoding="utf-8")

    def draft(self, number: int) -> StoryDraft:
        """The book of this number, from 0."""
        base = number % len(self._texts)
        text, spans = self._texts[base], self._spans[base]
        chosen = np.random.default_rng((1, number)).integers(0, _EXCHANGED, len(spans)) == 0
        draws = np.random.default_rng((2, number)).integers(0, 1 << 30, len(spans)).tolist()
        pieces, position = list[str](), 0
        for at in np.flatnonzero(chosen).tolist():
            start, end = spans[at]
            pool = self._pool[end - start]
            pieces += (text[position:start], pool[draws[at] % len(pool)])
            position = end
        changed = "".join([*pieces, text[position:]])
        return StoryDraft(f"book-{number}", f"Book {number}", changed)

    def encoded(self, number: int) -> EncodedStory:
        """The passages of a book and their vectors."""
        drafts = self._passages[number % len(self._texts)]
        return EncodedStory(
            drafts, vectors_of(number), SyntheticEncoder.fingerprint, PASSAGE_VERSION
        )

    def quiz(self, books: Sequence[int], seed: int) -> Quiz:
        """A question near a passage of each of these books, with words of a real question."""
        draws = np.random.default_rng((4, seed))
        near = np.stack([vectors_of(one)[draws.integers(PER_BOOK)] for one in books])
        asked = draws.choice(len(self._questions), len(books))
        words = (content_words(self._questions[one]) for one in asked.tolist())
        terms = tuple(tuple(dict.fromkeys(map(stem, one))) for one in words)
        return Quiz(_normalised(near + _OF_QUESTION * _noise(draws, len(books))), terms)

    def of_large(self, passages: int) -> Quiz:
        """What the large library of so many passages is asked."""
        books = np.random.default_rng(6).integers(0, passages // PER_BOOK, QUESTIONS)
        return self.quiz(books.tolist(), 0)

    @cached_property
    def _spans(self) -> list[list[tuple[int, int]]]:
        return [[found.span() for found in _WORD.finditer(text)] for text in self._texts]

    @cached_property
    def _pool(self) -> dict[int, list[str]]:
        """Words of the tales by their length, frequent ones as often as they stand there."""
        pool: dict[int, list[str]] = defaultdict(list)
        for text in self._texts:
            for word in _WORD.findall(text):
                pool[len(word)].append(word)
        return pool


def vectors_of(number: int) -> Vectors:
    """The vectors of a book, shape (PER_BOOK, DIMENSIONS)."""
    draws = np.random.default_rng((3, number))
    topic = _noise(np.random.default_rng((5, int(draws.integers(_TOPICS)))), 1)
    book = topic + _OF_BOOK * _noise(draws, 1)
    return _normalised(book + _OF_PASSAGE * _noise(draws, PER_BOOK))


def stored(vectors: Vectors) -> Vectors:
    """The vectors as they come back from the database: in half precision."""
    return from_halves(to_halves(vectors), vectors.shape[1])


def truth(
    questions: Vectors, books: Sequence[int], *, halves: bool, k: int = 10
) -> NDArray[np.int64]:
    """The k nearest by comparing all in float32, shape (n, k): places counted from 0."""
    best = np.full((len(questions), k), -2.0, np.float32)
    places = np.full((len(questions), k), -1, np.int64)
    for first, block in _blocks(books):
        found = questions @ (stored(block) if halves else block).T
        near = np.argpartition(-found, k, axis=1)[:, :k]
        both = np.hstack([best, np.take_along_axis(found, near, axis=1)])
        where = np.hstack([places, near + first])
        kept = np.argsort(-both, axis=1, kind="stable")[:, :k]
        best = np.take_along_axis(both, kept, axis=1)
        places = np.take_along_axis(where, kept, axis=1)
    return places


def _blocks(books: Sequence[int], size: int = 40) -> Iterator[tuple[int, Vectors]]:
    for first in range(0, len(books), size):
        block = np.concatenate([vectors_of(one) for one in books[first : first + size]])
        yield first * PER_BOOK, block


def _noise(draws: np.random.Generator, count: int) -> Vectors:
    """Directions of a length near 1."""
    return draws.standard_normal((count, DIMENSIONS), np.float32) / np.float32(DIMENSIONS**0.5)


def _normalised(vectors: Vectors) -> Vectors:
    lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / lengths


def recall(found: Sequence[NDArray[np.int64]], true: Sequence[NDArray[np.int64]]) -> float:
    """The share of the true ones that were found."""
    shared = [np.isin(one, other).sum() for one, other in zip(true, found, strict=True)]
    return float(np.sum(shared) / np.size(true))
