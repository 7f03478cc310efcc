"""`/quote`."""

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


class Quoting(commands.Cog):
    """Quotes by command."""

    def __init__(self, bot: Bot) -> None:
        self._desk = bot.desk

    @app_commands.command()
    @app_commands.describe(
        words="Words that stand in the story, or nearly",
        story="The story to look in; all of them when empty",
    )
    @app_commands.autocomplete(story=complete_story)
    async def quote(
        self,
        interaction: discord.Interaction[Bot],
        words: app_commands.Range[str, 1, 1000],
        story: app_commands.Range[str, 1, 300] | None = None,
    ) -> None:
        """Find the passages closest to your words."""
        reply = CommandReply(interaction, private=False)

        def task(visit: Visit) -> Sequence[Page]:
            found = visit.library.quote(words, story=visit.story(story))
            return (rendering.matches(reply.texts, found),)

        await self._desk.exchange(reply, Visitor.of_interaction(interaction), task)
