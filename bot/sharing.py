"""A private answer that its asker shares with the channel."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import discord

from bot import rendering
from bot.actions import Actions, Used
from bot.asked import asked_line
from bot.desk import Desk
from bot.errors import PlainError
from bot.markdown import Markdown
from bot.pages import Page
from bot.reading_on import place_quote
from bot.replies import ButtonReply, Sent, UndeliveredError
from bot.rules import Rules
from bot.talks import Seat, Spoken, Talks
from bot.told import SHARE, Told
from bot.visits import Visit, Visitor

_log = logging.getLogger(__name__)

_KEPT = 10_000
"""Private messages that are known to have been shared."""


class SharedAlreadyError(PlainError):
    """The answer stands in the channel already."""

    def __init__(self) -> None:
        super().__init__("error-shared")


class ShareReply(ButtonReply):
    """The first page goes to the channel, the second one in the place of the private answer."""

    @asynccontextmanager
    async def at_work(self, _rules: Rules, /) -> AsyncIterator[None]:
        """Defer a change of the private answer."""
        await self.defer(thinking=False)
        yield

    async def send(self, pages: Sequence[Page]) -> Sent:
        """Post the answer and take the button off the private one."""
        shared, private = pages
        message = await self.publish(shared)
        try:
            await self.edit(private)
        except (discord.HTTPException, UndeliveredError) as error:
            # It is shared; a button too many on the private one does no harm.
            _log.warning("A private answer kept its button (%s).", type(error).__name__)
        return Sent(self._interaction.channel_id, message)


class Sharing:
    """Shares private answers."""

    def __init__(self, desk: Desk, talks: Talks) -> None:
        self._desk = desk
        self._talks = talks
        self._shared: OrderedDict[int, None] = OrderedDict()

    def register(self, actions: Actions) -> None:
        """Take the button below private answers."""
        actions.add(SHARE, self._share)

    async def _share(self, used: Used) -> None:
        """Post what the button tells; the quotes are sliced anew."""
        interaction = used.interaction
        self._claim(interaction.message)
        told = Told.decode(used.payload)
        reply = ShareReply(interaction)
        say = reply.texts
        question = asked_line(interaction.message)
        member = Markdown(interaction.user.mention)

        def task(visit: Visit) -> Sequence[Page]:
            quotes = told.quotes(lambda place: place_quote(visit, place))
            answer = told.answer("", quotes)
            page = rendering.shared(say, answer, question, member)
            return page, rendering.answer(say, answer)

        visitor = Visitor.of_interaction(interaction)
        sent = await self._desk.exchange(reply, visitor, task, counted=False)
        if sent is None:
            self._shared.pop(interaction.message.id if interaction.message else 0, None)
        else:
            seat = Seat.of(interaction.channel, interaction.user.id)
            seats = [seat] if seat else []
            spoken = Spoken("", told, interaction.user.id)
            self._talks.note((), spoken, sent.message, iter(seats))

    def _claim(self, message: discord.Message | None) -> None:
        """Let a private answer be shared once, though its button is pressed twice at once."""
        key = message.id if message else 0
        if key in self._shared:
            raise SharedAlreadyError
        self._shared[key] = None
        if len(self._shared) > _KEPT:
            self._shared.popitem(last=False)
