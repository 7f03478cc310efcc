"""A part of a corpus, some of whose stories end earlier than they were indexed.

What lies outside the part is left out before anything is ranked, counted or compared, and a
passage that runs across a story's new end is replaced by what stands before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.domain import Passage
from index.keywords import Keywords
from index.passages import embedded_text
from index.postings import rarity
from index.retrieval import Corpus, KeywordSearch
from index.storage.base import PassageDraft
from index.stores.base import Ids, Neighbours, Vectors, VectorSearch
from index.story_text import StoryText
from index.terms import phrases

Encode = Callable[[Sequence[str]], Vectors]


def excerpt(
    corpus: Corpus, stories: Mapping[int, StoryText], encode: Encode, story_id: int | None = None
) -> Corpus:
    """What a corpus holds of some stories. It knows of nothing beyond their ends.

    Args:
        corpus: the whole.
        stories: those of the corpus that may be searched, by their ids, each as far as it may
            be: its text is the beginning of the one in the corpus, up to the end of a sentence.
        encode: the encoder of the corpus, for passages that become shorter.
        story_id: the only one of them to search.
    """
    found = list(_passages(corpus, stories, corpus.positions_of(story_id)))
    places = np.array([place for place, _ in found], dtype=np.int64)
    passages = tuple(passage for _, passage in found)
    changed = {
        position: passage
        for position, (place, passage) in enumerate(found)
        if passage is not corpus.passages[place]
    }
    texts = [_embedded(stories, passage) for passage in changed.values()]
    vectors = encode(texts) if texts else ()
    ids = np.array([passage.id for passage in passages], dtype=np.int64)
    return Corpus(
        corpus.generation,
        {id_: text for id_, text in stories.items() if story_id in (None, id_)},
        passages,
        ExcerptVectors(
            corpus.vectors,
            np.delete(ids, list(changed)),
            {passage.id: vector for passage, vector in zip(changed.values(), vectors, strict=True)},
        ),
        ExcerptKeywords(
            corpus.keywords,
            places,
            {position: _words(stories, passage) for position, passage in changed.items()},
        ),
    )


def _words(stories: Mapping[int, StoryText], passage: Passage) -> str:
    return stories[passage.story_id].story.text[passage.start : passage.end]


def _passages(
    corpus: Corpus, stories: Mapping[int, StoryText], places: NDArray[np.int64]
) -> Iterator[tuple[int, Passage]]:
    """The passages that may be searched, each with its place in the corpus, in their order."""
    reached: dict[int, int] = {}
    for place in places.tolist():
        passage = corpus.passages[place]
        if passage.story_id not in stories:
            continue
        end = len(stories[passage.story_id].story.text)
        if passage.end <= end:
            yield place, passage
        elif passage.start < end and reached.get(passage.story_id, 0) < end:
            # Later ones that run across the end share what they have before it with this one.
            yield place, replace(passage, end=end)
        reached[passage.story_id] = min(passage.end, end)


def _embedded(stories: Mapping[int, StoryText], passage: Passage) -> str:
    draft = PassageDraft(passage.start, passage.end, passage.context)
    return embedded_text(stories[passage.story_id].story.text, draft)


class ExcerptVectors:
    """Some vectors of a store, and others in the place of some. Read-only."""

    def __init__(self, whole: VectorSearch, kept: Ids, changed: Mapping[int, Vectors]) -> None:
        """Hold vectors together.

        Args:
            whole: where the kept ones are.
            kept: ids of the vectors that stay what they are.
            changed: other ids with their vectors, each of shape (dimensions,).
        """
        self._whole = whole
        self._kept = kept
        self._changed = np.array(sorted(changed), dtype=np.int64)
        self._vectors = np.array([changed[id_] for id_ in sorted(changed)], dtype=np.float32)
        self._vectors = self._vectors.reshape(len(changed), whole.dimensions)

    @property
    def dimensions(self) -> int:
        """The length of every vector."""
        return self._whole.dimensions

    def vectors_of(self, ids: Ids) -> Vectors:
        """The vectors under these ids, in their order; raises ``VectorError`` for unknown ones."""
        found = np.empty((len(ids), self.dimensions), dtype=np.float32)
        changed = np.isin(ids, self._changed)
        found[changed] = self._vectors[np.searchsorted(self._changed, ids[changed])]
        found[~changed] = self._whole.vectors_of(ids[~changed])
        return found

    def search(
        self, query: NDArray[np.float32], k: int, *, within: Ids | None = None
    ) -> Neighbours:
        """The k nearest vectors, of those ``within`` if given; equal ones in order of ids."""
        kept, changed = self._kept, np.ones(len(self._changed), dtype=np.bool_)
        if within is not None:
            kept, changed = kept[np.isin(kept, within)], np.isin(self._changed, within)
        found = self._whole.search(query, k, within=kept)
        # Rounding takes the product of two vectors of length 1 a little beyond 1.
        cosines = np.clip(self._vectors[changed] @ query, -1.0, 1.0)
        ids = np.concatenate([found.ids, self._changed[changed]])
        similarities = np.concatenate([found.similarities, cosines])
        best = np.lexsort((ids, -similarities))[:k]
        return Neighbours(ids[best], similarities[best])


class ExcerptKeywords:
    """Keyword search in some texts of an index, and in others in the place of some. Read-only."""

    def __init__(
        self, whole: KeywordSearch, places: NDArray[np.int64], changed: Mapping[int, str]
    ) -> None:
        """Hold texts together.

        Args:
            whole: where the texts are indexed.
            places: for each text of the excerpt its position in ``whole``, ascending.
            changed: positions in the excerpt whose text is another one, and that text.
        """
        order = sorted(changed)
        self._whole = whole
        self._places = places
        self._changed = np.array(order, dtype=np.int64)
        # Indexed by themselves: their length is compared with each other's, not with the whole's.
        self._own = Keywords.build([changed[position] for position in order])

    def scores(
        self, question_terms: Sequence[str], within: NDArray[np.bool_] | None = None
    ) -> NDArray[np.float32]:
        """The BM25 score of every text, as ``Keywords.scores`` gives it.

        A term's rarity is that among the texts of the excerpt that are searched.
        """
        searched = np.ones(len(self._places), dtype=np.bool_) if within is None else within
        size = int(searched.sum())
        found = np.zeros(len(self._places), dtype=np.float32)
        for term in [*question_terms, *phrases(question_terms)]:
            positions, weights = self.matches(term)
            here = searched[positions]
            share = np.float32(rarity(int(here.sum()), size))
            found[positions[here]] += share * weights[here]
        return found

    def question_terms(self, question: str) -> list[str]:
        """The content terms of a question, misspelt words replaced by known ones of the excerpt."""
        return self.terms_among(question, lambda _: True)

    def terms_among(self, question: str, known: Callable[[str], bool]) -> list[str]:
        """The same where only some of the excerpt's terms count as known."""
        return self._whole.terms_among(
            question, lambda term: known(term) and len(self.matches(term)[0]) > 0
        )

    def matches(self, term: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The excerpt's texts with a term, and what it weighs in each, its rarity left out."""
        outside, weights = self._whole.matches(term)
        positions = np.searchsorted(self._places, outside)
        same = positions < len(self._places)
        same[same] = self._places[positions[same]] == outside[same]
        same &= ~np.isin(positions, self._changed)
        own, own_weights = self._own.matches(term)
        return (
            np.concatenate([positions[same], self._changed[own]]),
            np.concatenate([weights[same], own_weights]),
        )
