"""What a follow-up means: "and who did he meet?" after an answer -> a question of its own."""

from __future__ import annotations

from dataclasses import dataclass

from index.domain import Quote


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of a conversation and what was shown for it.

    The quotes are those of the answer; a refusal's turn has its nearest ones, or none.
    """

    question: str
    quotes: tuple[Quote, ...] = ()
