"""BM25 over the passages, by bm25s, with stemming, phrases and forgiveness for typing errors.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), in the
Lucene variant that bm25s computes at indexing time. Two content words in a row count as a term
of their own: "youngest sister" is rarer than either word, and weighs as much as its rarity.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from index.postings import indexed, rarity
from index.terms import content_words, phrases, stem, terms_with_phrases, words

_SHORTEST_CORRECTED = 5
"""Letters; shorter words are too near to too many others."""
_LENGTH_FOR_TWO_SLIPS = 8
_SPELLINGS = "spellings.txt"


class Keywords:
    """Keyword search over a fixed sequence of texts; positions are theirs. Read-only."""

    def __init__(self, engine: bm25s.BM25 | None, spellings: Sequence[str], size: int) -> None:
        self._engine = engine
        self._spellings = spellings
        self._size = size

    @classmethod
    def build(cls, texts: Iterable[str]) -> Keywords:
        """Index texts; a text without any term is simply never found."""
        spellings: set[str] = set()
        size = 0

        def spelt() -> Iterator[list[str]]:
            nonlocal size
            for text in texts:
                size += 1
                found = words(text)
                spellings.update(found)
                yield terms_with_phrases(found)

        engine = indexed(spelt())
        return cls(engine, sorted(spellings), size)

    def __len__(self) -> int:
        return self._size

    def scores(
        self, question_terms: Sequence[str], within: NDArray[np.bool_] | None = None
    ) -> NDArray[np.float32]:
        """The BM25 score of every text, shape (len(self),); 0 where no term occurs.

        Terms that follow each other count once more where a text has them in that order.

        Args:
            question_terms: stemmed terms.
            within: the texts that are searched, shape (len(self),); the others get 0, and a
                term's rarity is that among these. All, if None.
        """
        sought = [*question_terms, *phrases(question_terms)]
        known = [term for term in sought if term in self.vocabulary]
        if self._engine is None or not known:
            return np.zeros(self._size, dtype=np.float32)
        if within is None:
            return np.asarray(self._engine.get_scores(known), dtype=np.float32)
        found = np.zeros(self._size, dtype=np.float32)
        for term in known:
            positions, weights = self.matches(term)
            here = within[positions]
            share = np.float32(rarity(int(here.sum()), int(within.sum())))
            found[positions[here]] += share * weights[here]
        return found

    def matches(self, term: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The texts with a term, in order, and what it weighs in each, its rarity left out."""
        if self._engine is None or term not in self.vocabulary:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        positions, parts = _postings(self._engine, self.vocabulary[term])
        share = np.float32(rarity(len(positions), self._size))
        return positions.astype(np.int64), parts / share

    def question_terms(self, question: str) -> list[str]:
        """The content terms of a question, misspelt words replaced by the nearest known one."""
        return self.terms_among(question, self.vocabulary.__contains__)

    def terms_among(self, question: str, known: Callable[[str], bool]) -> list[str]:
        """The same where only some terms of the vocabulary count as known."""
        words = (self._corrected(word, known) for word in content_words(question))
        return list(dict.fromkeys(stem(word) for word in words))

    @property
    def vocabulary(self) -> Mapping[str, int]:
        """Every known term and phrase with its number."""
        return {} if self._engine is None else self._engine.vocab_dict

    @cached_property
    def _correctable(self) -> list[str]:
        return [word for word in self._spellings if len(word) >= _SHORTEST_CORRECTED - 1]

    def _corrected(self, word: str, known: Callable[[str], bool]) -> str:
        if len(word) < _SHORTEST_CORRECTED or not word.isalpha() or known(stem(word)):
            return word
        # One slip in a short word, two in a long one; people rarely miss the first letter.
        allowed = 1 if len(word) < _LENGTH_FOR_TWO_SLIPS else 2
        near = process.extract(
            word,
            self._correctable,
            scorer=DamerauLevenshtein.distance,
            score_cutoff=allowed,
            limit=None,
        )
        for _, found in sorted((distance, found) for found, distance, _ in near):
            if found[0] == word[0] and known(stem(found)):
                return found
        return word

    def to_parts(self) -> dict[str, bytes]:
        """The index as named binary parts (NumPy arrays and JSON, never pickle)."""
        if self._engine is None:
            return {}
        with tempfile.TemporaryDirectory() as folder:
            self._engine.save(folder, show_progress=False, allow_pickle=False)
            parts = {path.name: path.read_bytes() for path in Path(folder).iterdir()}
        return parts | {_SPELLINGS: "\n".join(self._spellings).encode()}

    @classmethod
    def from_parts(cls, parts: Mapping[str, bytes], size: int) -> Keywords:
        """The index that ``to_parts`` made parts of; ``size`` is its number of texts."""
        if not parts:
            return cls(None, (), size)
        with tempfile.TemporaryDirectory() as folder:
            for name, content in parts.items():
                (Path(folder) / name).write_bytes(content)
            engine = bm25s.BM25.load(folder, load_corpus=False, allow_pickle=False)
        # Indexes that bm25s built had a term for texts without any.
        engine.vocab_dict.pop("", None)
        return cls(engine, parts[_SPELLINGS].decode().split("\n"), size)


def _postings(engine: bm25s.BM25, number: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The texts with the term of this number, and its part of each one's score."""
    first, end = engine.scores["indptr"][number : number + 2]
    return engine.scores["indices"][first:end], engine.scores["data"][first:end]
