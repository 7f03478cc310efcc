"""What a reader must do: choose the words of some passages that answer a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.domain import Hit
from index.reading.gate import Gate
from index.story_text import StoryText


@dataclass(frozen=True, slots=True)
class Candidate:
    """A found passage, the story it stands in, and which of the story's sentences it holds."""

    hit: Hit
    text: StoryText
    positions: tuple[int, ...]
    """Into ``text.outline.sentences``; furniture is left out."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Words that may answer: ``text.story.text[start:end]``."""

    text: StoryText
    quoted: tuple[int, int]
    """The span of the whole sentences that the words stand in."""
    start: int
    end: int
    score: float
    """In 0..1, comparable across passages: the estimated chance that this answers."""
    margin: float | None = None
    """What a reading model gives the words above "no answer", in nats; None without one."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader makes of a question and some passages."""

    readings: tuple[Reading, ...]
    """The best first, at most one beginning in a sentence."""
    answerable: float
    """In 0..1: the estimated chance that these passages answer the question at all."""
    objection: str | None = None
    """What rules the best reading out, so that every chance is 0; None where nothing does."""
    unread: int = 0
    """How many further passages were not read, since the others answer clearly."""


class Reader(Protocol):
    """Reads passages for an answer. Deterministic, and safe to call from several threads."""

    @property
    def gate(self) -> Gate:
        """From which chances on this reader's verdicts are shown."""
        ...

    def read(
        self,
        question: str,
        question_terms: Sequence[str],
        candidates: Sequence[Candidate],
        further: Sequence[Candidate] = (),
    ) -> Verdict:
        """Read some passages for the answer to a question.

        Args:
            question: as it was asked.
            question_terms: its stemmed content terms, misspelt ones corrected.
            candidates: passages that were found.
            further: more of them, which need not be read where those answer clearly.
        """
        ...
