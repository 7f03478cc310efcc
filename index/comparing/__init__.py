"""One question to several stories: their own answers side by side, and where figures differ."""

from __future__ import annotations

from collections.abc import Sequence

from index.answering import checked_question, explain
from index.comparing.figures import differing, figures_in
from index.comparing.model import Comparison, Figure, FigureKind, StoryAnswer
from index.reading.base import Reader
from index.reading.memory import RememberedVectors
from index.retrieval import Corpus
from index.story_text import StoryText

_LOOKED_AT = 20
"""Passages for each story that is wanted: those of one story often stand together."""

__all__ = ["Comparison", "Figure", "FigureKind", "StoryAnswer", "compare", "likeliest_stories"]


def compare(
    corpus: Corpus,
    vectors: RememberedVectors,
    reader: Reader,
    question: str,
    stories: Sequence[StoryText],
) -> Comparison:
    """What each of some stories answers by itself, and which numbers and dates differ.

    Args:
        corpus: what is searched; a story that it lacks does not say.
        vectors: of questions.
        reader: what reads the passages of each story.
        question: as somebody put it.
        stories: in the order in which they are answered.

    Raises:
        QuestionError: there is no question in it.
    """
    answers = tuple(
        StoryAnswer(text.story, explain(corpus, vectors, reader, question, text.story.id).answer)
        for text in stories
    )
    found = [
        figure
        for text, told in zip(stories, answers, strict=True)
        for quote in told.answer.quotes[:1]
        for figure in figures_in(question, text, quote)
    ]
    return Comparison(question, answers, differing(found))


def likeliest_stories(
    corpus: Corpus, vectors: RememberedVectors, question: str, limit: int
) -> tuple[int, ...]:
    """The ids of the stories whose passages are nearest to a question, the nearest first.

    Raises:
        QuestionError: there is no question in it.
    """
    asked = checked_question(question)
    question_terms = corpus.keywords.question_terms(asked)
    hits = corpus.search(vectors.of([asked])[0], question_terms, _LOOKED_AT * limit)
    return tuple(dict.fromkeys(hit.passage.story_id for hit in hits))[:limit]
