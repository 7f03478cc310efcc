"""`/stories`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import rendering
from bot.replies import CommandReply
from bot.visits import Visitor

if TYPE_CHECKING:
    from bot.client import Bot


class Stories(commands.Cog):
    """What there is to read."""

    def __init__(self, bot: Bot) -> None:
        self._desk = bot.desk

    @app_commands.command()
    async def stories(self, interaction: discord.Interaction[Bot]) -> None:
        """List the stories that can be asked."""
        reply = CommandReply(interaction, private=True)
        await self._desk.exchange(
            reply,
            Visitor.of_interaction(interaction),
            lambda visit: rendering.stories(reply.texts, visit.library.stories()),
        )
