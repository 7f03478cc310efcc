"""Hold known conversations with a library and judge what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.conversation import Turn
from index.domain import Answer, Story
from index.errors import QuestionError, QuestionFileError, StoryNotFoundError
from index.evaluation.dialogues import Dialogue, KnownTurn, golds
from index.evaluation.figures import Rate
from index.evaluation.verdicts import covers
from index.progress import Progress, silent
from index.scoring import Gold


class Converser(Protocol):
    """What is evaluated: the part of a ``Library`` that converses."""

    def ask(self, question: str, *, story: str | None = None, after: Sequence[Turn] = ()) -> Answer:
        """Answer a question that comes after these turns."""
        ...

    def story(self, name: str) -> Story:
        """Find a story by its name or title; raises ``StoryNotFoundError``."""
        ...


@dataclass(frozen=True, slots=True)
class TurnVerdict:
    """What one answer of a conversation was worth."""

    line: int
    story: str
    turn: int
    """From 1."""
    known: KnownTurn
    answer: Answer
    right: bool
    """The first quote holds the words that answer; or the story does not say, and it refused."""
    begun_right: bool
    """Whether the first answer of the conversation was right."""
    unchanged: bool
    """Whether it was answered as it is without what was said before."""


@dataclass(frozen=True, slots=True)
class DialogueFigures:
    """What the answers of some conversations were worth."""

    first: Rate
    """First questions that were answered rightly."""
    follow_ups: Rate
    """Follow-ups that the story answers and whose first quote is right."""
    after_right: Rate
    """Those of them in conversations whose first answer was right."""
    refused: Rate
    """Follow-ups that the story does not answer and that were refused."""
    unchanged: Rate
    """Questions that stand alone, answered alike after other questions and without them."""


@dataclass(frozen=True, slots=True)
class Conversations:
    """The figures, and the verdict on every turn in the order of their file."""

    figures: DialogueFigures
    verdicts: tuple[TurnVerdict, ...]


def converse(
    asker: Converser, dialogues: Sequence[Dialogue], progress: Progress = silent
) -> Conversations:
    """Hold every conversation and judge the answers.

    Every question that stands alone is asked a second time: the first of a conversation after
    the turns of another one, a later one without the turns before it.

    Raises:
        QuestionFileError: a story is not in the library, the words of a quote are not in its
            story, or a question has no words; the message names the line.
    """
    expected = [_expected(asker, dialogue) for dialogue in dialogues]
    verdicts: list[TurnVerdict] = []
    last_said: dict[str, list[Turn]] = {}
    for done, (dialogue, known) in enumerate(zip(dialogues, expected, strict=True), start=1):
        said: list[Turn] = []
        for number, turn in enumerate(dialogue.turns, start=1):
            answer = _ask(asker, dialogue, turn, said)
            right = _is_right(answer, known[number - 1])
            begun_right = verdicts[1 - number].begun_right if number > 1 else right
            others = last_said.get(dialogue.story, []) if number == 1 else []
            again = _ask(asker, dialogue, turn, others) if turn.alone else answer
            verdicts.append(
                TurnVerdict(
                    dialogue.line,
                    dialogue.story,
                    number,
                    turn,
                    answer,
                    right,
                    begun_right,
                    unchanged=again == answer,
                )
            )
            said.append(Turn.of(answer))
        last_said[dialogue.story] = said
        progress("conversing", done, len(dialogues))
    return Conversations(_figures(verdicts), tuple(verdicts))


def _expected(asker: Converser, dialogue: Dialogue) -> list[tuple[Gold, ...]]:
    try:
        story = asker.story(dialogue.story)
    except StoryNotFoundError as error:
        raise QuestionFileError(
            f"Line {dialogue.line}: the library has no story {dialogue.story!r}; add it, or name"
            " the file of its texts with --texts"
        ) from error
    return [golds(turn, story, dialogue.line) for turn in dialogue.turns]


def _ask(asker: Converser, dialogue: Dialogue, turn: KnownTurn, said: Sequence[Turn]) -> Answer:
    try:
        return asker.ask(turn.question, story=dialogue.story, after=tuple(said))
    except QuestionError as error:
        raise QuestionFileError(f"Line {dialogue.line}: {error}") from error


def _is_right(answer: Answer, known: tuple[Gold, ...]) -> bool:
    if not known:
        return not answer.found
    return answer.found and any(covers(answer.quotes[0], gold) for gold in known)


def _figures(verdicts: Sequence[TurnVerdict]) -> DialogueFigures:
    following = [one for one in verdicts if not one.known.alone]
    answerable = [one for one in following if one.known.quotes]
    alone = [one for one in verdicts if one.known.alone]
    return DialogueFigures(
        first=_right([one for one in verdicts if one.turn == 1]),
        follow_ups=_right(answerable),
        after_right=_right([one for one in answerable if one.begun_right]),
        refused=_right([one for one in following if not one.known.quotes]),
        unchanged=Rate(sum(one.unchanged for one in alone), len(alone)),
    )


def _right(verdicts: Sequence[TurnVerdict]) -> Rate:
    return Rate(sum(one.right for one in verdicts), len(verdicts))
