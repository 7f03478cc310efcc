"""How quickly processes notice one another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between the things that processes do all the time."""

    lease_seconds: float = 20.0
    """After so long without a sign of life a process counts as dead. Twice as long as a change
    may have to wait for another one in SQLite."""
    round_seconds: float = 4.0
    tidy_seconds: float = 60.0
