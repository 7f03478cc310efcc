"""A message that is edited while something is added, also when that takes a quarter of an hour."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import discord

from bot.pages import Page
from bot.rendering import notice
from bot.replies.base import Sent, interaction_place
from bot.rules import Rules
from bot.texts import texts_for
from bot.views import attachments, layout

_log = logging.getLogger(__name__)

_TOKEN_LASTS = timedelta(minutes=14)
"""Discord takes edits through an interaction for fifteen minutes; one is kept for safety."""


class LiveReply:
    """A public message in reply to an interaction.

    After the interaction's time it is edited like any message of the bot's; where Discord does
    not let the bot do that, what came of it is a new message.
    """

    owed = True

    def __init__(self, interaction: discord.Interaction) -> None:
        self._interaction = interaction
        self._message: int | None = None
        self._shown: Page | None = None
        self.texts = texts_for(interaction.locale)
        """In the language of the member's Discord."""

    @property
    def where(self) -> str:
        """The place, for the log."""
        return interaction_place(self._interaction)

    @asynccontextmanager
    async def at_work(self, _rules: Rules, /) -> AsyncIterator[None]:
        """Defer: a message that everybody sees is on its way."""
        await self._interaction.response.defer(thinking=True)
        yield

    async def show(self, page: Page) -> None:
        """Show how far it is, unless it shows that already; a failure is for the log only."""
        if page == self._shown:
            return
        try:
            await self._edit(page)
        except discord.HTTPException as error:
            # The next edit may go through, and what came of it is sent in any case.
            _log.warning("Discord refused an edit in %s (%s).", self.where, error.code)

    async def send(self, pages: Sequence[Page]) -> Sent:
        """Show what came of it, one message a page."""
        first, *others = pages
        try:
            await self._edit(first)
        except discord.HTTPException as error:
            # It was deleted, or cannot be reached any more.
            _log.warning("Discord refused an edit in %s (%s).", self.where, error.code)
            others = [first, *others]
        for page in others:
            await self._post(page)
        return Sent(self._interaction.channel_id, self._message or 0)

    async def say(self, text: str) -> None:
        """Say one sentence instead: privately, unless everybody sees already that it began."""
        if not self._interaction.response.is_done():
            await self._interaction.response.send_message(text, ephemeral=True)
        else:
            await self.send((notice(text),))

    @property
    def _in_time(self) -> bool:
        age = discord.utils.utcnow() - self._interaction.created_at
        return age < _TOKEN_LASTS

    async def _edit(self, page: Page) -> None:
        view, files = layout(page), attachments(page)
        if self._in_time:
            message = await self._interaction.edit_original_response(view=view, attachments=files)
            self._message = message.id
        elif self._message is None:
            await self._post(page)
        else:
            channel = self._channel()
            await channel.get_partial_message(self._message).edit(view=view, attachments=files)
        self._shown = page

    async def _post(self, page: Page) -> None:
        view, files = layout(page), attachments(page)
        if self._in_time:
            await self._interaction.followup.send(view=view, files=files)
        else:
            await self._channel().send(view=view, files=files)

    def _channel(self) -> discord.PartialMessageable:
        return self._interaction.client.get_partial_messageable(
            self._interaction.channel_id or 0, guild_id=self._interaction.guild_id
        )
