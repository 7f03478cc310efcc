"""`/gaps`, and the buttons below its list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import gaps
from bot.actions import Used
from bot.errors import PlainError
from bot.gaps import Listed
from bot.pages import Page
from bot.places import Place
from bot.reading_on import quote_or_none
from bot.replies import ButtonReply, CommandReply, Reply
from bot.visits import Visit, Visitor
from index import GapGroup, Quote

if TYPE_CHECKING:
    from bot.client import Bot

_READ = 500
"""Gaps that are looked at, the newest; to group as many takes a second."""


class NoGapsError(PlainError):
    """There is no question to export."""

    def __init__(self) -> None:
        super().__init__("error-no-gaps")


class Gaps(commands.Cog):
    """What members asked in vain, for those who run a server."""

    def __init__(self, bot: Bot) -> None:
        self._desk = bot.desk
        bot.actions.add(gaps.TURN, self._turn)
        bot.actions.add(gaps.EXPORT, self._export)

    @app_commands.command()
    async def gaps(self, interaction: discord.Interaction[Bot]) -> None:
        """List the questions that the stories did not answer, and the answers called wrong."""
        await self._list(CommandReply(interaction, private=True), interaction, 0)

    async def _turn(self, used: Used) -> None:
        """Show another page of the list."""
        await self._list(ButtonReply(used.interaction), used.interaction, int(used.payload))

    async def _list(self, reply: Reply, interaction: discord.Interaction, at: int) -> None:
        def task(visit: Visit) -> Sequence[Page]:
            visit.require_changer()
            grouped = visit.library.group_gaps(visit.records.gaps(_READ))
            # Some may have gone since the list was shown.
            page = min(at, gaps.pages(grouped) - 1)
            groups = [Listed(group, _near(visit, group)) for group in gaps.on_page(grouped, page)]
            keeps = visit.rules.keeps_questions.value
            return (gaps.listed(reply.texts, grouped, groups, page, keeps=keeps),)

        visitor = Visitor.of_interaction(interaction)
        await self._desk.exchange(reply, visitor, task, counted=False, for_all=True)

    async def _export(self, used: Used) -> None:
        """Attach all of them as a question file."""
        reply = ButtonReply(used.interaction, opens=True)

        def task(visit: Visit) -> Sequence[Page]:
            visit.require_changer()
            grouped = visit.library.group_gaps(visit.records.gaps(_READ))
            if not grouped.groups:
                raise NoGapsError
            groups = [Listed(group, _near(visit, group)) for group in grouped.groups]
            return (gaps.exported(reply.texts, groups),)

        visitor = Visitor.of_interaction(used.interaction)
        await self._desk.exchange(reply, visitor, task, counted=False, for_all=True)


def _near(visit: Visit, group: GapGroup) -> Quote | None:
    """What was shown for one of the questions, as far as this visitor may read."""
    for question in group.questions:
        for asked in question.asked:
            if asked.story_id is not None and asked.span is not None:
                quote = quote_or_none(visit, Place(asked.story_id, *asked.span))
                if quote is not None:
                    return quote
    return None
