from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from index.domain import Passage, Story
from index.keywords import Keywords
from index.retrieval import FOREIGN, KEYWORD_WEIGHT, Corpus
from index.stores.faiss_store import FaissStore
from index.story_text import StoryText
from tests.index.support import WordEncoder

TEXTS = {
    1: ["The miller had three sons.", "The cat wore red boots.", "The king liked rabbits."],
    2: ["The ship sailed at dawn.", "A whale followed the ship.", "The captain wore boots."],
}
ENCODER = WordEncoder()


@pytest.fixture
def corpus() -> Corpus:
    stories: dict[int, StoryText] = {}
    passages: list[Passage] = []
    words: list[str] = []
    for story_id, sentences in TEXTS.items():
        text = " ".join(sentences)
        story = Story(story_id, str(story_id), "", text, None, "en", datetime.now(UTC))
        stories[story_id] = StoryText(story)
        for sentence in sentences:
            start = text.index(sentence)
            # Ids have gaps, as after removals.
            passages.append(Passage(10 * len(passages) + 7, story_id, start, start + len(sentence)))
            words.append(sentence)
    ids = np.array([passage.id for passage in passages])
    store = FaissStore.build(ids, ENCODER.encode(words))
    return Corpus(1, stories, tuple(passages), store, Keywords.build(words))


def found(corpus: Corpus, question: str, k: int = 3, story_id: int | None = None) -> list[str]:
    terms = corpus.keywords.question_terms(question)
    hits = corpus.search(ENCODER.encode([question])[0], terms, k, story_id=story_id)
    return [
        corpus.stories[h.passage.story_id].story.text[h.passage.start : h.passage.end] for h in hits
    ]


def test_the_passage_that_both_engines_like_comes_first(corpus: Corpus) -> None:
    assert found(corpus, "who followed the ship?")[0] == "A whale followed the ship."


def test_a_story_is_searched_alone_before_ranking(corpus: Corpus) -> None:
    assert found(corpus, "who wore boots?", story_id=1)[0] == "The cat wore red boots."
    assert found(corpus, "who wore boots?", story_id=2)[0] == "The captain wore boots."
    assert len(found(corpus, "who wore boots?", k=10, story_id=2)) == 3


def test_a_story_that_is_not_there_has_no_hits(corpus: Corpus) -> None:
    assert found(corpus, "who wore boots?", story_id=99) == []


def test_what_follows_the_named_passage_is_found_with_it(corpus: Corpus) -> None:
    # Nothing of the question stands in "A whale followed the ship." but the ship.
    assert found(corpus, "what happened after it sailed at dawn?", k=2, story_id=2) == [
        "The ship sailed at dawn.",
        "A whale followed the ship.",
    ]


def test_the_story_that_has_what_is_named_comes_before_a_nearer_passage_of_another(
    corpus: Corpus,
) -> None:
    # "boots" stand in both stories, and most alike in the captain's; the miller stands in one.
    question = ENCODER.encode(["The captain wore boots."])[0]

    first = corpus.search(question, ["miller", "boot"], 6)[0]

    assert first.passage.story_id == 1


def test_what_no_story_has_tells_none_apart(corpus: Corpus) -> None:
    question = ENCODER.encode(["The captain wore boots."])[0]
    assert corpus.search(question, ["dragon"], 1)[0].score == pytest.approx(
        1 / (1 + KEYWORD_WEIGHT)
    )


def test_a_story_that_is_searched_alone_is_weighed_as_if_there_were_no_other(
    corpus: Corpus,
) -> None:
    hits = corpus.search(ENCODER.encode(["The ship sailed."])[0], ["rabbit"], 3, story_id=2)
    for hit in hits:
        assert hit.score == pytest.approx(max(hit.similarity, 0) / (1 + KEYWORD_WEIGHT))


def test_the_end_of_a_story_does_not_lead_into_the_next_one(corpus: Corpus) -> None:
    hits = corpus.search(ENCODER.encode(["rabbits"])[0], ["rabbit"], 6)
    (ship,) = [hit for hit in hits if hit.passage.start == 0 and hit.passage.story_id == 2]
    assert ship.score == pytest.approx(
        max(0, max(ship.similarity, 0) / (1 + KEYWORD_WEIGHT) - FOREIGN), abs=1e-6
    )


def test_a_passage_is_no_keyword_hit_for_what_stands_before_it(corpus: Corpus) -> None:
    hits = corpus.search(ENCODER.encode(["dawn"])[0], ["dawn"], 6)
    assert [hit.keyword_rank for hit in hits if hit.keyword_rank is not None] == [1]


def test_scores_and_similarities_keep_their_ranges_and_order(corpus: Corpus) -> None:
    terms = corpus.keywords.question_terms("the cat and the king")
    hits = corpus.search(ENCODER.encode(["the cat and the king"])[0], terms, 6)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= hit.score <= 1 for hit in hits)
    assert all(-1 <= hit.similarity <= 1 for hit in hits)
    assert {hit.keyword_rank for hit in hits} >= {1, 2}
    assert sorted(hit.vector_rank or 0 for hit in hits)[-1] == 6


def test_a_similarity_is_the_cosine_even_where_only_keywords_found_the_passage(
    corpus: Corpus,
) -> None:
    question = ENCODER.encode(["boots"])[0]
    for hit in corpus.search(question, ["boot"], 1):
        text = corpus.stories[hit.passage.story_id].story.text
        own = ENCODER.encode([text[hit.passage.start : hit.passage.end]])[0]
        assert hit.similarity == pytest.approx(float(question @ own), abs=1e-5)


def test_a_story_gives_back_its_passages_with_their_vectors(corpus: Corpus) -> None:
    passages, vectors = corpus.passages_of(2)
    assert [p.story_id for p in passages] == [2, 2, 2]
    assert np.allclose(vectors, ENCODER.encode(TEXTS[2]), atol=1e-6)
