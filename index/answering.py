"""Hits and readings -> an answer, or an honest refusal with the nearest quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from index.conversation import FollowUp, Turn, understand
from index.conversation.nearby import hits_nearby, preferred, told_before
from index.domain import Answer, Explanation, Hit, Quote, ReadPassage, Story, Sureness
from index.errors import QuestionError
from index.reading.base import Reader, Reading, Verdict
from index.reading.candidates import RETRIEVED, candidates, in_turns
from index.reading.gate import Gate
from index.reading.memory import RememberedVectors
from index.retrieval import Corpus
from index.stages import stage
from index.terms import terms

LONGEST_QUESTION = 2_000
"""Characters; a longer question is cut, since no encoder reads so far."""
QUOTED = 3
NEAREST = 3
MORE = 8

_SECOND_FROM = 0.5
"""A further quote needs this share of the best one's chance."""
_ALSO_FROM = 0.3
"""Another story is offered from this share of the best chance on. In a library of 255 tales, of 500
drawn questions, 6% of those that name somebody or something rare offer one and 28% of the others;
of wrong ones of the former two in three do, and the right story is then among them."""
_ALSO = 4


def explain(
    corpus: Corpus,
    vectors: RememberedVectors,
    reader: Reader,
    question: str,
    story_id: int | None = None,
    after: Sequence[Turn] = (),
) -> Explanation:
    """Answer a question from a corpus, or from one of its stories, and tell how.

    A follow-up on the turns ``after`` which it comes is answered as the question in full that it
    stands for. If only the words as they were typed are answered, that answer is given.

    Raises:
        QuestionError: the question has no letter or digit.
    """
    asked = checked_question(question)
    plain = partial(_explained, corpus, vectors, reader, question, asked, story_id)
    if not after:
        return plain()
    texts = {id_: text for id_, text in corpus.stories.items() if story_id in (None, id_)}
    followed = understand(asked, told_before(corpus, story_id, after), texts)
    if followed is None:
        return plain()
    best: Explanation | None = None
    for whole in followed.questions:
        meant = _explained(corpus, vectors, reader, question, whole, story_id, followed)
        if meant.answer.found:
            return meant
        best = best or meant
    as_asked = plain()
    return as_asked if as_asked.answer.found and not followed.bare else best or as_asked


def _explained(
    corpus: Corpus,
    vectors: RememberedVectors,
    reader: Reader,
    question: str,
    asked: str,
    story_id: int | None,
    followed: FollowUp | None = None,
) -> Explanation:
    """Answer ``question`` by reading for ``asked``, of a follow-up its question in full."""
    question_terms = corpus.keywords.question_terms(asked)
    with stage("retrieving"):
        vector = vectors.of([asked])[0]
        hits = corpus.search(vector, question_terms, RETRIEVED, story_id=story_id)
        if followed is not None:
            hits = hits_nearby(corpus, vector, question_terms, followed, hits)
    with stage("reading"):
        found = candidates(corpus, hits)
        if followed is None:
            verdict = reader.read(asked, question_terms, *in_turns(found))
        else:
            # The clearest answer may stand far from what was talked of.
            verdict = preferred(reader.read(asked, question_terms, found), followed)
    explanation = _decided(corpus, reader.gate, question, hits, verdict)
    if followed is None or terms(asked) == terms(question):
        return explanation
    return replace(explanation, answer=replace(explanation.answer, understood=asked))


def _decided(
    corpus: Corpus, gate: Gate, question: str, hits: Sequence[Hit], verdict: Verdict
) -> Explanation:
    readings = verdict.readings
    best = readings[0].score if readings else 0.0
    sureness, decided = gate.decide(verdict.answerable, best)
    if verdict.objection is not None:
        sureness, decided = None, f"Refused: {verdict.objection}."
    passages = tuple(_read_passage(corpus, hit, readings) for hit in hits)
    more = tuple(passage.quote for passage in passages[:MORE])
    if not readings or sureness is None:
        nearest = _plain(_quotes(readings, NEAREST, 0.0))
        chance = min(best, verdict.answerable)
        answer = Answer(question, chance, Sureness.UNSURE, nearest=nearest, more=_plain(more))
    else:
        story = readings[0].text.story
        own = [reading for reading in readings if reading.text.story.id == story.id]
        quotes = _quotes(own, QUOTED, best * _SECOND_FROM)
        also = _also(readings, best * _ALSO_FROM)
        answer = Answer(question, best, sureness, quotes=quotes, more=_plain(more), also=also)
    return Explanation(answer, passages, verdict.answerable, decided, verdict.unread)


def checked_question(question: str) -> str:
    """A question without surrounding space, cut to what can be read.

    Raises:
        QuestionError: it has no letter or digit.
    """
    # Half of a pair of surrogates, as a terminal may give, is no text to a tokenizer.
    whole = question.encode("utf-8", "replace").decode("utf-8")
    asked = " ".join(whole.split())[:LONGEST_QUESTION]
    if not any(character.isalnum() for character in asked):
        raise QuestionError("There is no question in that; ask with a few words.")
    return asked


def _quotes(readings: Sequence[Reading], count: int, least: float) -> tuple[Quote, ...]:
    """The best readings' sentences with the answers highlighted; none is shown twice."""
    shown: list[Quote] = []
    for reading in readings[:count]:
        again = any(
            quote.story.id == reading.text.story.id
            and quote.start < reading.quoted[1]
            and reading.quoted[0] < quote.end
            for quote in shown
        )
        if not again and reading.score >= least:
            shown.append(reading.text.quote(*reading.quoted, (reading.start, reading.end)))
    return tuple(shown)


def _also(readings: Sequence[Reading], least: float) -> tuple[Story, ...]:
    """The stories of the other readings with at least this chance, the best one's left out."""
    stories = {one.text.story.id: one.text.story for one in readings if one.score >= least}
    return tuple(stories.values())[1 : 1 + _ALSO]


def _read_passage(corpus: Corpus, hit: Hit, readings: Sequence[Reading]) -> ReadPassage:
    """A hit with the best reading that lies in it."""
    passage = hit.passage
    within = next(
        (
            reading
            for reading in readings
            if reading.text.story.id == passage.story_id
            and passage.start <= reading.start
            and reading.end <= passage.end
        ),
        None,
    )
    highlight = None if within is None else (within.start, within.end)
    quote = corpus.stories[passage.story_id].quote(passage.start, passage.end, highlight)
    if within is None:
        return ReadPassage(hit, quote, None, 0.0)
    return ReadPassage(hit, quote, within.margin, within.score)


def _plain(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    return tuple(replace(quote, highlight=None) for quote in quotes)
