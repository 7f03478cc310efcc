from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.keywords import Keywords
from index.terms import content_words, terms

TEXTS = [
    "Turkey will deploy the S-400s in July.",
    "The minister promised nothing to NATO.",
    "Washington is afraid of the system; the systems are Russian.",
]


@pytest.fixture
def keywords() -> Keywords:
    return Keywords.build(TEXTS)


@pytest.mark.parametrize("spelling", ["S-400", "s400", "S-400s", "S-400's"])
def test_a_code_is_one_term_however_it_is_written(spelling: str) -> None:
    assert terms(spelling) == ["s400"]


def test_words_are_stemmed_and_possessives_dropped() -> None:
    assert terms("Turkey’s promises promised") == ["turkey", "promis", "promis"]


@pytest.mark.parametrize(("form", "base"), [("met", "meeting"), ("sold", "sells"), ("men", "man")])
def test_irregular_forms_are_one_term_with_their_base(form: str, base: str) -> None:
    assert terms(form) == terms(base)


def test_a_question_is_reduced_to_what_it_is_about() -> None:
    assert content_words("what did Akar promise?") == ["akar", "promise"]


def test_the_kind_of_answer_is_not_looked_for_beside_it() -> None:
    assert content_words("what day was the meeting?") == ["meeting"]
    assert content_words("who spoke on the day of the wedding?") == ["spoke", "day", "wedding"]


def test_a_question_of_function_words_alone_keeps_them() -> None:
    assert content_words("who is it?") == ["who", "is", "it"]


def test_the_text_with_the_words_scores_highest(keywords: Keywords) -> None:
    scores = keywords.scores(keywords.question_terms("what did the minister promise?"))
    assert scores.argmax() == 1
    assert scores[0] == 0


@pytest.mark.parametrize(
    ("typed", "meant"), [("washigton", "washington"), ("sytem", "system"), ("ministre", "minist")]
)
def test_a_typing_error_finds_the_word_that_was_meant(
    keywords: Keywords, typed: str, meant: str
) -> None:
    assert keywords.question_terms(f"the {typed}") == [meant]


@pytest.mark.parametrize("word", ["dragon", "nate", "bundestag", "rush"])
def test_a_word_that_the_stories_lack_is_not_bent_to_one_they_have(
    keywords: Keywords, word: str
) -> None:
    assert keywords.question_terms(word) == terms(word)


def test_words_that_stand_together_as_in_the_question_count_more() -> None:
    keywords = Keywords.build(
        ["The king saw the old miller and his horse.", "The miller saw the horse and the old king."]
    )
    scores = keywords.scores(keywords.question_terms("who was the old king?"))
    assert scores[1] > scores[0] > 0


def test_function_words_do_not_part_a_phrase() -> None:
    keywords = Keywords.build(["A fairy had a queen.", "The queen of the fairies."])
    assert keywords.scores(keywords.question_terms("who is the queen of fairies?")).argmax() == 1


def test_rarity_is_that_among_the_texts_that_are_searched() -> None:
    # "Molly" is rare in the library, but her own story is full of her.
    story = ["Molly lay.", "Molly ate.", "Molly sat.", "Bread came."]
    keywords = Keywords.build([*story, *["Bread came.", "Bread lay."] * 20])
    here = np.arange(len(keywords)) < len(story)
    everywhere, within = (
        keywords.scores(["molli", "bread"]),
        keywords.scores(["molli", "bread"], here),
    )
    assert everywhere.argmax() < 3
    assert within.argmax() == 3
    assert not within[len(story) :].any()


@given(st.lists(st.text("abc ", max_size=30), min_size=1, max_size=8), st.text("abc ", max_size=20))
def test_all_texts_may_be_named_as_those_that_are_searched(texts: list[str], question: str) -> None:
    keywords = Keywords.build(texts)
    asked = keywords.question_terms(question)
    everything = np.ones(len(texts), dtype=np.bool_)
    assert np.allclose(keywords.scores(asked, everything), keywords.scores(asked), rtol=1e-4)


def test_texts_without_words_are_simply_never_found() -> None:
    assert not Keywords.build(["...", "!"]).scores(["king"]).any()
    assert len(Keywords.build([])) == 0


@given(st.lists(st.text(max_size=60), max_size=8), st.text(max_size=30))
def test_what_was_saved_scores_as_before(texts: list[str], question: str) -> None:
    before = Keywords.build(texts)
    after = Keywords.from_parts(before.to_parts(), len(texts))
    asked = before.question_terms(question)
    assert after.question_terms(question) == asked
    assert (after.scores(asked) == before.scores(asked)).all()
