"""A private answer that its asker shares with the channel."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import discord

from bot import rendering
from bot.actions import Actions, Used
from bot.desk import Desk
from bot.errors import PlainError
from bot.markdown import Markdown
from bot.pages import Page
from bot.reading_on import place_quote
from bot.replies import ButtonReply, Sent
from bot.rules import Rules
from bot.talks import Seat, Spoken, Talks
from bot.texts import Texts
from bot.told import SHARE, Told
from bot.views import layout
from bot.visits import Visit, Visitor

_KEPT = 10_000
"""Private messages that are known to have been shared."""
_MARK = "\x00"


class SharedAlreadyError(PlainError):
    """The answer stands in the channel already."""

    def __init__(self) -> None:
        super().__init__("error-shared")


class ShareReply(ButtonReply):
    """The first page goes to the channel, the second one in the place of the private answer."""

    def __init__(self, interaction: discord.Interaction) -> None:
        super().__init__(interaction)
        self._shared_from = interaction

    @asynccontextmanager
    async def at_work(self, _rules: Rules, /) -> AsyncIterator[None]:
        """Defer a change of the private answer."""
        await self._shared_from.response.defer()
        yield

    async def send(self, pages: Sequence[Page]) -> Sent:
        """Post the answer and take the button off the private one."""
        shared, private = pages
        message = await self._shared_from.followup.send(view=layout(shared), wait=True)
        await self._shared_from.edit_original_response(view=layout(private))
        return Sent(self._shared_from.channel_id, message.id)


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
        question = _asked_line(interaction.message, say)
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
            self._talks.note((), Spoken("", told), sent.message, iter(seats))

    def _claim(self, message: discord.Message | None) -> None:
        """Let a private answer be shared once, though its button is pressed twice at once."""
        key = message.id if message else 0
        if key in self._shared:
            raise SharedAlreadyError
        self._shared[key] = None
        if len(self._shared) > _KEPT:
            self._shared.popitem(last=False)


def _asked_line(message: discord.Message | None, say: Texts) -> str:
    """The line of a private answer that repeats the question, in markdown; "" without one."""
    opening = f"-# {say('answer-asked', question=_MARK)}".partition(_MARK)[0]
    for text in _texts(message.components if message else ()):
        for line in text.splitlines():
            if line.startswith(opening):
                return line
    return ""


def _texts(components: Sequence[object]) -> list[str]:
    found = []
    for component in components:
        if isinstance(component, discord.TextDisplay):
            found.append(component.content)
        found += _texts(getattr(component, "children", ()))
    return found
