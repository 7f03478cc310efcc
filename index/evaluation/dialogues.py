"""Conversations with known answers, read from a file of JSON lines.

A line is ``{"story": ..., "turns": [{"question": ..., "quotes": [...], "alone": false}, ...]}``.
The quotes are words of the story, of which a right first quote holds one; a question that the
story does not answer has none. ``alone`` marks a question that stands alone though it comes
later; the first one always does. Other keys are for other readers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from index.domain import Story, StoryDraft
from index.errors import QuestionFileError
from index.evaluation.files import Words, WrittenDown, excerpt, written_lines
from index.evaluation.formats import TextFile, readable
from index.scoring import Gold


class _Turn(WrittenDown):
    question: Words
    quotes: tuple[Words, ...]
    alone: bool = False


class _Dialogue(WrittenDown):
    story: Words
    turns: Annotated[tuple[_Turn, ...], Field(min_length=2)]


@dataclass(frozen=True, slots=True)
class KnownTurn:
    """A question of a conversation whose answer is known."""

    question: str
    quotes: tuple[str, ...]
    """Words of the story, of which a right quote holds one; none if the story does not say."""
    alone: bool
    """Whether it stands alone, so that what was said before must change nothing."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A conversation about one story."""

    line: int
    story: str
    turns: tuple[KnownTurn, ...]


@dataclass(frozen=True, slots=True)
class DialogueFile:
    """What a file of conversations holds."""

    dialogues: tuple[Dialogue, ...]


def parse_dialogues(text: str, path: Path) -> DialogueFile:
    """Parse a file of conversations.

    Raises:
        QuestionFileError: a line cannot be used; the message names it.
    """
    return DialogueFile(
        tuple(
            Dialogue(
                number,
                line.story,
                tuple(
                    KnownTurn(turn.question, turn.quotes, alone=turn.alone or not place)
                    for place, turn in enumerate(line.turns)
                ),
            )
            for number, line in written_lines(text, path, _Dialogue)
        )
    )


def stories_of(dialogues: Sequence[Dialogue], texts: TextFile) -> tuple[StoryDraft, ...]:
    """The stories of some conversations, taken from a file of texts by their titles.

    Raises:
        QuestionFileError: a story is not in the file; the message names the line.
    """
    known = {article.whole.title.casefold(): article.whole for article in texts.articles}
    found: dict[str, StoryDraft] = {}
    for dialogue in dialogues:
        text = known.get(readable(dialogue.story).casefold())
        if text is None:
            raise QuestionFileError(
                f"Line {dialogue.line}: the texts have no story {dialogue.story!r}; name a file"
                " that has it"
            )
        found.setdefault(dialogue.story, StoryDraft(dialogue.story, text.title, text.text))
    return tuple(found.values())


def golds(turn: KnownTurn, story: Story, line: int) -> tuple[Gold, ...]:
    """Where the quotes of a turn stand in its story, however its lines are broken.

    Raises:
        QuestionFileError: one of them stands nowhere; the message names the line.
    """
    found = []
    for quote in turn.quotes:
        words = r"\s+".join(map(re.escape, quote.split()))
        spans = tuple(match.span() for match in re.finditer(words, story.text))
        if not spans:
            raise QuestionFileError(
                f"Line {line}: the words {excerpt(quote)} are not in {story.name!r}; copy them from"
                " the story"
            )
        found.append(Gold(story.text[slice(*spans[0])], spans))
    return tuple(found)
