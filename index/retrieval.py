"""Question -> hits: vectors and keywords over the same passages, fused.

A ``Corpus`` is what can be searched of a library at one generation. It is built once and never
changed, so that a search in one thread cannot meet a change in another: a changed library gets
a new corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.domain import Hit, Passage
from index.postings import rarity
from index.stores.base import Ids, Vectors, VectorSearch
from index.story_text import StoryText

KEYWORD_WEIGHT = 0.8
"""Of the best keyword score beside the cosine; 0.6 to 1 measured alike on FairytaleQA."""
ECHO = 0.2
"""Share of its predecessor's keyword score that a passage has beside its own: what happened
after something, or who "he" is that did it, stands behind the words that the question names."""
FOREIGN = 0.35
"""Taken from a passage's score where its story has no word of the question: a name or a rare thing
tells which story is meant, though another one's passage be nearer. 0.25 to 0.5 measured alike."""


class KeywordSearch(Protocol):
    """What a corpus needs of ``index.keywords.Keywords``."""

    def scores(
        self, question_terms: Sequence[str], within: NDArray[np.bool_] | None = None
    ) -> NDArray[np.float32]:
        """The BM25 score of every text, 0 for those not ``within``."""
        ...

    def matches(self, term: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The texts with a term, in order, and what it weighs in each, its rarity left out."""
        ...

    def question_terms(self, question: str) -> list[str]:
        """The content terms of a question, misspelt words replaced by the nearest known one."""
        ...

    def terms_among(self, question: str, known: Callable[[str], bool]) -> list[str]:
        """The same where only some of the known terms count as known."""
        ...


@dataclass(frozen=True)
class Corpus:
    """The searchable stories of a library: passage i is text i of ``keywords``."""

    generation: int
    stories: dict[int, StoryText]
    passages: tuple[Passage, ...]
    vectors: VectorSearch
    keywords: KeywordSearch
    _ids: NDArray[np.int64] = field(init=False, repr=False)
    _story_ids: NDArray[np.int64] = field(init=False, repr=False)
    _follows: NDArray[np.bool_] = field(init=False, repr=False)
    """Whether a passage is of the same story as the one before it; shape (passages,)."""
    _story_places: NDArray[np.int64] = field(init=False, repr=False)
    """Which of the stories that have passages a passage is of, from 0; shape (passages,)."""

    def __post_init__(self) -> None:
        ids = np.array([passage.id for passage in self.passages], dtype=np.int64)
        story_ids = np.array([passage.story_id for passage in self.passages], dtype=np.int64)
        object.__setattr__(self, "_ids", ids)
        object.__setattr__(self, "_story_ids", story_ids)
        object.__setattr__(self, "_follows", np.diff(story_ids, prepend=-1) == 0)
        _, places = np.unique(story_ids, return_inverse=True)
        object.__setattr__(self, "_story_places", places)

    def search(
        self,
        question_vector: NDArray[np.float32],
        question_terms: Sequence[str],
        k: int,
        *,
        story_id: int | None = None,
    ) -> tuple[Hit, ...]:
        """The k best passages, the best first; of one story if ``story_id`` is given.

        Where several stories are searched, those come first whose story has what the question
        names.

        Args:
            question_vector: the encoded question, shape (dimensions,), normalised.
            question_terms: the question's stemmed content terms.
            k: how many hits at most.
            story_id: the only story to search.
        """
        keyword_scores, within = self._scope(question_terms, story_id)
        # Each proposes more than k: a passage may be second in both and first in their sum.
        neighbours = self.vectors.search(question_vector, 4 * k, within=within)
        by_vectors = np.searchsorted(self._ids, neighbours.ids).tolist()
        by_keywords = _best(keyword_scores, 4 * k).tolist()
        echoed = self._echoed(keyword_scores)
        lacking = self._lacking(question_terms) if story_id is None else None
        similarities = dict(zip(by_vectors, neighbours.similarities.tolist(), strict=True))
        proposed = _best(echoed if lacking is None else echoed * (1 - lacking), 4 * k).tolist()
        similarities |= self._similarities(
            question_vector, [position for position in proposed if position not in similarities]
        )
        scores = _fused(similarities, echoed)
        if lacking is not None:
            scores = {p: max(0.0, s - FOREIGN * float(lacking[p])) for p, s in scores.items()}
        best = sorted(scores, key=lambda position: (-scores[position], position))[:k]
        vector_ranks, keyword_ranks = _ranks(by_vectors), _ranks(by_keywords)
        return tuple(
            Hit(
                self.passages[position],
                scores[position],
                similarities[position],
                vector_ranks.get(position),
                keyword_ranks.get(position),
            )
            for position in best
        )

    def _scope(
        self, question_terms: Sequence[str], story_id: int | None
    ) -> tuple[NDArray[np.float32], Ids | None]:
        """The scores and the ids that count when one story is searched, or all of them."""
        if story_id is None:
            return self.keywords.scores(question_terms), None
        here = self._story_ids == story_id
        return self.keywords.scores(question_terms, here), self._ids[here]

    def _echoed(self, keyword_scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Each passage's keyword score and a share of the one before it in its story."""
        echoed = keyword_scores.copy()
        echoed[1:] += np.float32(ECHO) * keyword_scores[:-1] * self._follows[1:]
        return echoed

    def _lacking(self, question_terms: Sequence[str]) -> NDArray[np.float32] | None:
        """How much of the question each passage's story lacks, in 0..1; shape (passages,).

        Of the question's terms, weighed by their rarity among the stories, a story has a share.
        What it lacks is counted from the one that has most. None where there is nothing to tell
        stories apart by.
        """
        size = int(self._story_places.max(initial=-1)) + 1
        shares = np.zeros(size, dtype=np.float32)
        for term in question_terms:
            having = np.zeros(size, dtype=np.bool_)
            having[self._story_places[self.keywords.matches(term)[0]]] = True
            shares[having] += rarity(int(having.sum()), size)
        if size < 2 or not shares.max() > 0:
            return None
        lacking: NDArray[np.float32] = (1 - shares / shares.max())[self._story_places]
        return lacking

    def positions_of(self, story_id: int | None) -> NDArray[np.int64]:
        """Where in ``passages`` those of a story are, ascending; all of them for None."""
        if story_id is None:
            return np.arange(len(self.passages))
        return np.flatnonzero(self._story_ids == story_id)

    def passages_of(self, story_id: int) -> tuple[tuple[Passage, ...], Vectors]:
        """All passages of a story, in order, and their vectors, shape (n, dimensions)."""
        positions = self.positions_of(story_id)
        passages = tuple(self.passages[position] for position in positions)
        return passages, self.vectors.vectors_of(self._ids[positions])

    def _similarities(
        self, question_vector: NDArray[np.float32], positions: Sequence[int]
    ) -> dict[int, float]:
        vectors = self.vectors.vectors_of(self._ids[np.array(positions, dtype=np.int64)])
        # Rounding takes the product of two vectors of length 1 a little beyond 1.
        cosines = np.clip(vectors @ question_vector, -1.0, 1.0)
        return dict(zip(positions, cosines.tolist(), strict=True))


def _best(scores: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """Positions of the k best positive scores, the best first, equal ones in order."""
    positive = np.flatnonzero(scores > 0)
    if len(positive) > k:
        # A common word stands in most passages of a large library: only the best are sorted.
        least = np.partition(scores[positive], -k)[-k]
        positive = positive[scores[positive] >= least]
    return positive[np.argsort(-scores[positive], kind="stable")[:k]]


def _ranks(positions: Sequence[int]) -> dict[int, int]:
    return {position: rank for rank, position in enumerate(positions, start=1)}


def _fused(
    similarities: Mapping[int, float], keyword_scores: NDArray[np.float32]
) -> dict[int, float]:
    """A score in 0..1 from a cosine and the keyword score as a share of the best one."""
    best = float(keyword_scores.max(initial=1e-9))
    return {
        position: (max(similarity, 0.0) + KEYWORD_WEIGHT * float(keyword_scores[position]) / best)
        / (1 + KEYWORD_WEIGHT)
        for position, similarity in similarities.items()
    }
