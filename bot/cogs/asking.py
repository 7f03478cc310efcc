"""`/ask`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import rendering
from bot.cogs.choosing import complete_story
from bot.inquiries import Inquiry
from bot.replies import CommandReply
from bot.replies.threads import Threading
from bot.talks import Seat
from bot.texts import texts_for
from bot.visits import Visitor

if TYPE_CHECKING:
    from bot.client import Bot


class Asking(commands.Cog):
    """Questions by command."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    @app_commands.command()
    @app_commands.describe(
        question="What do you want to know?",
        story="The story to ask; all of them when empty",
        private="Whether only you see the answer",
    )
    @app_commands.autocomplete(story=complete_story)
    async def ask(
        self,
        interaction: discord.Interaction[Bot],
        question: app_commands.Range[str, 1, 1000],
        story: app_commands.Range[str, 1, 300] | None = None,
        private: bool | None = None,
    ) -> None:
        """Ask the stories a question; the answer is quoted from them."""
        say = texts_for(interaction.locale)
        threading = Threading(question, say("thread-name"), rendering.asked(say, question))
        reply = CommandReply(interaction, private=private, threading=threading)
        seat = Seat.of(interaction.channel, interaction.user.id)
        visitor = Visitor.of_interaction(interaction)
        before = self._bot.talks.at(seat)
        await self._bot.inquiries.take(reply, Inquiry(question, visitor, seat, before, story))
