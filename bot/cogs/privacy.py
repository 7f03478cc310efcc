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
from bot.privacy import EVERYWHERE, FORGET, Part, Private
from bot.replies import ButtonReply, CommandReply
from bot.visits import Visit, Visitor
from index import MemberData, is_private, owner_of

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
            own, visitor = visit.own, visit.visitor
            if visitor.server is not None:
                parts = [self._part(visit, data) for data in own.within(visitor.records_of)]
                return privacy.my_data(reply.texts, visitor.member, parts)
            parts = [self._part(visit, data) for data in own.everything()]
            return privacy.my_data(reply.texts, visitor.member, parts, self._private(visit))

        visitor = Visitor.of_interaction(interaction)
        await self._bot.desk.exchange(reply, visitor, task, counted=False, for_all=True)

    @app_commands.command(name="forget-me")
    async def forget_me(self, interaction: discord.Interaction[Bot]) -> None:
        """Erase what is stored about you, here or everywhere."""
        reply = CommandReply(interaction, private=True)

        def task(visit: Visit) -> Sequence[Page]:
            here = sum(part.count for part in visit.own.here(visit.visitor.records_of))
            everywhere = sum(part.count for part in visit.own.everything())
            own = visit.own.library()
            direct = visit.visitor.server is None
            return (privacy.confirmation(reply.texts, here, everywhere, own, direct=direct),)

        visitor = Visitor.of_interaction(interaction)
        await self._bot.desk.exchange(reply, visitor, task, counted=False, for_all=True)

    async def _forget(self, used: Used) -> None:
        """Erase it at once, and then what is only remembered."""
        reply = ButtonReply(used.interaction)

        def task(visit: Visit) -> Sequence[Page]:
            everywhere = used.payload == EVERYWHERE
            own, here = visit.own, visit.visitor.records_of
            gone = own.forget_everywhere() if everywhere else own.forget(here)
            return (privacy.forgotten(reply.texts, gone),)

        visitor = Visitor.of_interaction(used.interaction)
        desk = self._bot.desk
        await desk.exchange(reply, visitor, task, counted=False, for_all=True)
        # Also where the reply was lost, for the rest is erased by then.
        self._bot.forget(visitor.member)
        await self._bot.sharding.tell_forgotten(visitor.member)

    def _part(self, visit: Visit, data: MemberData) -> Part:
        direct = data.server == visit.own.direct
        server = (owner_of(data.library) or str(visit.home.server)) if direct else data.server
        name = None if is_private(data.library) else self._name(server)
        return Part(data, name, direct, visit.own.marks(data), visit.own.names(data))

    def _private(self, visit: Visit) -> Private | None:
        library = visit.own.library()
        if library is None:
            return None
        chosen = self._name(library.chosen) if library.chosen.isdecimal() else None
        return Private(library, chosen)

    def _name(self, server: str) -> str:
        guild = self._bot.get_guild(int(server)) if server.isdecimal() else None
        return guild.name if guild else server
