"""`/said`, `/promises`, `/threats`, `/people`, `/timeline` and `/map`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import telling
from bot.cogs.choosing import complete_story
from bot.errors import PlainError
from bot.pages import Page
from bot.replies import CommandReply
from bot.telling import Told
from bot.texts import Texts
from bot.visits import Visit, Visitor, require_asker
from index import Person, StoryIndexError, StoryText, map_picture, people_of

if TYPE_CHECKING:
    from bot.client import Bot

_Render = Callable[[Texts, StoryText], Sequence[Page]]


async def complete_person(
    interaction: discord.Interaction[Bot], typed: str
) -> list[app_commands.Choice[str]]:
    """People of the story, as far as the member may read it; none when there is no such story."""

    def known(visit: Visit) -> tuple[Person, ...]:
        require_asker(visit.visitor, visit.rules)
        return people_of(visit.library.text(visit.story(interaction.namespace.story)))

    try:
        found = await interaction.client.desk.look(Visitor.of_interaction(interaction), known)
    except (PlainError, StoryIndexError):
        return []
    return telling.people_choices(found, typed)


class Telling(commands.Cog):
    """What a story tells of its people and its times."""

    def __init__(self, bot: Bot) -> None:
        self._desk = bot.desk

    @app_commands.command()
    @app_commands.describe(
        who="Somebody in the story",
        story="The story; may be left empty when there is only one",
    )
    @app_commands.autocomplete(who=complete_person, story=complete_story)
    async def said(
        self,
        interaction: discord.Interaction[Bot],
        who: app_commands.Range[str, 1, 100],
        story: app_commands.Range[str, 1, 300] | None = None,
    ) -> None:
        """List what somebody in a story says."""
        await self._tell(interaction, story, _sayings(Told.SAID, who))

    @app_commands.command()
    @app_commands.describe(
        who="Whose promises; everybody's when empty",
        story="The story; may be left empty when there is only one",
    )
    @app_commands.autocomplete(who=complete_person, story=complete_story)
    async def promises(
        self,
        interaction: discord.Interaction[Bot],
        who: app_commands.Range[str, 1, 100] | None = None,
        story: app_commands.Range[str, 1, 300] | None = None,
    ) -> None:
        """List who promises what in a story."""
        await self._tell(interaction, story, _sayings(Told.PROMISED, who))

    @app_commands.command()
    @app_commands.describe(
        who="Whose threats; everybody's when empty",
        story="The story; may be left empty when there is only one",
    )
    @app_commands.autocomplete(who=complete_person, story=complete_story)
    async def threats(
        self,
        interaction: discord.Interaction[Bot],
        who: app_commands.Range[str, 1, 100] | None = None,
        story: app_commands.Range[str, 1, 300] | None = None,
    ) -> None:
        """List who threatens what in a story."""
        await self._tell(interaction, story, _sayings(Told.THREATENED, who))

    @app_commands.command()
    @app_commands.describe(story="The story; may be left empty when there is only one")
    @app_commands.autocomplete(story=complete_story)
    async def people(
        self,
        interaction: discord.Interaction[Bot],
        story: app_commands.Range[str, 1, 300] | None = None,
    ) -> None:
        """List who is who in a story."""
        await self._tell(interaction, story, telling.people)

    @app_commands.command()
    @app_commands.describe(story="The story; may be left empty when there is only one")
    @app_commands.autocomplete(story=complete_story)
    async def timeline(
        self,
        interaction: discord.Interaction[Bot],
        story: app_commands.Range[str, 1, 300] | None = None,
    ) -> None:
        """List what happens when in a story."""
        await self._tell(interaction, story, telling.timeline)

    @app_commands.command()
    @app_commands.describe(
        story="The story; may be left empty when there is only one",
        dark="Whether the picture is dark, as it is when this is empty",
    )
    @app_commands.autocomplete(story=complete_story)
    async def map(
        self,
        interaction: discord.Interaction[Bot],
        story: app_commands.Range[str, 1, 300] | None = None,
        dark: bool = True,
    ) -> None:
        """Draw who appears where in a story."""

        def draw(say: Texts, text: StoryText) -> Sequence[Page]:
            if not people_of(text):
                return (telling.nobody(say, text.story),)
            return (telling.drawn(say, text.story, map_picture(text, dark=dark)),)

        await self._tell(interaction, story, draw)

    async def _tell(
        self, interaction: discord.Interaction[Bot], story: str | None, render: _Render
    ) -> None:
        reply = CommandReply(interaction, private=None)

        def task(visit: Visit) -> Sequence[Page]:
            return render(reply.texts, visit.library.text(visit.story(story)))

        await self._desk.exchange(reply, Visitor.of_interaction(interaction), task)


def _sayings(told: Told, who: str | None) -> _Render:
    return lambda say, text: telling.sayings(say, text, told, who)
