"""`/check`, and what can be done with any message: look for it in the story, ask about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import checks
from bot.cogs.choosing import complete_story
from bot.errors import door
from bot.pages import Page
from bot.replies import CommandReply
from bot.texts import texts_for
from bot.visits import Visit, Visitor

if TYPE_CHECKING:
    from bot.client import Bot


class Checks(commands.Cog):
    """Words set beside the story; only who asks sees the outcome, so nobody is shown up."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._menus = (
            app_commands.ContextMenu(name="Is this in the story?", callback=self._in_the_story),
            app_commands.ContextMenu(name="Ask about this", callback=self._ask_about),
        )

    async def cog_load(self) -> None:
        """Add the entries of a message's menu."""
        for menu in self._menus:
            self._bot.tree.add_command(menu)

    async def cog_unload(self) -> None:
        """Take the entries away."""
        for menu in self._menus:
            self._bot.tree.remove_command(menu.name, type=menu.type)

    @app_commands.command()
    @app_commands.describe(
        words="The words to look for, such as what somebody said the story says",
        story="The story to look in; all of them when empty",
    )
    @app_commands.autocomplete(story=complete_story)
    async def check(
        self,
        interaction: discord.Interaction[Bot],
        words: app_commands.Range[str, 1, 4000],
        story: app_commands.Range[str, 1, 300] | None = None,
    ) -> None:
        """Tell whether words are in the story, and what differs; only you see it."""
        await self._check(interaction, lambda: words, story, own=True)

    async def _in_the_story(
        self, interaction: discord.Interaction[Bot], message: discord.Message
    ) -> None:
        await self._check(interaction, lambda: checks.words_of(message), None, own=False)

    async def _ask_about(
        self, interaction: discord.Interaction[Bot], message: discord.Message
    ) -> None:
        asking, me = self._bot.asking_about, self._bot.user
        mine = me is not None and message.author.id == me.id
        reply = CommandReply(interaction, private=True)
        async with door(reply, self._bot.meter):
            before = self._bot.talks.below(message) if mine else ()
            words = "" if before else checks.words_of(message)
            form, payload = asking.form(texts_for(interaction.locale), message)
            await reply.open(form)
            await asking.prepare(Visitor.of_interaction(interaction), payload, before, words)

    async def _check(
        self,
        interaction: discord.Interaction[Bot],
        words: Callable[[], str],
        story: str | None,
        *,
        own: bool,
    ) -> None:
        reply = CommandReply(interaction, private=True)

        def task(visit: Visit) -> Sequence[Page]:
            checked = visit.library.check(words(), story=visit.story(story))
            shielded = bool(visit.ceilings)
            return (checks.page(reply.texts, checked, own=own, shielded=shielded),)

        await self._bot.desk.exchange(reply, Visitor.of_interaction(interaction), task)
