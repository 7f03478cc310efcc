from __future__ import annotations

from datetime import UTC, datetime

from index.domain import Quote, Story
from index.evaluation.known import KnownQuestion
from index.scoring import Gold, Span
from tests.benchmarks.marking import COLUMNS, Found, cells, mark
from tests.benchmarks.ranking import quoted_first, within

TEXT = "A fox met a crow. The crow had a cheese. The fox wanted it."
STORY = Story(1, "fox", "The fox", TEXT, None, "en", datetime(2026, 1, 1, tzinfo=UTC))
FIRST, SECOND, THIRD = (0, 17), (18, 40), (41, 59)
CHEESE = (31, 39)


def asked(*answers: Span) -> KnownQuestion:
    words = tuple(TEXT[slice(*answer)] for answer in answers)
    golds = tuple(Gold(said, (span,)) for said, span in zip(words, answers, strict=True))
    return KnownQuestion(1, "What?", None, True, golds=golds, answers=words)


def quote(span: Span) -> Quote:
    return Quote(STORY, *span, paragraph=1)


def test_the_rank_is_that_of_the_first_passage_that_holds_any_answer() -> None:
    found = Found(passages=(FIRST, THIRD, SECOND))
    assert mark(found, asked(CHEESE)).rank == 3
    assert mark(found, asked(CHEESE, (41, 48))).rank == 2
    assert mark(Found(passages=(FIRST, (18, 38))), asked(CHEESE)).rank is None


def test_said_words_are_compared_with_the_answer_that_is_likest() -> None:
    found = Found(passages=(), sentence=quote(SECOND), words="cheese")
    assert mark(found, asked((41, 48), (24, 39))).f1 == 0.5
    assert mark(found, asked((41, 48), CHEESE)).f1 == 1


def test_a_refusal_quotes_nothing_though_its_nearest_quote_may_be_right() -> None:
    refused = mark(Found(passages=(SECOND,), nearest=quote(SECOND)), asked(CHEESE))
    assert refused.refused
    assert not refused.covers
    assert refused.nearest_covers
    assert refused.f1 == 0


def test_figures_are_means_over_the_questions() -> None:
    right = mark(Found((SECOND,), quote(SECOND), words="cheese", seconds=0.01), asked(CHEESE))
    late = mark(Found((FIRST, SECOND), quote(FIRST), words="fox", seconds=0.03), asked(CHEESE))
    figures = dict(zip(COLUMNS, cells([right, late], quotes=True, reads=True), strict=True))
    assert (figures["recall@1"], figures["recall@3"], figures["MRR"]) == ("0.500", "1.000", "0.750")
    assert (figures["sentence covers"], figures["span F1"]) == ("0.500", "0.500")
    assert (figures["refused"], figures["ms"]) == ("0.000", "20")


def test_a_method_that_only_searches_has_no_figures_of_quotes() -> None:
    searched = mark(Found((SECOND,)), asked(CHEESE))
    figures = dict(zip(COLUMNS, cells([searched], quotes=False, reads=False), strict=True))
    assert [name for name, cell in figures.items() if not cell] == list(COLUMNS[5:9])


def test_passages_with_a_quote_come_first_in_the_order_of_the_quotes() -> None:
    wide = (0, 40)
    ordered = quoted_first([(41, 59), (20, 30)], [FIRST, wide, SECOND, THIRD])
    assert ordered == [THIRD, wide, FIRST, SECOND]


def test_the_sentences_of_a_passage_stand_wholly_in_it() -> None:
    assert within((5, 59), [FIRST, THIRD, SECOND]) == [THIRD, SECOND]
