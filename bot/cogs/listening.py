"""Questions without a command: mentions, replies to the bot, direct messages, open questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot import rendering
from bot.errors import PlainError
from bot.inquiries import Inquiry
from bot.questions import Asks, asked
from bot.replies import MessageReply
from bot.replies.threads import Threading
from bot.talks import Seat, Talk
from bot.texts import texts_for
from bot.visits import Visitor, require_asker
from index import StoryIndexError

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
        if read.asks is Asks.OPEN_QUESTION and not await self._listens(message):
            return
        if not await self._bot.once.first(f"message:{message.id}"):
            return
        locale = self._bot.locales.of(message.author.id)
        if read.asks in {Asks.QUESTION, Asks.OPEN_QUESTION}:
            await self._ask(message, read.question, locale)
        else:
            reply = MessageReply(message, locale)
            say = reply.texts
            needed = rendering.notice(say("mention-needed"))
            page = rendering.help_page(say) if read.asks is Asks.HELP else needed
            visitor = Visitor.of_message(message)
            await self._bot.desk.exchange(reply, visitor, lambda _visit: (page,))

    async def _listens(self, message: discord.Message) -> bool:
        """Whether open questions of this member are answered in this place."""
        visitor = Visitor.of_message(message)
        try:
            rules = await self._bot.desk.rules(visitor)
            require_asker(visitor, rules)
        except (PlainError, StoryIndexError):
            # Who did not turn to the bot need not be told why it is silent.
            return False
        return rules.listens.value

    async def _ask(
        self, message: discord.Message, question: str, locale: discord.Locale | None
    ) -> None:
        say = texts_for(message.guild.preferred_locale if message.guild else locale)
        threading = Threading(question, say("thread-name"), rendering.asked(say, question))
        seat = Seat.of(message.channel, message.author.id)
        inquiry = Inquiry(
            question, Visitor.of_message(message), seat, self._before(message, seat), quoted=False
        )
        reply = MessageReply(message, locale, threading=threading)
        await self._bot.inquiries.take(reply, inquiry)

    def _before(self, message: discord.Message, seat: Seat | None) -> Talk:
        """What a message may follow up on: the answer it replies to, else what was said last."""
        replied = message.reference.resolved if message.reference else None
        if isinstance(replied, discord.Message):
            mine = self._bot.user is not None and replied.author.id == self._bot.user.id
            return self._bot.talks.below(replied) if mine else ()
        return self._bot.talks.at(seat)
