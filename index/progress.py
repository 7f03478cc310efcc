"""How long work tells how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called with what is being done and how much of it, as often as is useful."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Tell that ``done`` of ``total`` are done."""
        ...


def silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""
