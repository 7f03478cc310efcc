"""What somebody says in a story."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.domain import Quote
from index.people import Person


class Act(StrEnum):
    """What is done by saying it."""

    SAID = "said"
    PROMISED = "promised"
    THREATENED = "threatened"
    """Warnings too."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Words that somebody says, in the sentences that tell of it."""

    quote: Quote
    """Whole sentences; the highlight is the words said, or the longest run of them where
    "said he" stands between."""
    speaker: Person | None
    """Who says it; None where the story does not tell, or tells of nobody it knows."""
    named: tuple[int, int] | None
    """Where the text names the speaker, "he" included."""
    guessed: bool
    """Whether the speaker is inferred rather than read."""
    act: Act
    direct: bool
    """Whether the words stand in quotation marks."""
