"""`/stories`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import rendering
from bot.adding import pages
from bot.adding.rights import may
from bot.pages import Page
from bot.replies import CommandReply
from bot.rules import Rule
from bot.visits import Visit, Visitor

if TYPE_CHECKING:
    from bot.client import Bot


class Stories(commands.Cog):
    """What there is to read."""

    def __init__(self, bot: Bot) -> None:
        self._desk = bot.desk
        self._adding = bot.adding

    @app_commands.command()
    async def stories(self, interaction: discord.Interaction[Bot]) -> None:
        """List the stories that can be asked."""
        reply = CommandReply(interaction, private=True)
        quota = self._adding.quota

        def task(visit: Visit) -> Sequence[Page]:
            listed = rendering.stories(reply.texts, visit.library.stories())
            if not may(visit, Rule.ADDERS):
                return listed
            return pages.with_usage(reply.texts, listed, visit.whole.usage(), quota)

        await self._desk.exchange(reply, Visitor.of_interaction(interaction), task)
