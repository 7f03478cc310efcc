"""When an answer is shown, and how sure the bot says it is."""

from __future__ import annotations

from index.domain import Sureness

ANSWERABLE_FROM = 0.3
"""The least chance that a question is answered at all for an answer to be shown."""
SURE_FROM = 0.7
LIKELY_FROM = 0.45
"""Least chances that the first quote is right for saying "sure" and "likely"."""


def sureness(chance: float) -> Sureness:
    """How sure an answer is whose first quote is right with this chance."""
    if chance >= SURE_FROM:
        return Sureness.SURE
    return Sureness.LIKELY if chance >= LIKELY_FROM else Sureness.UNSURE
