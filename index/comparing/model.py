"""What comparing several stories' answers gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.domain import Answer, Quote, Story


class FigureKind(StrEnum):
    """What a figure tells."""

    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a date in what a story answers: the highlighted words of ``quote``."""

    kind: FigureKind
    quote: Quote
    """The answer's first quote."""
    value: str
    """What it is compared by: digits; of a date its days in ISO 8601, or its words."""


@dataclass(frozen=True, slots=True)
class StoryAnswer:
    """What one story says to the question, or its refusal."""

    story: Story
    answer: Answer


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answers of several stories to one question."""

    question: str
    answers: tuple[StoryAnswer, ...]
    """In the order in which the stories were named, else the likeliest story first."""
    differences: tuple[tuple[Figure, ...], ...] = ()
    """Figures that tell the same thing in two or more stories and are not all alike; one a story,
    in the order of the answers."""
