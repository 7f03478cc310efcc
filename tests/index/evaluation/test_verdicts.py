from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from index.domain import Sureness
from index.evaluation import Rate
from index.evaluation.figures import figures, precision_by_coverage
from index.evaluation.known import KnownQuestion
from index.evaluation.plotting import precision_plot
from index.evaluation.verdicts import Verdict, judge
from index.scoring import Gold
from tests.index.evaluation.material import TEXT, explained, quote


def asked(words: str | None = None, *, stranger: bool = False) -> KnownQuestion:
    """A question that is answered by these words where they stand first, or by nothing."""
    if words is None:
        return KnownQuestion(1, "who?", "snow", answerable=False, stranger=stranger)
    start = TEXT.index(words)
    gold = Gold(words, ((start, start + len(words)),))
    return KnownQuestion(1, "who?", "snow", True, golds=(gold,), answers=(words,))


@pytest.mark.parametrize(
    ("shown", "answer", "right"),
    [
        ("She left at noon.", "left at noon", True),
        ("She left at", "left at noon", False),
        ("It snowed. He smiled.", "It snowed. He smiled. It snowed", False),
        ("It snowed. He smiled. It", "It snowed. He smiled. It snowed", True),
    ],
)
def test_a_quote_is_right_when_it_holds_four_in_five_of_the_answers_words(
    shown: str, answer: str, right: bool
) -> None:
    assert (judge(asked(answer), explained(quote(shown))).rank == 1) is right


def test_the_same_words_elsewhere_are_not_the_answer_unless_that_place_is_known_too() -> None:
    second = TEXT.rindex("It snowed.")
    there = quote("It snowed. She left at noon.")
    assert there.start == second
    first = asked("It snowed")
    assert judge(first, explained(there)).rank is None
    both = Gold("It snowed", ((0, 9), (second, second + 9)))
    anywhere = KnownQuestion(1, "who?", "snow", True, golds=(both,))
    assert judge(anywhere, explained(there)).rank == 1


def test_retrieval_is_ranked_by_the_first_passage_that_holds_the_whole_answer() -> None:
    passages = ((quote("He smiled."), 0.1), (quote("left at"), 0.1), (quote("at noon."), 0.1))
    assert judge(asked("at noon"), explained(passages=passages)).retrieved == 3
    assert judge(asked("left at noon"), explained(passages=passages)).retrieved is None


def test_sentences_are_retrieved_too() -> None:
    known = KnownQuestion(1, "who?", "snow", True, sentences=("He smiled.",))
    passages = ((quote("She left at noon."), 0.1), (quote("It snowed. He smiled."), 0.1))
    assert judge(known, explained(passages=passages)).retrieved == 2


def test_the_highlight_is_compared_with_the_likest_answer() -> None:
    known = KnownQuestion(
        1, "when?", "snow", True, golds=(Gold("noon", ((46, 50),)),), answers=("midday", "at noon")
    )
    verdict = judge(known, explained(quote("She left at noon.", "noon")))
    assert verdict.likeness is not None
    assert (verdict.likeness.exact, verdict.likeness.f1) == (False, pytest.approx(2 / 3))


def test_a_refusal_counts_nothing_but_its_best_reading_tells_the_readers_skill() -> None:
    passages = ((quote("He smiled.", "He"), 0.2), (quote("She left at noon.", "noon"), 0.3))
    verdict = judge(asked("noon"), explained(passages=passages))
    told = figures([verdict], Rate(0, 0))
    assert (told.spans.exact, told.spans.f1, told.spans.questions) == (0, 0, 1)
    assert (told.spans_answered.f1, told.spans_answered.questions) == (None, 0)
    assert (told.spans_ungated.exact, told.spans_ungated.f1) == (1, 1)


def test_without_known_answers_no_span_is_counted() -> None:
    known = KnownQuestion(1, "who?", "snow", True, sentences=("He smiled.",))
    told = figures([judge(known, explained(quote("He smiled.")))], Rate(0, 0))
    assert (told.spans.f1, told.spans.questions) == (None, 0)


def four() -> list[Verdict]:
    """Right and sure, wrong and likely, refused rightly, refused wrongly."""
    sure = explained(quote("at noon."), confidence=0.9, sureness=Sureness.SURE, answerable=0.9)
    likely = explained(quote("He smiled."), confidence=0.6, answerable=0.6)
    return [
        judge(asked("noon"), sure, 0.1),
        judge(asked(stranger=True), likely, 0.2),
        judge(asked(), explained(answerable=0.3), 0.3),
        judge(asked("noon"), explained(answerable=0.2), 0.4),
    ]


def test_refusals_are_right_for_unanswerable_questions() -> None:
    told = figures(four(), Rate(0, 0))
    assert told.refusal_precision == Rate(1, 2)
    assert told.refusal_recall == Rate(1, 2)
    assert told.false_refusals == Rate(1, 2)
    assert told.missed_refusals == Rate(1, 2)


def test_strangers_are_told_apart_from_a_texts_own_unanswerable_questions() -> None:
    told = figures(four(), Rate(0, 0))
    assert told.own_auc == 0.5
    assert told.strangers_auc == 0.5
    assert figures(four()[:1], Rate(0, 0)).own_auc is None


def test_an_answer_to_an_unanswerable_question_is_a_wrong_one() -> None:
    told = figures(four(), Rate(0, 0))
    assert told.sure == Rate(1, 1)
    assert told.likely == Rate(0, 1)
    assert told.calibration_error == pytest.approx((0.1 + 0.6) / 2)


def test_precision_is_told_for_every_confidence_an_answer_was_shown_with() -> None:
    points = precision_by_coverage(four())
    assert [(p.coverage, p.precision, p.sureness) for p in points] == [
        (0.25, 1.0, Sureness.SURE),
        (0.5, 0.5, Sureness.LIKELY),
    ]


def test_answers_of_one_confidence_are_not_parted() -> None:
    right, wrong = explained(quote("at noon.")), explained(quote("He smiled."))
    verdicts = [judge(asked("noon"), right), judge(asked("noon"), wrong)]
    assert [(p.coverage, p.precision) for p in precision_by_coverage(verdicts)] == [(1.0, 0.5)]


@pytest.mark.parametrize("verdicts", [four(), four()[2:]], ids=["answers", "only refusals"])
def test_the_plot_is_a_picture_with_something_in_it(verdicts: list[Verdict]) -> None:
    drawn = precision_plot(verdicts, "Precision against coverage")
    assert drawn.startswith(b"\x89PNG")
    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.width >= 800
        assert len(np.unique(np.asarray(picture.convert("L")))) > 10
