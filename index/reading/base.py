"""What a reader must do: choose the words of some passages that answer a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.domain import Hit, Sentence, Story


@dataclass(frozen=True, slots=True)
class Candidate:
    """A found passage with the story it stands in and its sentences, furniture left out."""

    hit: Hit
    story: Story
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Words that may answer: ``story.text[start:end]``, inside one sentence."""

    story: Story
    sentence: Sentence
    start: int
    end: int
    score: float
    """In 0..1, comparable across passages: the estimated chance that this answers."""


class Reader(Protocol):
    """Reads passages for an answer. Deterministic, and safe to call from several threads."""

    def read(self, question: str, candidates: Sequence[Candidate]) -> tuple[Reading, ...]:
        """All readings worth considering, the best first, at most one per sentence."""
        ...
