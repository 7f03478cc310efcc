"""What was asked and shown before."""

from __future__ import annotations

from dataclasses import dataclass

from index.domain import Answer, Quote

REMEMBERED = 3
"""Turns that a follow-up may refer to."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of a conversation and what was shown for it.

    The quotes are those of the answer; a refusal's turn has its nearest ones, or none.
    """

    question: str
    quotes: tuple[Quote, ...] = ()

    @classmethod
    def of(cls, answer: Answer) -> Turn:
        """The turn of an answer, or of a refusal, as it was understood."""
        return cls(answer.understood or answer.question, answer.quotes or answer.nearest)
