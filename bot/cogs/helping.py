"""`/help`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import rendering
from bot.replies import CommandReply

if TYPE_CHECKING:
    from bot.client import Bot


class Helping(commands.Cog):
    """How to use the bot."""

    def __init__(self, _bot: Bot) -> None:
        super().__init__()

    @app_commands.command()
    async def help(self, interaction: discord.Interaction[Bot]) -> None:
        """What I do and how to ask."""
        reply = CommandReply(interaction, private=True)
        await reply.show(rendering.help_page(reply.texts))
