from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from index.domain import Answer, Quote, Story, Sureness
from index.errors import QuestionError, QuestionFileError, StoryNotFoundError
from index.evaluation import KnownQuestion, Rate, evaluate
from index.evaluation.figures import is_right

TEXT = "It snowed. He smiled. It snowed. She left at noon."
STORY = Story(1, "snow", "Snow", TEXT, None, "en", datetime(2026, 1, 1, tzinfo=UTC))


def quote(words: str, story: Story = STORY) -> Quote:
    start = story.text.index(words)
    return Quote(story, start, start + len(words), paragraph=1)


def known(question: str, *sentences: str, story: str | None = "snow") -> KnownQuestion:
    return KnownQuestion(1, question, story, answerable=bool(sentences), sentences=sentences)


@dataclass
class FixedAsker:
    """Answers each question with the quotes it was given for it; refuses with all else."""

    answers: dict[str, list[Quote]] = field(default_factory=dict)
    stored: Story = STORY

    def ask(self, question: str, *, story: str | None = None) -> Answer:
        if not question.strip():
            raise QuestionError("The question is empty; ask something")
        quotes = tuple(self.answers.get(question, ()))
        nearest = () if quotes else (quote("He smiled."),)
        return Answer(question, 0.5, Sureness.LIKELY, quotes=quotes, nearest=nearest)

    def story(self, name: str) -> Story:
        if name != self.stored.name:
            raise StoryNotFoundError(f"No story is named {name!r}; see: verse stories")
        return self.stored

    def story_by_id(self, story_id: int) -> Story:
        return self.stored


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
