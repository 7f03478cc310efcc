"""`/my-data` and `/forget-me`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import privacy
from bot.actions import Used
from bot.pages import Page
from bot.privacy import EVERYWHERE, FORGET, Part
from bot.replies import ButtonReply, CommandReply
from bot.visits import Visit, Visitor
from index import MemberData

if TYPE_CHECKING:
    from bot.client import Bot


class Privacy(commands.Cog):
    """What is stored about a member, for that member; no role can be asked for it."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        bot.actions.add(FORGET, self._forget)

    @app_commands.command(name="my-data")
    async def my_data(self, interaction: discord.Interaction[Bot]) -> None:
        """Show what is stored about you."""
        reply = CommandReply(interaction, private=True)

        def task(visit: Visit) -> Sequence[Page]:
            own = visit.own
            direct = visit.visitor.server is None
            kept = own.everything() if direct else own.within(visit.visitor.records_of)
            parts = [self._part(visit, data) for data in kept]
            return privacy.my_data(reply.texts, parts)

        visitor = Visitor.of_interaction(interaction)
        await self._bot.desk.exchange(reply, visitor, task, counted=False, for_all=True)

    @app_commands.command(name="forget-me")
    async def forget_me(self, interaction: discord.Interaction[Bot]) -> None:
        """Erase what is stored about you, here or everywhere."""
        reply = CommandReply(interaction, private=True)

        def task(visit: Visit) -> Sequence[Page]:
            kept = visit.own.everything()
            here = sum(
                part.count
                for part in kept
                if (part.library, part.server) == (visit.home.key, visit.visitor.records_of)
            )
            direct = visit.visitor.server is None
            everywhere = sum(part.count for part in kept) + visit.own.private_stories()
            return (privacy.confirmation(reply.texts, here, everywhere, direct=direct),)

        visitor = Visitor.of_interaction(interaction)
        await self._bot.desk.exchange(reply, visitor, task, counted=False, for_all=True)

    async def _forget(self, used: Used) -> None:
        """Erase it at once, and then what is only remembered."""
        reply = ButtonReply(used.interaction)
        everywhere = used.payload == EVERYWHERE

        def task(visit: Visit) -> Sequence[Page]:
            count = visit.own.forget(None if everywhere else visit.visitor.records_of)
            return (privacy.forgotten(reply.texts, count),)

        visitor = Visitor.of_interaction(used.interaction)
        desk = self._bot.desk
        await desk.exchange(reply, visitor, task, counted=False, for_all=True)
        # Also where the reply was lost, for the rest is erased by then.
        self._bot.forget(visitor.member)

    def _part(self, visit: Visit, data: MemberData) -> Part:
        name = None
        if data.server != visit.own.direct:
            guild = self._bot.get_guild(int(data.server))
            name = guild.name if guild else data.server
        return Part(data, name, visit.own.marks(data), visit.own.names(data))
