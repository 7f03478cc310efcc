"""Replies to messages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any, cast

import discord

from bot.pages import Page
from bot.replies.base import Sent, place
from bot.replies.delivery import TRANSIENT, delivered
from bot.replies.threads import Threading, start_thread
from bot.rules import Answers, Rules
from bot.texts import texts_for
from bot.views import attachments, layout


class MessageReply:
    """A reply to a message.

    Args:
        message: what to reply to.
        locale: the author's locale if it is known; a message does not tell.
        threading: how a thread is named, where the place wants answers in threads.
    """

    owed = False

    def __init__(
        self,
        message: discord.Message,
        locale: discord.Locale | None = None,
        *,
        threading: Threading | None = None,
    ) -> None:
        self._message = message
        self._threading = threading
        self._answers = Answers.HERE
        self._posted = 0
        guild = message.guild
        # Everybody in a server reads it, so the server's language comes first there.
        self.texts = texts_for(guild.preferred_locale if guild else locale)
        """In the language of the server, or of the member in a direct message."""

    @property
    def where(self) -> str:
        """The place, for the log."""
        guild = self._message.guild
        return place(guild.id if guild else None, self._message.channel.id)

    @asynccontextmanager
    async def at_work(self, rules: Rules, /) -> AsyncIterator[None]:
        """Be typing all the while; this also finds out early that the bot may not write."""
        self._answers = rules.answers.value
        async with AsyncExitStack() as stack:
            # To be seen typing is not worth an answer.
            with suppress(*TRANSIENT):
                await stack.enter_async_context(self._message.channel.typing())
            yield

    async def send(self, pages: Sequence[Page]) -> Sent:
        """Send the answer, one message a page; raises ``UndeliveredError``."""
        thread = await self._thread()
        where = thread or self._message.channel
        # In its own thread the answer stands below the question as it is.
        reference = self._reference() if thread is None else None

        def post(page: Page) -> Coroutine[Any, Any, discord.Message]:
            return self._post(
                lambda nonce: where.send(
                    view=layout(page),
                    files=attachments(page),
                    nonce=nonce,
                    # discord.py takes None here, which its annotations leave out.
                    reference=cast("discord.MessageReference", reference),
                    mention_author=False,
                )
            )

        sent = [await post(page) for page in pages]
        return Sent(where.id, sent[0].id)

    async def say(self, text: str) -> None:
        """Say one sentence instead, privately where Discord can do that."""
        await self._post(
            lambda nonce: self._message.channel.send(
                text,
                nonce=nonce,
                reference=cast("discord.MessageReference", self._reference()),
                mention_author=False,
            )
        )

    async def _post(
        self, send: Callable[[str], Coroutine[Any, Any, discord.Message]]
    ) -> discord.Message:
        # By the nonce Discord knows a message that it has taken already, from any process.
        self._posted += 1
        nonce = f"{self._message.id}-{self._posted}"
        return await delivered(lambda: send(nonce))

    async def _thread(self) -> discord.Thread | None:
        channel = self._message.channel
        if (
            self._threading is None
            or self._answers is Answers.HERE
            or not isinstance(channel, discord.TextChannel)
            or not self._threading.possible(channel)
        ):
            return None
        return await start_thread(self._message, self._threading, self._answers)

    def _reference(self) -> discord.MessageReference | None:
        guild, channel = self._message.guild, self._message.channel
        # Discord lets nobody reply to a message that they may not read later.
        if guild and not channel.permissions_for(guild.me).read_message_history:
            return None
        return self._message.to_reference(fail_if_not_exists=False)
