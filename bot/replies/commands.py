"""Replies to slash commands and context menus."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import discord

from bot.pages import Page
from bot.replies.base import Sent, interaction_place
from bot.replies.threads import Threading, start_thread
from bot.rules import Answers, Rules
from bot.texts import texts_for
from bot.views import attachments, layout


class CommandReply:
    """A reply to a slash command, seen by its author only when ``private``.

    Args:
        interaction: the command.
        private: None leaves that to the rules of the place.
        threading: what stands in the channel, and how a thread is named, where the place wants
            answers in threads; without it the answer stands in the channel in any case.
    """

    owed = True

    def __init__(
        self,
        interaction: discord.Interaction,
        *,
        private: bool | None,
        threading: Threading | None = None,
    ) -> None:
        self._interaction = interaction
        self._private = private
        self._threading = threading
        self._answers = Answers.HERE
        self._sent = False
        self.texts = texts_for(interaction.locale)
        """In the language of the member's Discord."""

    @property
    def where(self) -> str:
        """The place, for the log."""
        return interaction_place(self._interaction)

    @property
    def private(self) -> bool:
        """Whether the author alone sees it; known once the work has begun."""
        return bool(self._private)

    @asynccontextmanager
    async def at_work(self, rules: Rules, /) -> AsyncIterator[None]:
        """Defer, publicly or not: this decides who sees the answer."""
        if self._private is None:
            self._private = rules.private.value and self._interaction.guild_id is not None
        if not self._private:
            self._answers = rules.answers.value
        await self._interaction.response.defer(ephemeral=self._private, thinking=True)
        yield

    async def send(self, pages: Sequence[Page]) -> Sent:
        """Send the answer, one message a page."""
        if self._threading and self._answers is not Answers.HERE:
            sent = await self._send_in_thread(pages, self._threading)
            if sent:
                return sent
        return await self._send_here(pages)

    async def _send_here(self, pages: Sequence[Page]) -> Sent:
        first, *others = pages
        message = await self._interaction.edit_original_response(
            view=layout(first), attachments=attachments(first)
        )
        self._sent = True
        for page in others:
            await self._interaction.followup.send(
                view=layout(page), files=attachments(page), ephemeral=bool(self._private)
            )
        return Sent(self._interaction.channel_id, message.id)

    async def _send_in_thread(self, pages: Sequence[Page], threading: Threading) -> Sent | None:
        channel = self._interaction.channel
        if not isinstance(channel, discord.TextChannel) or not threading.possible(channel):
            return None
        message = await self._interaction.edit_original_response(view=layout(threading.opening))
        self._sent = True
        thread = await start_thread(
            channel.get_partial_message(message.id), threading, self._answers
        )
        if thread is None:
            return None
        sent = [await thread.send(view=layout(p), files=attachments(p)) for p in pages]
        return Sent(thread.id, sent[0].id)

    async def say(self, text: str) -> None:
        """Say one sentence instead, privately where Discord can do that."""
        if not self._interaction.response.is_done():
            await self._interaction.response.send_message(text, ephemeral=True)
        elif self._sent:
            await self._interaction.followup.send(text, ephemeral=True)
        else:
            await self._interaction.edit_original_response(content=text)
