"""What time words lean on where they stand, and what every rule asks of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from index.timeline.spans import Days


@dataclass(frozen=True, slots=True)
class Moment:
    """What time words may lean on where they stand."""

    told: date | None
    """The story's own date."""
    last: Days | None
    """What the story dated last."""
    ahead: bool
    """Whether the sentence speaks of what is to come."""


def group(match: re.Match[str], name: str) -> str:
    """A group of the match in lower case, "" where it is not there."""
    return (match.groupdict().get(name) or "").lower()


def nearest(candidates: list[Days], moment: Moment) -> Days | None:
    """The one nearest to the story's own date, on the side the sentence speaks of."""
    told = moment.told
    if told is None:
        return None
    if moment.ahead:
        candidates = [days for days in candidates if days.last >= told]
    return min(candidates, key=lambda days: abs((days.first - told).days), default=None)


def years_near(moment: Moment) -> list[int]:
    """The years in which a day without a year may be."""
    return [moment.told.year + step for step in (-1, 0, 1)] if moment.told else []
