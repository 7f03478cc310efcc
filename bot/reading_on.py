"""What the buttons below an answer do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import discord

from bot import rendering
from bot.actions import Actions, Used
from bot.desk import Desk
from bot.errors import PlainError
from bot.pages import Page
from bot.places import MORE, WAYS, Place, places_of
from bot.replies import ButtonReply
from bot.visits import Visit, Visitor
from index import Direction, StoryNotFoundError

if TYPE_CHECKING:
    from index import Quote, Readable


_EDGES = {Direction.PREVIOUS: "edge-previous", Direction.NEXT: "edge-next"}


class GoneError(PlainError):
    """The story of a button is not in the library any more."""

    def __init__(self) -> None:
        super().__init__("error-story-gone")


class EdgeError(PlainError):
    """There is no passage further on."""


class ReadingOn:
    """Shows passages by their place, privately, to whoever presses a button."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, actions: Actions) -> None:
        """Take the buttons of ``places.neighbour_id`` and ``places.more_id``."""
        for direction in Direction:
            actions.add(WAYS[direction], partial(self._pressed, direction))
        actions.add(MORE, self._pressed_more)

    async def _pressed(self, direction: Direction, used: Used) -> None:
        await self.neighbour(used.interaction, Place.decode(used.payload), direction)

    async def _pressed_more(self, used: Used) -> None:
        await self.more(used.interaction, places_of(used.payload))

    async def neighbour(
        self, interaction: discord.Interaction, place: Place, direction: Direction
    ) -> None:
        """Show the passage before or after ``place``."""
        reply = ButtonReply(interaction)

        def task(visit: Visit) -> Sequence[Page]:
            passage = visit.library.around(_quote(visit.library, place), direction)
            if passage is None:
                raise EdgeError(_EDGES[direction])
            return (rendering.passage(reply.texts, passage),)

        await self._desk.exchange(reply, Visitor.of_interaction(interaction), task, counted=False)

    async def more(self, interaction: discord.Interaction, places: Sequence[Place]) -> None:
        """Show the passages at ``places`` whose story is still there."""
        reply = ButtonReply(interaction)

        def task(visit: Visit) -> Sequence[Page]:
            quotes = []
            for place in places:
                try:
                    quotes.append(_quote(visit.library, place))
                except GoneError:
                    continue
            if not quotes:
                raise GoneError
            return (rendering.more(reply.texts, quotes),)

        await self._desk.exchange(reply, Visitor.of_interaction(interaction), task, counted=False)


def _quote(library: Readable, place: Place) -> Quote:
    try:
        return library.quote_at(place.story_id, place.start, place.end)
    except (StoryNotFoundError, ValueError):
        # A span outside the story comes from a button of another library.
        raise GoneError from None
