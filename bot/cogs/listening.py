"""Questions without a command: mentions, replies to the bot, and direct messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot import rendering
from bot.pages import Page
from bot.questions import Asks, asked
from bot.replies import MessageReply
from bot.visits import Visit, Visitor

if TYPE_CHECKING:
    from bot.client import Bot


class Listening(commands.Cog):
    """Questions by message."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that asks the bot something."""
        if self._bot.user is None:
            return
        read = asked(message, self._bot.user)
        if read.asks is Asks.NOTHING:
            return
        reply = MessageReply(message, self._bot.locales.of(message.author.id))
        say = reply.texts

        def task(visit: Visit) -> Sequence[Page]:
            if read.asks is Asks.HELP:
                return (rendering.help_page(say),)
            if read.asks is Asks.MENTION_NEEDED:
                return (rendering.notice(say("mention-needed")),)
            return (
                rendering.answer(say, visit.library.ask(read.question, story=visit.story(None))),
            )

        await self._bot.desk.exchange(reply, Visitor.of_message(message), task)
