"""When an answer is shown, and how sure the bot says it is."""

from __future__ import annotations

from dataclasses import dataclass

from index.domain import Sureness


@dataclass(frozen=True, slots=True)
class Gate:
    """Least chances, each in 0..1."""

    answerable_from: float
    """That the passages answer the question at all, for an answer to be shown."""
    shown_from: float
    """That the best reading is right, for an answer to be shown."""
    likely_from: float
    """The same, for it to be called likely; below, it is shown as not sure."""
    sure_from: float
    """The same, for it to be called sure."""

    def decide(self, answerable: float, right: float) -> tuple[Sureness | None, str]:
        """How sure to be, None to refuse; and which threshold decided, in one sentence."""
        if answerable < self.answerable_from:
            return None, (
                f"Refused: the chance that the passages answer it, {answerable:.2f}, is below"
                f" {self.answerable_from:.2f}."
            )
        told = f"the chance that the best sentence answers it, {right:.2f},"
        if right < self.shown_from:
            return None, f"Refused: {told} is below {self.shown_from:.2f}."
        if right >= self.sure_from:
            return Sureness.SURE, f"Sure: {told} is at least {self.sure_from:.2f}."
        if right >= self.likely_from:
            return Sureness.LIKELY, f"Likely: {told} is at least {self.likely_from:.2f}."
        return Sureness.UNSURE, f"Not sure: {told} is below {self.likely_from:.2f}."


PICKER_GATE = Gate(answerable_from=0.3, shown_from=0.0, likely_from=0.45, sure_from=0.7)
"""Of the sentence picker."""
