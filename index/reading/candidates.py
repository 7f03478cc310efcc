"""Hits -> what a reader reads."""

from __future__ import annotations

from collections.abc import Sequence

from index.domain import Hit, SentenceKind
from index.reading.base import Candidate
from index.retrieval import Corpus

RETRIEVED = 10
"""Passages that are read for a question."""


def candidates(corpus: Corpus, hits: Sequence[Hit]) -> list[Candidate]:
    """The hits with the sentences they hold; furniture is left out."""
    found = []
    for hit in hits:
        text = corpus.stories[hit.passage.story_id]
        positions = tuple(
            position
            for position in text.outline.positions_between(hit.passage.start, hit.passage.end)
            if text.outline.sentences[position].kind is SentenceKind.STORY
        )
        found.append(Candidate(hit, text, positions))
    return found
