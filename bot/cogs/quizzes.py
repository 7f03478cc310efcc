"""`/quiz` and `/points`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.choosing import complete_story
from bot.quizzes import LONGEST, Quizzes
from index import RoundKind

if TYPE_CHECKING:
    from bot.client import Bot


class Quizzing(commands.Cog):
    """The quiz by command."""

    def __init__(self, bot: Bot) -> None:
        self._quizzes = Quizzes(bot.desk)
        self._quizzes.register(bot.actions)

    @app_commands.command()
    @app_commands.describe(
        story="The story to ask about; may be left empty when there is only one",
        kind="What is asked; a mix when empty",
        rounds="How many rounds; one when empty",
    )
    @app_commands.autocomplete(story=complete_story)
    async def quiz(
        self,
        interaction: discord.Interaction[Bot],
        story: app_commands.Range[str, 1, 300] | None = None,
        kind: Literal["missing word", "who said", "which first", "true or altered"] | None = None,
        rounds: app_commands.Range[int, 1, LONGEST] = 1,
    ) -> None:
        """Ask everybody here about the story, for points."""
        chosen = None if kind is None else RoundKind(kind)
        await self._quizzes.begin(interaction, story, chosen, rounds)

    @app_commands.command()
    async def points(self, interaction: discord.Interaction[Bot]) -> None:
        """Show who has won how many points in the quiz."""
        await self._quizzes.standings(interaction)
