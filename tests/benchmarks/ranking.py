"""The texts of a corpus ranked for a question: by vectors, by keywords, by both fused."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from index.answering import checked_question
from index.domain import Passage, SentenceKind
from index.encoding import Encoder
from index.keywords import Keywords
from index.retrieval import Corpus
from index.scoring import Span
from index.stores.base import Vectors
from index.stores.faiss_store import FaissStore

Ranking = Callable[[str, int], list[Span]]
"""A question and how many -> the best texts, the best first."""
Encode = Callable[[Sequence[str]], Vectors]


def by_vectors(corpus: Corpus, encode: Encode) -> Ranking:
    """The bi-encoder alone: by the cosine of question and text."""
    spans = {passage.id: span_of(passage) for passage in corpus.passages}

    def ranked(question: str, k: int) -> list[Span]:
        vector = encode([checked_question(question)])[0]
        return [spans[id_] for id_ in corpus.vectors.search(vector, k).ids.tolist()]

    return ranked


def by_keywords(corpus: Corpus) -> Ranking:
    """BM25 alone; a text without any term of the question is not found."""

    def ranked(question: str, k: int) -> list[Span]:
        terms = corpus.keywords.question_terms(checked_question(question))
        scores = corpus.keywords.scores(terms)
        best = np.argsort(-scores, kind="stable")[:k]
        return [span_of(corpus.passages[place]) for place in best.tolist() if scores[place] > 0]

    return ranked


def by_both(corpus: Corpus, encode: Encode) -> Ranking:
    """The fusion that a library searches with."""

    def ranked(question: str, k: int) -> list[Span]:
        asked = checked_question(question)
        terms = corpus.keywords.question_terms(asked)
        hits = corpus.search(encode([asked])[0], terms, k)
        return [span_of(hit.passage) for hit in hits]

    return ranked


def sentences_of(corpus: Corpus, encoder: Encoder) -> Corpus:
    """A corpus whose passages are the single sentences of a corpus of one story."""
    ((story_id, text),) = corpus.stories.items()
    sentences = [s for s in text.outline.sentences if s.kind is SentenceKind.STORY]
    passages = tuple(
        Passage(number, story_id, sentence.start, sentence.end)
        for number, sentence in enumerate(sentences)
    )
    words = [text.story.text[sentence.start : sentence.end] for sentence in sentences]
    vectors = FaissStore.build(np.arange(len(words)), encoder.encode(words))
    return Corpus(corpus.generation, corpus.stories, passages, vectors, Keywords.build(words))


def within(passage: Span, sentences: Sequence[Span]) -> list[Span]:
    """Those of some sentences that stand wholly in the passage, in their order."""
    return [one for one in sentences if passage[0] <= one[0] and one[1] <= passage[1]]


def quoted_first(quotes: Sequence[Span], passages: Sequence[Span]) -> list[Span]:
    """The passages that some quotes stand in, then the others in their order.

    Of the passages that a quote stands in, it is the first of those with most of it.
    """
    chosen = [max(passages, key=lambda passage: _shared(passage, quote)) for quote in quotes]
    return list(dict.fromkeys([*chosen, *passages]))


def _shared(one: Span, other: Span) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def span_of(passage: Passage) -> Span:
    """Where a passage stands in its story."""
    return passage.start, passage.end
