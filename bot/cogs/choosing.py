"""The autocompletion that all commands with a story share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.choices import story_choices
from bot.errors import PlainError
from bot.visits import Visitor
from index import StoryIndexError

if TYPE_CHECKING:
    from bot.client import Bot


async def complete_story(
    interaction: discord.Interaction[Bot], typed: str
) -> list[app_commands.Choice[str]]:
    """Stories that fit what was typed; none when they cannot be had just now."""
    try:
        entries = await interaction.client.desk.look(
            Visitor.of_interaction(interaction), lambda visit: visit.library.stories()
        )
    except (PlainError, StoryIndexError):
        return []
    return story_choices(entries, typed)
