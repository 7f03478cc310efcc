"""Hits -> what a reader reads."""

from __future__ import annotations

from collections.abc import Sequence

from index.domain import Hit, SentenceKind
from index.reading.base import Candidate
from index.retrieval import Corpus

RETRIEVED = 10
"""Passages that are found for a question."""
FIRST = 2
"""Of those, the best ones, which are read before the others, which then often need not be."""
SPARED = 4
"""Fewer others than these are read at once: a second turn takes longer than it would spare."""


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


def in_turns(found: Sequence[Candidate]) -> tuple[Sequence[Candidate], Sequence[Candidate]]:
    """What is read first of what was found, the best first, and what then, if need be.

    The best passage of every story is among the first, so that it is known which others answer.
    """
    first: list[Candidate] = []
    further: list[Candidate] = []
    heard: set[int] = set()
    for place, candidate in enumerate(found):
        story_id = candidate.text.story.id
        (first if place < FIRST or story_id not in heard else further).append(candidate)
        heard.add(story_id)
    return (first, further) if len(further) >= SPARED else (found, ())
