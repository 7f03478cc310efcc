"""What a round of the quiz is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.domain import Quote

BLANK = "_____"
"""Stands in a prompt for the missing word."""
TRUE, ALTERED = "true", "altered"
"""The choices of a round that asks whether a quote is true, in this order."""


class RoundKind(StrEnum):
    """What is asked."""

    MISSING_WORD = "missing word"
    WHO_SAID = "who said"
    WHICH_FIRST = "which first"
    TRUE_OR_ALTERED = "true or altered"


@dataclass(frozen=True, slots=True)
class Round:
    """One question with its choices. The text, the seed and the kind determine all of it.

    Prompts by kind: the sentence around ``BLANK``; the words that were said; nothing, for the
    choices are the two sentences; the words that are a quote or an altered one (a text in both
    cases, so that showing it tells nothing).
    """

    kind: RoundKind
    seed: int
    prompt: tuple[str | Quote, ...]
    choices: tuple[str, ...]
    """Two to four, all different; for true or altered, these two words."""
    right: int
    """Which of ``choices``, from 0."""
    quote: Quote
    """For the reveal: the whole sentence, what was asked for highlighted."""
    altered: str | None = None
    """The altered words where they were shown: never a quote, to be marked as altered."""
    other: Quote | None = None
    """Of two events the later one."""

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The sentences that the round gives away."""
        quotes = [self.quote] if self.other is None else [self.quote, self.other]
        return tuple((quote.start, quote.end) for quote in quotes)
