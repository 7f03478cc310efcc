"""`/ask`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import rendering
from bot.cogs.choosing import complete_story
from bot.pages import Page
from bot.replies import CommandReply
from bot.visits import Visit, Visitor

if TYPE_CHECKING:
    from bot.client import Bot


class Asking(commands.Cog):
    """Questions by command."""

    def __init__(self, bot: Bot) -> None:
        self._desk = bot.desk

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
        reply = CommandReply(interaction, private=private)

        def task(visit: Visit) -> Sequence[Page]:
            answer = visit.library.ask(question, story=visit.story(story))
            return (rendering.answer(reply.texts, answer, asked=True),)

        await self._desk.exchange(reply, Visitor.of_interaction(interaction), task)
