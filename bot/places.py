"""Places of a story as they travel in a button's custom id (pure).

A button carries all it needs, so it works after a restart and in any process.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot import limits
from bot.actions import button_id
from bot.numbers import base36
from index import Direction, Quote

_NUMBER = r"[0-9a-z]{1,12}"
_PLACE = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}")
WAYS = {
    Direction.PREVIOUS: "p",
    Direction.NEXT: "n",
    Direction.WIDER: "w",
    Direction.SCENE: "s",
}
MORE = "m"
HERE = "here"
"""The actions' names."""


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
        """The place that ``encode`` wrote; raises ``ValueError`` if it did not."""
        if not _PLACE.fullmatch(text):
            raise ValueError(f"{text!r} is no place")
        story_id, start, length = (int(part, 36) for part in text.split("."))
        return cls(story_id, start, start + length)

    def encode(self) -> str:
        """Story, start and length, in base 36."""
        return ".".join(base36(part) for part in (self.story_id, self.start, self.end - self.start))


def neighbour_id(place: Place, direction: Direction) -> str:
    """The custom id of the button that reads on from ``place``."""
    return button_id(WAYS[direction], place.encode())


def here_id(place: Place) -> str:
    """The custom id of the button by which a member has read up to the end of ``place``."""
    return button_id(HERE, place.encode())


def more_id(places: Sequence[Place], at: int = 0) -> str | None:
    """The custom id that shows the place number ``at`` of these, or None without any.

    It carries as many of them as fit; of a number beyond them the last one is shown.
    """
    room = limits.CUSTOM_ID - len(button_id(MORE, "00:"))
    carried: list[str] = []
    for place in places:
        if len(",".join([*carried, place.encode()])) > room:
            break
        carried.append(place.encode())
    if not carried:
        return None
    return button_id(MORE, f"{base36(min(at, len(carried) - 1))}:{','.join(carried)}")


def places_of(payload: str) -> tuple[tuple[Place, ...], int]:
    """The places that a custom id of ``more_id`` carries, and the number of the one to show.

    Raises:
        ValueError: it carries none.
    """
    at, colon, carried = payload.rpartition(":")
    places = tuple(Place.decode(part) for part in carried.split(","))
    # Buttons of earlier versions carry no number.
    number = int(at, 36) if colon else 0
    return places, min(number, len(places) - 1)
