"""What every way to reply can do."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

import discord

from bot.pages import Page
from bot.rules import Rules
from bot.texts import Texts


@dataclass(frozen=True, slots=True)
class Sent:
    """Where an answer went."""

    channel: int | None
    """The channel or thread; None where Discord did not say."""
    message: int
    """The first message of the answer."""


class Reply(Protocol):
    """Where an answer goes."""

    owed: bool
    """Whether silence would look like a failure: an interaction must be answered."""

    @property
    def texts(self) -> Texts:
        """What to say it with: the language of those who read it."""

    @property
    def where(self) -> str:
        """The place, for the log: ids only."""

    def at_work(self, rules: Rules, /) -> AbstractAsyncContextManager[None]:
        """Show that an answer is on its way, at once and until the block ends."""

    async def send(self, pages: Sequence[Page]) -> Sent:
        """Send the answer, one message a page."""

    async def say(self, text: str) -> None:
        """Say one sentence instead of an answer."""


def interaction_place(interaction: discord.Interaction) -> str:
    """Where an interaction comes from, for the log."""
    return place(interaction.guild_id, interaction.channel_id)


def place(guild_id: int | None, channel_id: int | None) -> str:
    """A channel, for the log."""
    return (
        f"channel {channel_id} of server {guild_id}" if guild_id else f"direct channel {channel_id}"
    )
