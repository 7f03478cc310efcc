"""Replies to buttons, selects and forms."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import discord

from bot.pages import Page
from bot.replies.base import Sent, interaction_place
from bot.rules import Rules
from bot.texts import texts_for
from bot.views import attachments, layout


class ButtonReply:
    """A reply to a control, seen by the member who used it only.

    A control on a public message opens a private one; on a private message it turns its page.

    Args:
        interaction: what the member did.
        opens: whether it opens a new private message in any case.
        public: whether everyone in the channel sees a new message.
    """

    owed = True

    def __init__(
        self, interaction: discord.Interaction, *, opens: bool = False, public: bool = False
    ) -> None:
        self._interaction = interaction
        self.texts = texts_for(interaction.locale)
        """In the language of the member's Discord."""
        message = interaction.message
        self._turns = message is not None and message.flags.ephemeral and not (opens or public)
        self._public = public
        self._sent = False

    @property
    def where(self) -> str:
        """The place, for the log."""
        return interaction_place(self._interaction)

    @asynccontextmanager
    async def at_work(self, _rules: Rules, /) -> AsyncIterator[None]:
        """Defer a new message, or the turning of this one."""
        if self._turns:
            await self._interaction.response.defer()
        else:
            await self._interaction.response.defer(ephemeral=not self._public, thinking=True)
        yield

    async def send(self, pages: Sequence[Page]) -> Sent:
        """Send the answer, one message a page."""
        first, *others = pages
        message = await self._interaction.edit_original_response(
            view=layout(first), attachments=attachments(first)
        )
        self._sent = True
        for page in others:
            await self._interaction.followup.send(
                view=layout(page), files=attachments(page), ephemeral=not self._public
            )
        return Sent(self._interaction.channel_id, message.id)

    async def say(self, text: str) -> None:
        """Say one sentence instead, privately where Discord can do that."""
        if not self._interaction.response.is_done():
            await self._interaction.response.send_message(text, ephemeral=True)
        elif self._turns or self._sent:
            await self._interaction.followup.send(text, ephemeral=True)
        else:
            await self._interaction.edit_original_response(content=text)
