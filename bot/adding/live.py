"""A message that is edited while something is added, from whichever process does that."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Any, Self

import discord

from bot.adding.wishes import Spot
from bot.pages import Page
from bot.rendering import notice
from bot.replies.base import Sent, place
from bot.replies.delivery import TRANSIENT, delivered, taken
from bot.replies.interactions import TOKEN_LASTS
from bot.rules import Rules
from bot.texts import Texts, texts_for
from bot.views import attachments, layout

_log = logging.getLogger(__name__)


class LiveReply:
    """A public message in reply to an interaction.

    After the interaction's time, or in another process than the one it reached, it is edited like
    any message of the bot's; where Discord does not let the bot do that, what came of it is a new
    message.
    """

    owed = True

    def __init__(
        self,
        client: discord.Client,
        spot: Spot,
        texts: Texts,
        interaction: discord.Interaction[Any] | None = None,
    ) -> None:
        self._client = client
        self._interaction = interaction
        self._shown: Page | None = None
        self._posted = 0
        self.job = ""
        """The id of the order that it tells of, once one was taken."""
        self.spot = spot
        self.texts = texts
        """In the language of the member's Discord."""

    @classmethod
    def of(cls, interaction: discord.Interaction[Any]) -> Self:
        """The reply to an interaction."""
        spot = Spot(interaction.channel_id or 0, interaction.guild_id, None)
        return cls(interaction.client, spot, texts_for(interaction.locale), interaction)

    @property
    def where(self) -> str:
        """The place, for the log."""
        return place(self.spot.guild, self.spot.channel)

    @asynccontextmanager
    async def at_work(self, _rules: Rules, /) -> AsyncIterator[None]:
        """Defer: a message that everybody sees is on its way."""
        if self._interaction is not None and not await taken(self._defer):
            # Discord waits no longer; what is told is told in the channel.
            self._interaction = None
        yield

    async def _defer(self) -> None:
        assert self._interaction is not None, "without one nothing is deferred"  # noqa: S101
        begun = await self._interaction.response.defer(thinking=True)
        if begun is not None:
            self.spot = replace(self.spot, message=begun.message_id)

    async def show(self, page: Page) -> None:
        """Show how far it is, unless it shows that already; a failure is for the log only."""
        if page == self._shown:
            return
        try:
            await self._edit(page)
        except (discord.HTTPException, *TRANSIENT) as error:
            # The next edit may go through, and what came of it is sent in any case.
            self._refused(error)

    async def send(self, pages: Sequence[Page]) -> Sent:
        """Show what came of it, one message a page.

        Raises:
            UndeliveredError: Discord cannot be reached.
            discord.HTTPException: the bot may not write there.
        """
        first, *others = pages
        try:
            await delivered(partial(self._edit, first))
        except discord.HTTPException as error:
            # It was deleted, or cannot be reached any more.
            self._refused(error)
            others = [first, *others]
        for page in others:
            self._posted += 1
            await delivered(partial(self._post, page))
        return Sent(self.spot.channel, self.spot.message or 0)

    async def say(self, text: str) -> None:
        """Say one sentence instead: privately, unless everybody sees already that it began."""
        if self._interaction is not None and not self._interaction.response.is_done():
            await self._interaction.response.send_message(text, ephemeral=True)
        else:
            await self.send((notice(text),))

    def _refused(self, error: Exception) -> None:
        code = error.code if isinstance(error, discord.HTTPException) else type(error).__name__
        _log.warning("Discord refused an edit in %s (%s).", self.where, code)

    @property
    def _token(self) -> discord.Interaction[Any] | None:
        """The interaction, as long as Discord takes edits through it."""
        if self._interaction is None:
            return None
        age = discord.utils.utcnow() - self._interaction.created_at
        return self._interaction if age < TOKEN_LASTS else None

    async def _edit(self, page: Page) -> None:
        view, files = layout(page), attachments(page)
        interaction = self._token
        if interaction is not None:
            message = await interaction.edit_original_response(view=view, attachments=files)
            self.spot = replace(self.spot, message=message.id)
        elif self.spot.message is None:
            await self._post(page)
        else:
            mine = self._channel().get_partial_message(self.spot.message)
            await mine.edit(view=view, attachments=files)
        self._shown = page

    async def _post(self, page: Page) -> None:
        view, files = layout(page), attachments(page)
        interaction = self._token
        if interaction is not None:
            await interaction.followup.send(view=view, files=files)
        else:
            # By its nonce Discord knows a message that another process has sent already.
            nonce = f"{self.spot.message or self.job}-{self._posted}"
            sent = await self._channel().send(view=view, files=files, nonce=nonce)
            if self.spot.message is None:
                self.spot = replace(self.spot, message=sent.id)

    def _channel(self) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(self.spot.channel, guild_id=self.spot.guild)
