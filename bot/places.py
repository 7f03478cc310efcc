"""Places of a story as they travel in a button's custom id (pure).

A button carries all it needs, so it works after a restart and in any process.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot import limits
from index import Direction, Quote

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NUMBER = r"[0-9a-z]{1,12}"
_PLACE = rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}"
_WAYS = {Direction.PREVIOUS: "p", Direction.NEXT: "n"}

NEIGHBOUR = re.compile(rf"cv:(?P<way>[pn]):(?P<place>{_PLACE})")
MORE = re.compile(rf"cv:m:(?P<places>{_PLACE}(?:,{_PLACE})*)")


@dataclass(frozen=True, slots=True)
class Place:
    """The span ``[start:end]`` of the story ``story_id``."""

    story_id: int
    start: int
    end: int

    @classmethod
    def of(cls, quote: Quote) -> Place:
        """Where ``quote`` stands."""
        return cls(quote.story.id, quote.start, quote.end)

    @classmethod
    def decode(cls, text: str) -> Place:
        """The place that ``encode`` wrote."""
        story_id, start, length = (int(part, 36) for part in text.split("."))
        return cls(story_id, start, start + length)

    def encode(self) -> str:
        """Story, start and length, in base 36."""
        return ".".join(
            _base36(part) for part in (self.story_id, self.start, self.end - self.start)
        )


def neighbour_id(place: Place, direction: Direction) -> str:
    """The custom id of the button that reads on from ``place``."""
    return f"cv:{_WAYS[direction]}:{place.encode()}"


def direction_of(way: str) -> Direction:
    """The direction that a custom id's letter stands for."""
    return next(direction for direction, letter in _WAYS.items() if letter == way)


def more_id(places: Iterable[Place]) -> str | None:
    """The custom id that carries as many of ``places`` as fit, or None without any."""
    custom_id = "cv:m:"
    for place in places:
        longer = f"{custom_id}{'' if custom_id.endswith(':') else ','}{place.encode()}"
        if len(longer) > limits.CUSTOM_ID:
            break
        custom_id = longer
    return None if custom_id.endswith(":") else custom_id


def places_of(text: str) -> tuple[Place, ...]:
    """The places that a custom id of ``more_id`` carries."""
    return tuple(Place.decode(part) for part in text.split(","))


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits
