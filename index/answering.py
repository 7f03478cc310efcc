"""Hits and readings -> an answer, or an honest refusal with the nearest quotes."""

from __future__ import annotations

from index.domain import Answer, Hit, Quote, Sureness
from index.errors import QuestionError
from index.reading.base import Reader, Reading
from index.reading.candidates import RETRIEVED, candidates
from index.reading.gate import ANSWERABLE_FROM, sureness
from index.reading.memory import RememberedVectors
from index.retrieval import Corpus

LONGEST_QUESTION = 2_000
"""Characters; a longer question is cut, since no encoder reads so far."""
QUOTED = 3
NEAREST = 3
MORE = 8

_SECOND_FROM = 0.5
"""A further quote needs this share of the best one's chance."""


def answer(
    corpus: Corpus,
    vectors: RememberedVectors,
    reader: Reader,
    question: str,
    story_id: int | None = None,
) -> Answer:
    """Answer a question from a corpus, or from one of its stories.

    Raises:
        QuestionError: the question has no letter or digit.
    """
    asked = checked_question(question)
    question_terms = corpus.keywords.question_terms(asked)
    vector = vectors.of([asked])[0]
    hits = corpus.search(vector, question_terms, RETRIEVED, story_id=story_id)
    verdict = reader.read(asked, question_terms, candidates(corpus, hits))
    more = tuple(_passage_quote(corpus, hit) for hit in hits[:MORE])
    readings = verdict.readings
    if not readings or verdict.answerable < ANSWERABLE_FROM:
        nearest = tuple(_sentence_quote(reading) for reading in readings[:NEAREST])
        return Answer(question, verdict.answerable, Sureness.UNSURE, nearest=nearest, more=more)
    best = readings[0].score
    quotes = tuple(
        _highlighted_quote(reading)
        for reading in readings[:QUOTED]
        if reading.score >= best * _SECOND_FROM
    )
    return Answer(question, best, sureness(best), quotes=quotes, more=more)


def checked_question(question: str) -> str:
    """A question without surrounding space, cut to what can be read.

    Raises:
        QuestionError: it has no letter or digit.
    """
    asked = " ".join(question.split())[:LONGEST_QUESTION]
    if not any(character.isalnum() for character in asked):
        raise QuestionError("There is no question in that; ask with a few words.")
    return asked


def _highlighted_quote(reading: Reading) -> Quote:
    sentence = reading.sentence
    return reading.text.quote(sentence.start, sentence.end, (reading.start, reading.end))


def _sentence_quote(reading: Reading) -> Quote:
    return reading.text.quote(reading.sentence.start, reading.sentence.end)


def _passage_quote(corpus: Corpus, hit: Hit) -> Quote:
    return corpus.stories[hit.passage.story_id].quote(hit.passage.start, hit.passage.end)
