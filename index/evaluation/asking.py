"""Put known questions to a library and judge what it says."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.domain import Answer, Explanation, Story
from index.errors import QuestionError, QuestionFileError, StoryNotFoundError
from index.evaluation.figures import Figures, Rate, figures
from index.evaluation.known import KnownQuestion
from index.evaluation.verdicts import Verdict, judge
from index.progress import Progress, silent

_FIRST = "What happens in the end?"
"""Asked before the questions that are timed, since the first one waits for the models."""


class Asker(Protocol):
    """What is evaluated: the part of a ``Library`` that answers."""

    def explain(self, question: str, *, story: str | None = None) -> Explanation:
        """Answer a question and tell how; raises ``QuestionError`` for one without words."""
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
    if questions:
        asker.explain(_FIRST, story=questions[0].story)
    verdicts = []
    exact = shown = 0
    for done, known in enumerate(questions, start=1):
        began = time.perf_counter()
        explanation = _explanation(asker, known)
        seconds = time.perf_counter() - began
        verdicts.append(judge(known, explanation, seconds))
        checked = _verbatim(asker, explanation.answer)
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
        raise QuestionFileError(f"{_place(known)}: {error}") from error
    for sentence in known.sentences:
        if sentence not in story.text:
            raise QuestionFileError(
                f"{_place(known)}: the sentence {sentence!r} is not in {story.name!r};"
                " copy it from the story to the letter"
            )


def _explanation(asker: Asker, known: KnownQuestion) -> Explanation:
    try:
        return asker.explain(known.question, story=known.story)
    except QuestionError as error:
        raise QuestionFileError(f"{_place(known)}: {error}") from error


def _place(known: KnownQuestion) -> str:
    return f"Line {known.line}" if known.line is not None else f"The question {known.question!r}"


def _verbatim(asker: Asker, answer: Answer) -> Rate:
    """Compare what is shown with the stories as they are stored now, not as the quote has them."""
    quotes = (*answer.quotes, *answer.nearest, *answer.more)
    stored = {quote.story.id for quote in quotes}
    texts = {story_id: asker.story_by_id(story_id).text for story_id in stored}
    exact = sum(quote.text == texts[quote.story.id][quote.start : quote.end] for quote in quotes)
    return Rate(exact, len(quotes))
