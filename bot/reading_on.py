"""What the buttons below an answer do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from bot import rendering
from bot.actions import Actions, Used
from bot.desk import Desk, Task
from bot.errors import GoneError, PlainError
from bot.pages import Page
from bot.places import MORE, WAYS, Place, places_of
from bot.replies import ButtonReply
from bot.visits import Visit, Visitor
from index import Direction, StoryNotFoundError

if TYPE_CHECKING:
    from index import Quote


_EDGES = {
    Direction.PREVIOUS: "edge-previous",
    Direction.NEXT: "edge-next",
    Direction.WIDER: "edge-wider",
    Direction.SCENE: "edge-scene",
}
_WIDEST = 2_000
"""Characters from which a passage is not made wider: one message could not show it."""


class BeyondError(PlainError):
    """A place that the member, or the channel, has not read yet."""

    def __init__(self) -> None:
        super().__init__("error-beyond")


class EdgeError(PlainError):
    """There is nothing more that way."""


class ReadingOn:
    """Shows passages by their place, privately, to whoever presses a button."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, actions: Actions) -> None:
        """Take the buttons of ``places.neighbour_id`` and ``places.more_id``."""
        for direction in Direction:
            actions.add(WAYS[direction], partial(self._around, direction))
        actions.add(MORE, self._more)

    async def _around(self, direction: Direction, used: Used) -> None:
        """Show what stands before, after or around a place, or at the start of its scene."""
        reply = ButtonReply(used.interaction)
        place = Place.decode(used.payload)

        def task(visit: Visit) -> Sequence[Page]:
            quote = place_quote(visit, place)
            if direction is Direction.WIDER and quote.end - quote.start >= _WIDEST:
                raise EdgeError("edge-widest")
            passage = visit.library.around(quote, direction)
            if passage is None:
                raise EdgeError(_edge(visit, place, direction))
            return (rendering.passage(reply.texts, passage),)

        await self._show(used, reply, task)

    async def _more(self, used: Used) -> None:
        """Show one of several places; those whose story is gone are passed over."""
        reply = ButtonReply(used.interaction)
        places, at = places_of(used.payload)

        def task(visit: Visit) -> Sequence[Page]:
            there = [(place, quote) for place in places if (quote := quote_or_none(visit, place))]
            if not there:
                # Whether they are gone or beyond, the first one tells.
                place_quote(visit, places[0])
            number = min(sum(place in places[:at] for place, _ in there), len(there) - 1)
            shown = [place for place, _ in there]
            return (rendering.further(reply.texts, there[number][1], shown, number),)

        await self._show(used, reply, task)

    async def _show(self, used: Used, reply: ButtonReply, task: Task) -> None:
        visitor = Visitor.of_interaction(used.interaction)
        await self._desk.exchange(reply, visitor, task, counted=False)


def place_quote(visit: Visit, place: Place) -> Quote:
    """The quote of a place that a button carries.

    Raises:
        GoneError: its story was removed.
        BeyondError: it lies beyond what may be read.
    """
    try:
        return visit.library.quote_at(place.story_id, place.start, place.end)
    except ValueError:
        # Without a ceiling, a span outside the story comes from a button of another library.
        raise (BeyondError if place.story_id in visit.ceilings else GoneError) from None
    except StoryNotFoundError:
        raise GoneError from None


def quote_or_none(visit: Visit, place: Place) -> Quote | None:
    """The quote of a place, None where there is none that may be shown."""
    try:
        return place_quote(visit, place)
    except (GoneError, BeyondError):
        return None


def _edge(visit: Visit, place: Place, direction: Direction) -> str:
    # One who has not read everything is not told where the story ends.
    beyond = direction is not Direction.PREVIOUS and place.story_id in visit.ceilings
    return "edge-beyond" if beyond else _EDGES[direction]
