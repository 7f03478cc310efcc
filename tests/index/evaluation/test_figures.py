from __future__ import annotations

from dataclasses import replace

import pytest

from index.domain import Quote
from index.errors import QuestionFileError
from index.evaluation import KnownQuestion, Rate, evaluate
from index.evaluation.verdicts import is_right
from tests.index.evaluation.material import STORY, TEXT, FixedAsker, quote


def known(question: str, *sentences: str, story: str | None = "snow") -> KnownQuestion:
    return KnownQuestion(1, question, story, answerable=bool(sentences), sentences=sentences)


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("She left at noon.", True),
        ("left at noon", True),
        ("It snowed. She left at noon.", True),
        ("snowed. She", False),
        ("He smiled.", False),
    ],
)
def test_a_quote_is_right_when_it_lies_in_a_right_sentence_or_holds_it(
    words: str, right: bool
) -> None:
    assert is_right(quote(words), ["She left at noon."]) is right


def test_a_sentence_that_stands_twice_is_right_in_both_places() -> None:
    second = TEXT.rindex("It snowed.")
    assert is_right(Quote(STORY, second, second + 10, paragraph=1), ["It snowed."])


def test_the_first_quote_and_the_first_three_are_counted_apart() -> None:
    right, wrong = quote("She left at noon."), quote("He smiled.")
    asker = FixedAsker({"a": [right], "b": [wrong, wrong, right], "c": [wrong] * 3 + [right]})
    questions = [known(name, "She left at noon.") for name in "abcd"]
    result = evaluate(asker, questions).figures
    assert (result.quote_at_1, result.quote_at_3) == (Rate(1, 4), Rate(2, 4))
    assert result.false_refusals == Rate(1, 4)
    assert result.missed_refusals == Rate(0, 0)
    assert result.missed_refusals.share is None


def test_an_unanswerable_question_that_is_answered_is_a_missed_refusal() -> None:
    asker = FixedAsker({"a": [quote("He smiled.")]})
    evaluation = evaluate(asker, [known("a"), known("b"), known("c"), known("d")])
    assert evaluation.figures.missed_refusals == Rate(1, 4)
    assert evaluation.figures.missed_refusals.share == 0.25
    assert [verdict.good for verdict in evaluation.verdicts] == [False, True, True, True]


def test_quotes_are_compared_with_the_story_as_it_is_stored() -> None:
    asker = FixedAsker({"a": [quote("He smiled."), quote("It snowed.")]})
    assert evaluate(asker, [known("a"), known("b")]).figures.verbatim == Rate(3, 3)
    asker.stored = replace(STORY, text=TEXT.replace("smiled", "sm1led"))
    assert evaluate(asker, [known("a"), known("b")]).figures.verbatim == Rate(1, 3)


@pytest.mark.parametrize(
    ("question", "complaint"),
    [
        (known("a", story="gone"), "Line 1: No story is named 'gone'"),
        (known("a", "It rained."), "Line 1: the sentence 'It rained.' is not in 'snow'"),
        (known(" "), "Line 1: The question is empty"),
    ],
)
def test_a_question_that_cannot_be_asked_is_named_by_its_line(
    question: KnownQuestion, complaint: str
) -> None:
    with pytest.raises(QuestionFileError, match=complaint):
        evaluate(FixedAsker(), [question])


def test_a_question_without_a_story_is_asked_of_the_whole_library() -> None:
    asker = FixedAsker({"a": [quote("He smiled.")]})
    result = evaluate(asker, [known("a", "He smiled.", story=None)]).figures
    assert result.quote_at_1 == Rate(1, 1)


def test_progress_is_told_after_every_question() -> None:
    told: list[tuple[str, int, int]] = []
    evaluate(FixedAsker(), [known("a"), known("b")], lambda *step: told.append(step))
    assert told == [("asking", 1, 2), ("asking", 2, 2)]


def test_a_question_is_asked_before_the_clock_runs_so_that_the_models_are_warm() -> None:
    asker = FixedAsker()
    evaluation = evaluate(asker, [known("a")])
    assert len(asker.asked) == 2
    assert asker.asked[-1] == "a"
    assert len(evaluation.verdicts) == 1
    assert evaluation.figures.latency is not None
