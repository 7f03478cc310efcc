"""What comes of a check."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.domain import Quote


class Standing(StrEnum):
    """Whether the story has the words."""

    EXACT = "exact"
    """Word for word; ``CheckedWords.differs_in`` says what else is different."""
    NEARLY = "nearly"
    NOT_FOUND = "not found"


class Difference(StrEnum):
    """What words that stand in the story word for word may still differ in."""

    CASE = "case"
    PUNCTUATION = "punctuation"
    ELISION = "elision"
    """The message leaves words out and says so with dots."""


class ChangeKind(StrEnum):
    """Where a run of words stands."""

    SAME = "same"
    MISSING = "missing"
    """In the message, and not at this place of the story."""
    ADDED = "added"
    """At this place of the story, and not in the message."""
    ELIDED = "elided"
    """In the story where the message has dots."""


@dataclass(frozen=True, slots=True)
class WordChange:
    """A run of words of the message beside the story; what is missing comes before what is added.

    ``words`` are the message's own where they are missing, else the story's at ``place``.
    """

    kind: ChangeKind
    words: str
    place: tuple[int, int] | None
    """Offsets into the story; None for missing words."""


class WarningKind(StrEnum):
    """What makes two wordings say different things."""

    NEGATION = "negation"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    OPPOSITE = "opposite"
    CUT_OFF = "cut off"
    """The words stand in the story right behind a negation that the message leaves away."""


@dataclass(frozen=True, slots=True)
class WordWarning:
    """A difference that matters. An empty text means that there is nothing in its place."""

    kind: WarningKind
    message: str
    """The message's words."""
    story: str
    """The story's words."""


@dataclass(frozen=True, slots=True)
class CheckedWords:
    """Whether a story has the words, and what differs."""

    words: str
    """What was checked: the message without its markup, or the words that it quotes."""
    standing: Standing
    quote: Quote | None
    """Whole sentences, the words themselves highlighted; the nearest one if not found; None
    where there is nothing to compare with."""
    changes: tuple[WordChange, ...] = ()
    """All of the message and the story's words at this place, in order; empty if not found."""
    warnings: tuple[WordWarning, ...] = ()
    differs_in: tuple[Difference, ...] = ()
    attributed: str | None = None
    """Whose words the message says they are, if it ends with "- Name"."""
