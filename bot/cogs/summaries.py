"""`/summary`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot import summarizing
from bot.cogs.choosing import complete_story
from bot.pages import Page
from bot.replies import CommandReply
from bot.visits import Visit, Visitor
from index import SummaryLength

if TYPE_CHECKING:
    from bot.client import Bot


class Summaries(commands.Cog):
    """Summaries by command."""

    def __init__(self, bot: Bot) -> None:
        self._desk = bot.desk

    @app_commands.command()
    @app_commands.describe(
        story="The story to summarize; may be left empty when there is only one",
        length="How much of it to show",
    )
    @app_commands.autocomplete(story=complete_story)
    async def summary(
        self,
        interaction: discord.Interaction[Bot],
        story: app_commands.Range[str, 1, 300] | None = None,
        length: Literal["short", "medium", "long"] = "short",
    ) -> None:
        """Summarize a story in its own sentences."""
        reply = CommandReply(interaction, private=False)

        def task(visit: Visit) -> Sequence[Page]:
            found = visit.library.summarize(visit.story(story), SummaryLength(length))
            return summarizing.summary(reply.texts, found)

        await self._desk.exchange(reply, Visitor.of_interaction(interaction), task)
