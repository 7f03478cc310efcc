"""`/library`: whose stories direct messages read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions import Used
from bot.direct import Offer
from bot.origins import CHOOSE, choosing
from bot.pages import Page
from bot.rendering import notice
from bot.replies import ButtonReply, CommandReply
from bot.visits import Visit, Visitor

if TYPE_CHECKING:
    from bot.client import Bot


class Direct(commands.Cog):
    """Direct messages, which belong to no server."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        bot.actions.add(CHOOSE, self._choose)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Note who is in a server, for when they write directly."""
        if message.guild is not None and not message.author.bot:
            self._bot.memberships.saw(message.author.id, message.guild.id)

    @app_commands.command()
    async def library(self, interaction: discord.Interaction[Bot]) -> None:
        """Choose whose stories you ask in direct messages."""
        await self._show(CommandReply(interaction, private=True), interaction)

    async def _choose(self, used: Used) -> None:
        """Keep what was chosen, and show it."""
        interaction = used.interaction
        if interaction.guild_id is None:
            visitor = Visitor.of_interaction(interaction)
            await self._bot.direct.choose(visitor, next(iter(used.values), ""))
        await self._show(ButtonReply(interaction), interaction)

    async def _show(
        self, reply: CommandReply | ButtonReply, interaction: discord.Interaction[Bot]
    ) -> None:
        visitor = Visitor.of_interaction(interaction)
        offer: Offer | None = None
        if visitor.server is None:
            offer = await self._bot.direct.offer(visitor)

        def task(_visit: Visit) -> Sequence[Page]:
            say = reply.texts
            return (choosing(say, offer) if offer else notice(say("library-of-server")),)

        await self._bot.desk.exchange(reply, visitor, task, counted=False, for_all=True)
