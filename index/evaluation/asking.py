"""Put known questions to a library and judge what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.domain import Answer, Story
from index.errors import QuestionError, QuestionFileError, StoryNotFoundError
from index.evaluation.figures import Figures, Rate, Verdict, figures, judge
from index.evaluation.questions import KnownQuestion
from index.progress import Progress, silent


class Asker(Protocol):
    """What is evaluated: the part of a ``Library`` that answers."""

    def ask(self, question: str, *, story: str | None = None) -> Answer:
        """Answer a question; raises ``QuestionError`` for one that cannot be used."""
        ...

    def story(self, name: str) -> Story:
        """Find a story by its name or title; raises ``StoryNotFoundError``."""
        ...

    def story_by_id(self, story_id: int) -> Story:
        """Find a story by its id, as it is stored now."""
        ...


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures, and the verdict on every question in the order of their file."""

    figures: Figures
    verdicts: tuple[Verdict, ...]


def evaluate(
    asker: Asker, questions: Sequence[KnownQuestion], progress: Progress = silent
) -> Evaluation:
    """Ask every question and judge the answers.

    Raises:
        QuestionFileError: a question cannot be asked, its story is not in the library, or a
            sentence is not in its story; the message names the line.
    """
    for known in questions:
        _check(asker, known)
    verdicts = []
    exact = shown = 0
    for done, known in enumerate(questions, start=1):
        answer = _answer(asker, known)
        verdicts.append(judge(known, answer))
        checked = _verbatim(asker, answer)
        exact += checked.count
        shown += checked.total
        progress("asking", done, len(questions))
    return Evaluation(figures(verdicts, Rate(exact, shown)), tuple(verdicts))


def _check(asker: Asker, known: KnownQuestion) -> None:
    if known.story is None:
        return
    try:
        story = asker.story(known.story)
    except StoryNotFoundError as error:
        raise QuestionFileError(f"Line {known.line}: {error}") from error
    for sentence in known.sentences:
        if sentence not in story.text:
            raise QuestionFileError(
                f"Line {known.line}: the sentence {sentence!r} is not in {story.name!r};"
                " copy it from the story to the letter"
            )


def _answer(asker: Asker, known: KnownQuestion) -> Answer:
    try:
        return asker.ask(known.question, story=known.story)
    except QuestionError as error:
        raise QuestionFileError(f"Line {known.line}: {error}") from error


def _verbatim(asker: Asker, answer: Answer) -> Rate:
    """Compare what is shown with the stories as they are stored now, not as the quote has them."""
    quotes = (*answer.quotes, *answer.nearest, *answer.more)
    exact = sum(
        quote.text == asker.story_by_id(quote.story.id).text[quote.start : quote.end]
        for quote in quotes
    )
    return Rate(exact, len(quotes))
