"""Question -> hits: vectors and keywords over the same passages, fused.

A ``Corpus`` is what can be searched of a library at one generation. It is built once and never
changed, so that a search in one thread cannot meet a change in another: a changed library gets
a new corpus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.domain import Hit, Passage
from index.keywords import Keywords
from index.stores.base import Vectors, VectorStore
from index.story_text import StoryText

KEYWORD_WEIGHT = 0.4
"""Of the best keyword score beside the cosine; 0.3 to 0.5 measured alike on FairytaleQA."""


@dataclass(frozen=True)
class Corpus:
    """The searchable stories of a library: passage i is text i of ``keywords``."""

    generation: int
    stories: dict[int, StoryText]
    passages: tuple[Passage, ...]
    vectors: VectorStore
    keywords: Keywords
    _ids: NDArray[np.int64] = field(init=False, repr=False)
    _story_ids: NDArray[np.int64] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        ids = np.array([passage.id for passage in self.passages], dtype=np.int64)
        story_ids = np.array([passage.story_id for passage in self.passages], dtype=np.int64)
        object.__setattr__(self, "_ids", ids)
        object.__setattr__(self, "_story_ids", story_ids)

    def search(
        self,
        question_vector: NDArray[np.float32],
        question_terms: Sequence[str],
        k: int,
        *,
        story_id: int | None = None,
    ) -> tuple[Hit, ...]:
        """The k best passages, the best first; of one story if ``story_id`` is given.

        Args:
            question_vector: the encoded question, shape (dimensions,), normalised.
            question_terms: the question's stemmed content terms.
            k: how many hits at most.
            story_id: the only story to search.
        """
        allowed = slice(None) if story_id is None else self._story_ids == story_id
        positions = np.arange(len(self.passages))[allowed]
        if not len(positions):
            return ()
        keyword_scores = self.keywords.scores(question_terms)[positions]
        # Each engine proposes more than k, since a passage may be second in both and first in
        # their sum.
        depth = 4 * k
        neighbours = self.vectors.search(
            question_vector, depth, within=None if story_id is None else self._ids[positions]
        )
        by_keywords = positions[_best(keyword_scores, depth)]
        vector_ranks = {int(id_): rank for rank, id_ in enumerate(neighbours.ids, start=1)}
        keyword_ranks = {int(p): rank for rank, p in enumerate(by_keywords, start=1)}
        similarities = dict(zip(vector_ranks, neighbours.similarities.tolist(), strict=True))
        best_keyword = max(float(keyword_scores.max()), 1e-9)
        scores = dict(zip(positions.tolist(), keyword_scores.tolist(), strict=True))
        found = set(keyword_ranks) | set(np.searchsorted(self._ids, neighbours.ids).tolist())
        missing = [p for p in found if int(self._ids[p]) not in similarities]
        similarities |= self._similarities(question_vector, missing)
        hits = [
            Hit(
                passage=self.passages[position],
                score=_fused(
                    similarities[int(self._ids[position])], scores[position] / best_keyword
                ),
                similarity=similarities[int(self._ids[position])],
                vector_rank=vector_ranks.get(int(self._ids[position])),
                keyword_rank=keyword_ranks.get(position),
            )
            for position in found
        ]
        return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))[:k])

    def passages_of(self, story_id: int) -> tuple[tuple[Passage, ...], Vectors]:
        """All passages of a story, in order, and their vectors, shape (n, dimensions)."""
        positions = np.flatnonzero(self._story_ids == story_id)
        passages = tuple(self.passages[position] for position in positions)
        return passages, self.vectors.vectors_of(self._ids[positions])

    def _similarities(
        self, question_vector: NDArray[np.float32], positions: Sequence[int]
    ) -> dict[int, float]:
        if not positions:
            return {}
        ids = self._ids[np.array(positions)]
        found = self.vectors.search(question_vector, len(ids), within=ids)
        return dict(zip(found.ids.tolist(), found.similarities.tolist(), strict=True))


def _best(scores: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """Positions of the k best positive scores, the best first, equal ones in order."""
    order = np.argsort(-scores, kind="stable")[:k]
    return order[scores[order] > 0]


def _fused(similarity: float, keyword_score: float) -> float:
    """A score in 0..1 from a cosine and a keyword score in 0..1."""
    return (max(similarity, 0.0) + KEYWORD_WEIGHT * keyword_score) / (1 + KEYWORD_WEIGHT)
