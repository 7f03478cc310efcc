"""What is made of a reader's verdict: an answer or a refusal, and how it came about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np
import pytest

from index import QuestionError, Sureness
from index.answering import NEAREST, QUOTED, checked_question, explain
from index.conversation.following import FollowUp
from index.conversation.nearby import preferred
from index.conversation.turns import Turn
from index.domain import Explanation, Passage, Sentence, Story
from index.keywords import Keywords
from index.reading.base import Candidate, Reader, Reading, Verdict
from index.reading.candidates import FIRST, candidates
from index.reading.demands import NO_AMOUNT
from index.reading.gate import Gate
from index.reading.memory import RememberedVectors
from index.reading.span_reader import SpanReader
from index.retrieval import Corpus
from index.stores.faiss_store import FaissStore
from index.story_text import StoryText
from tests.index.reading.support import FindsWords, plain_calibration
from tests.index.support import WordEncoder

STORIES = {
    1: "The miller had three sons. The cat wore red boots. The king liked rabbits.",
    2: "The ship sailed at dawn. A whale followed it. The captain, Mr. Ahab, wore boots.",
}
LONG_STORY = " ".join(
    f"There guest {n} {'wore boots' if n == 3 else 'had a hat'}{' and then some' * 20}."
    for n in range(8)
)
ENCODER = WordEncoder()
VECTORS = RememberedVectors(ENCODER)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Two stories; every passage is two sentences, the second of which begins the next one."""
    return corpus_of(STORIES, pairwise)


def corpus_of(
    told: Mapping[int, str],
    cut: Callable[[Sequence[Sentence]], Iterable[tuple[Sentence, Sentence]]],
) -> Corpus:
    """Stories with passages from one sentence to another."""
    stories, passages, texts = {}, [], []
    for story_id, words in told.items():
        story = Story(story_id, str(story_id), "", words, None, "en", datetime.now(UTC))
        stories[story_id] = StoryText(story)
        for first, last in cut(stories[story_id].outline.sentences):
            passages.append(Passage(len(passages) + 1, story_id, first.start, last.end))
            texts.append(words[first.start : last.end])
    ids = np.array([passage.id for passage in passages])
    store = FaissStore.build(ids, ENCODER.encode(texts))
    return Corpus(1, stories, tuple(passages), store, Keywords.build(texts))


def reader(**margins: float) -> SpanReader:
    return SpanReader(FindsWords(**margins), plain_calibration())


def asked(corpus: Corpus, reader: Reader, question: str = "who wore boots?") -> Explanation:
    return explain(corpus, VECTORS, reader, question)


@pytest.mark.parametrize(
    ("margin", "sureness", "word"),
    [(5, Sureness.SURE, "Sure"), (1, Sureness.LIKELY, "Likely"), (-1, None, "Refused")],
)
def test_the_readers_own_gate_decides_and_says_so(
    corpus: Corpus, margin: float, sureness: Sureness | None, word: str
) -> None:
    told = asked(corpus, reader(The_cat=margin))
    assert told.gate.startswith(word)
    assert told.answer.found is (sureness is not None)
    assert told.answer.sureness is (sureness or Sureness.UNSURE)
    assert told.answer.confidence == pytest.approx(1 / (1 + np.exp(-margin)))


def test_an_answer_is_the_span_and_its_quote_the_whole_sentence(corpus: Corpus) -> None:
    answer = asked(corpus, reader(red_boots=5)).answer
    assert answer.text == "red boots"
    assert answer.quotes[0].text == "The cat wore red boots."
    assert answer.quotes[0].highlighted == "red boots"
    assert answer.nearest == ()


def test_a_refusal_has_no_quotes_and_the_nearest_without_highlights(corpus: Corpus) -> None:
    answer = asked(corpus, reader(The_cat=-2, A_whale=-3)).answer
    assert answer.quotes == ()
    assert answer.text is None
    assert answer.nearest[0].text == "The cat wore red boots."
    assert 1 <= len(answer.nearest) <= NEAREST
    assert all(quote.highlight is None for quote in (*answer.nearest, *answer.more))


def test_how_many_is_refused_for_words_without_an_amount_and_says_so(corpus: Corpus) -> None:
    told = asked(corpus, reader(The_king=5, red_boots=3, three=1), "how many rabbits were there?")
    assert told.gate == f"Refused: {NO_AMOUNT}."
    assert (told.answer.found, told.answer.confidence, told.answerable) == (False, 0, 0)
    assert told.answer.nearest[0].text == "The king liked rabbits."
    assert asked(corpus, reader(three=5), "how many sons were there?").answer.text == "three"


def test_nearness_in_a_conversation_lifts_nothing_that_is_ruled_out(corpus: Corpus) -> None:
    question = "how many rabbits were there?"
    terms = corpus.keywords.question_terms(question)
    hits = corpus.search(VECTORS.of([question])[0], terms, 9)
    verdict = reader(The_king=5, three=1).read(question, terms, candidates(corpus, hits))
    beside = FollowUp((question,), (corpus.stories[1].quote(0, 26),), (), onward=False, bare=False)
    assert verdict.objection == NO_AMOUNT
    assert preferred(verdict, beside) == verdict


def test_further_quotes_need_half_the_best_ones_chance(corpus: Corpus) -> None:
    near = asked(corpus, reader(The_cat=5, The_king=4.5, The_miller=2)).answer
    assert [quote.text for quote in near.quotes] == [
        "The cat wore red boots.",
        "The king liked rabbits.",
    ]
    assert len(near.quotes) <= QUOTED


def test_what_another_story_answers_is_no_quote_but_that_story_is_offered(corpus: Corpus) -> None:
    near = asked(corpus, reader(The_cat=5, Mr=4.5, A_whale=2)).answer
    assert [quote.text for quote in near.quotes] == ["The cat wore red boots."]
    assert [story.id for story in near.also] == [2]


def test_a_story_that_answers_far_less_likely_is_not_offered(corpus: Corpus) -> None:
    assert asked(corpus, reader(The_cat=5, Mr=3)).answer.also == ()


@pytest.mark.parametrize("margin", [5, -2])
def test_two_readings_in_the_same_sentences_are_not_shown_twice(
    corpus: Corpus, margin: float
) -> None:
    over_both = {"sons. The cat": margin, "red": margin - 0.1}
    answer = asked(corpus, reader(**over_both)).answer
    shown = [quote.text for quote in (*answer.quotes, *answer.nearest)]
    assert shown[0] == "The miller had three sons. The cat wore red boots."
    assert "The cat wore red boots." not in shown


def test_each_passage_carries_the_best_reading_that_lies_in_it(corpus: Corpus) -> None:
    told = asked(corpus, reader(The_cat=5, rabbits=4, A_whale=1))
    best = {passage.quote.text: passage for passage in told.passages}
    assert len(best) == len(told.passages) == 4
    first = best["The miller had three sons. The cat wore red boots."]
    second = best["The cat wore red boots. The king liked rabbits."]
    third = best["The ship sailed at dawn. A whale followed it."]
    assert first.quote.highlighted == second.quote.highlighted == "The cat"
    assert third.quote.highlighted == "A whale"
    assert first.margin == pytest.approx(5)
    assert first.chance == told.answer.confidence
    assert third.chance < first.chance


def test_passages_are_in_the_order_of_the_search_with_their_ranks(corpus: Corpus) -> None:
    passages = asked(corpus, reader(The_cat=5)).passages
    scores = [passage.hit.score for passage in passages]
    assert scores == sorted(scores, reverse=True)
    assert {passage.hit.vector_rank for passage in passages} == {1, 2, 3, 4}
    more = asked(corpus, reader(The_cat=5)).answer.more
    assert [quote.start for quote in more] == [passage.quote.start for passage in passages]


@dataclass(frozen=True)
class ReadsElsewhere:
    """Reads as another reader, but finds nothing that lies in one passage alone."""

    other: SpanReader

    @property
    def gate(self) -> Gate:
        return self.other.gate

    def read(
        self,
        question: str,
        question_terms: Sequence[str],
        candidates: Sequence[Candidate],
        further: Sequence[Candidate] = (),
    ) -> Verdict:
        verdict = self.other.read(question, question_terms, candidates, further)
        return replace(verdict, readings=tuple(self._all(reading) for reading in verdict.readings))

    def _all(self, reading: Reading) -> Reading:
        end = len(reading.text.story.text)
        return replace(reading, quoted=(0, end), start=0, end=end)


def test_a_passage_without_a_reading_of_its_own_has_no_highlight(corpus: Corpus) -> None:
    told = asked(corpus, ReadsElsewhere(reader(The_cat=5)))
    assert [(p.quote.highlight, p.margin, p.chance) for p in told.passages] == [
        (None, None, 0.0)
    ] * len(told.passages)


def test_one_story_alone_is_asked(corpus: Corpus) -> None:
    told = explain(corpus, VECTORS, reader(boots=5), "who wore boots?", story_id=2)
    assert {passage.quote.story.id for passage in told.passages} == {2}
    assert told.answer.quotes[0].story.id == 2


@pytest.fixture(scope="module")
def long_corpus() -> Corpus:
    """One story of eight far sentences, each a passage."""
    return corpus_of({1: LONG_STORY}, lambda sentences: zip(sentences, sentences, strict=True))


def test_what_need_not_be_read_of_one_story_is_told_beside_all_that_was_found(
    long_corpus: Corpus,
) -> None:
    clear = asked(long_corpus, reader(boots=12, **{"guest 7": 15}))
    assert clear.answer.text == "boots"
    assert (len(clear.passages), clear.unread) == (8, 8 - FIRST)
    open_ = asked(long_corpus, reader(boots=-1, **{"guest 7": 15}))
    assert open_.answer.text == "guest 7"
    assert (len(open_.passages), open_.unread) == (8, 0)


def test_a_follow_up_reads_all_that_was_found(long_corpus: Corpus) -> None:
    text = long_corpus.stories[1]
    turns = [Turn("who brought a hat?", (text.quote(0, text.outline.sentences[0].end),))]
    read = reader(boots=12)
    assert asked(long_corpus, read).unread > 0
    followed = explain(long_corpus, VECTORS, read, "and who wore boots?", after=turns)
    assert followed.answer.text == "boots"
    assert followed.unread == 0


def test_where_nothing_can_be_read_it_is_refused(corpus: Corpus) -> None:
    told = explain(corpus, VECTORS, reader(), "who wore boots?", story_id=99)
    assert told.passages == told.answer.nearest == ()
    assert told.answer.confidence == told.answerable == 0
    assert told.gate.startswith("Refused")


def test_a_long_question_is_cut_and_half_a_character_is_replaced() -> None:
    assert checked_question("word " * 2_000) == ("word " * 400)
    assert checked_question("who \udcff is  it") == "who ? is it"
    for nothing in ("?!…", "\udcff", " \n"):
        with pytest.raises(QuestionError, match="ask with a few words"):
            checked_question(nothing)
