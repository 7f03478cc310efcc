"""`/compare`, and the select that asks another story than the one that answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import comparing
from bot.actions import Used
from bot.asked import question_in
from bot.cogs.choosing import complete_story
from bot.errors import StaleControlError
from bot.inquiries import Inquiry
from bot.offering import INSTEAD
from bot.pages import Page
from bot.replies import ButtonReply, CommandReply
from bot.talks import Seat
from bot.visits import Visit, Visitor

if TYPE_CHECKING:
    from bot.client import Bot

_Story = app_commands.Range[str, 1, 300]
_ONE = "A story to compare; those that fit best when all are empty"


class Comparing(commands.Cog):
    """One question to several stories."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        bot.actions.add(INSTEAD, self._ask_instead)

    @app_commands.command()
    @app_commands.describe(
        question="What do you want to know?",
        first=_ONE,
        second=_ONE,
        third=_ONE,
        fourth=_ONE,
        fifth=_ONE,
    )
    @app_commands.autocomplete(
        first=complete_story,
        second=complete_story,
        third=complete_story,
        fourth=complete_story,
        fifth=complete_story,
    )
    async def compare(
        self,
        interaction: discord.Interaction[Bot],
        question: app_commands.Range[str, 1, 1000],
        first: _Story | None = None,
        second: _Story | None = None,
        third: _Story | None = None,
        fourth: _Story | None = None,
        fifth: _Story | None = None,
    ) -> None:
        """Set what several stories answer side by side, and mark what differs."""
        reply = CommandReply(interaction, private=None)
        named = [one for one in (first, second, third, fourth, fifth) if one is not None]

        def task(visit: Visit) -> Sequence[Page]:
            stories = [name for one in named if (name := visit.story(one)) is not None]
            found = visit.library.compare(question, stories)
            return comparing.compared(reply.texts, found, shielded=bool(visit.ceilings))

        await self._bot.desk.exchange(reply, Visitor.of_interaction(interaction), task)

    async def _ask_instead(self, used: Used) -> None:
        """Put the question of an answer to the story that was chosen; only the member sees it."""
        interaction = used.interaction
        question = question_in(interaction.message, self._bot.talks)
        if not question or len(used.values) != 1:
            raise StaleControlError
        visitor = Visitor.of_interaction(interaction)
        seat = Seat.of(interaction.channel, interaction.user.id)
        story = f"#{int(used.values[0], 36)}"
        inquiry = Inquiry(question, visitor, seat, story=story)
        await self._bot.inquiries.take(ButtonReply(interaction), inquiry)
