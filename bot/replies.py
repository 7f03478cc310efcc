"""The three ways to reply: to a slash command, to a button, to a message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

import discord

from bot.pages import Page
from bot.rules import Rules
from bot.texts import Texts, texts_for
from bot.views import attachments, layout


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

    async def acknowledge(self, rules: Rules, /) -> None:
        """Say within Discord's three seconds that an answer is on its way."""

    async def send(self, pages: Sequence[Page]) -> None:
        """Send the answer, one message a page."""

    async def say(self, text: str) -> None:
        """Say one sentence instead of an answer."""


class CommandReply:
    """A reply to a slash command, seen by its author only when ``private``.

    ``private`` None leaves that to the rules of the place.
    """

    owed = True

    def __init__(self, interaction: discord.Interaction, *, private: bool | None) -> None:
        self._interaction = interaction
        self._private = private
        self._sent = False
        self.texts = texts_for(interaction.locale)
        """In the language of the member's Discord."""

    @property
    def where(self) -> str:
        """The place, for the log."""
        return _interaction_place(self._interaction)

    async def acknowledge(self, rules: Rules, /) -> None:
        """Defer, publicly or not: this decides who sees the answer."""
        if self._private is None:
            self._private = rules.private.value and self._interaction.guild_id is not None
        await self._interaction.response.defer(ephemeral=self._private, thinking=True)

    async def send(self, pages: Sequence[Page]) -> None:
        """Send the answer, one message a page."""
        first, *others = pages
        await self._interaction.edit_original_response(
            view=layout(first), attachments=attachments(first)
        )
        self._sent = True
        for page in others:
            await self._interaction.followup.send(
                view=layout(page), files=attachments(page), ephemeral=bool(self._private)
            )

    async def say(self, text: str) -> None:
        """Say one sentence instead, privately where Discord can do that."""
        if not self._interaction.response.is_done():
            await self._interaction.response.send_message(text, ephemeral=True)
        elif self._sent:
            await self._interaction.followup.send(text, ephemeral=True)
        else:
            await self._interaction.edit_original_response(content=text)


class ButtonReply:
    """A reply to a button, seen by the member who pressed it only.

    A button on a public message opens a private one; on a private message it turns its page.
    """

    owed = True

    def __init__(self, interaction: discord.Interaction) -> None:
        self._interaction = interaction
        self.texts = texts_for(interaction.locale)
        """In the language of the member's Discord."""
        message = interaction.message
        self._turns = message is not None and message.flags.ephemeral

    @property
    def where(self) -> str:
        """The place, for the log."""
        return _interaction_place(self._interaction)

    async def acknowledge(self, _rules: Rules, /) -> None:
        """Defer a new private message, or the turning of this one."""
        if self._turns:
            await self._interaction.response.defer()
        else:
            await self._interaction.response.defer(ephemeral=True, thinking=True)

    async def send(self, pages: Sequence[Page]) -> None:
        """Send the answer, one message a page."""
        for page in pages:
            await self._interaction.edit_original_response(view=layout(page))

    async def say(self, text: str) -> None:
        """Say one sentence instead, privately where Discord can do that."""
        if not self._interaction.response.is_done():
            await self._interaction.response.send_message(text, ephemeral=True)
        elif self._turns:
            await self._interaction.followup.send(text, ephemeral=True)
        else:
            await self._interaction.edit_original_response(content=text)


class MessageReply:
    """A reply to a message.

    Args:
        message: what to reply to.
        locale: the author's locale if it is known; a message does not tell.
    """

    owed = False

    def __init__(self, message: discord.Message, locale: discord.Locale | None = None) -> None:
        self._message = message
        guild = message.guild
        # Everybody in a server reads it, so the server's language comes first there.
        self.texts = texts_for(guild.preferred_locale if guild else locale)
        """In the language of the server, or of the member in a direct message."""

    @property
    def where(self) -> str:
        """The place, for the log."""
        guild = self._message.guild
        return _place(guild.id if guild else None, self._message.channel.id)

    async def acknowledge(self, _rules: Rules, /) -> None:
        """Show that the bot is typing; this also finds out early that it may not write."""
        await self._message.channel.typing()

    async def send(self, pages: Sequence[Page]) -> None:
        """Send the answer, one message a page."""
        for page in pages:
            await self._message.channel.send(
                view=layout(page),
                files=attachments(page),
                reference=self._reference(),
                mention_author=False,
            )

    async def say(self, text: str) -> None:
        """Say one sentence instead, privately where Discord can do that."""
        await self._message.channel.send(text, reference=self._reference(), mention_author=False)

    def _reference(self) -> discord.MessageReference:
        guild, channel = self._message.guild, self._message.channel
        # Discord lets nobody reply to a message that they may not read later.
        if guild and not channel.permissions_for(guild.me).read_message_history:
            # discord.py takes None here, which its annotations leave out.
            return cast("discord.MessageReference", None)
        return self._message.to_reference(fail_if_not_exists=False)


def _interaction_place(interaction: discord.Interaction) -> str:
    return _place(interaction.guild_id, interaction.channel_id)


def _place(guild_id: int | None, channel_id: int | None) -> str:
    return (
        f"channel {channel_id} of server {guild_id}" if guild_id else f"direct channel {channel_id}"
    )
