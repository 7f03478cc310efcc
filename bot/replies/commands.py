"""Replies to slash commands and context menus."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import discord

from bot.pages import Page
from bot.replies.base import Sent
from bot.replies.delivery import delivered
from bot.replies.interactions import InteractionReply
from bot.replies.threads import Threading, start_thread
from bot.rules import Answers, Rules
from bot.views import attachments, layout


class CommandReply(InteractionReply):
    """A reply to a slash command, seen by its author only when ``private``.

    Args:
        interaction: the command.
        private: None leaves that to the rules of the place.
        threading: what stands in the channel, and how a thread is named, where the place wants
            answers in threads; without it the answer stands in the channel in any case.
    """

    def __init__(
        self,
        interaction: discord.Interaction[Any],
        *,
        private: bool | None,
        threading: Threading | None = None,
    ) -> None:
        super().__init__(interaction, private=private)
        self._threading = threading
        self._answers = Answers.HERE

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
        await self.defer()
        yield

    async def send(self, pages: Sequence[Page]) -> Sent:
        """Send the answer, one message a page; raises as ``InteractionReply.send`` does."""
        if self._threading and self._answers is not Answers.HERE:
            sent = await self._send_in_thread(pages, self._threading)
            if sent:
                return sent
        return await super().send(pages)

    async def _send_in_thread(self, pages: Sequence[Page], threading: Threading) -> Sent | None:
        channel = self._interaction.channel
        if not isinstance(channel, discord.TextChannel) or not threading.possible(channel):
            return None
        message = await self.edit(threading.opening)
        if message is None:
            return None
        thread = await start_thread(channel.get_partial_message(message), threading, self._answers)
        if thread is None:
            return None
        self._sent = True
        sent = [await self._write_in(thread, page) for page in pages]
        return Sent(thread.id, sent[0])

    async def _write_in(self, thread: discord.Thread, page: Page) -> int:
        nonce = self._nonce()
        message = await delivered(
            lambda: thread.send(view=layout(page), files=attachments(page), nonce=nonce)
        )
        return message.id
