"""Replies to buttons, selects and forms."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord

from bot.replies.interactions import InteractionReply
from bot.rules import Rules


class ButtonReply(InteractionReply):
    """A reply to a control, seen by the member who used it only.

    A control on a public message opens a private one; on a private message it turns its page.

    Args:
        interaction: what the member did.
        opens: whether it opens a new private message in any case.
    """

    def __init__(self, interaction: discord.Interaction[Any], *, opens: bool = False) -> None:
        super().__init__(interaction, private=True)
        message = interaction.message
        self._turns = message is not None and message.flags.ephemeral and not opens

    @asynccontextmanager
    async def at_work(self, _rules: Rules, /) -> AsyncIterator[None]:
        """Defer a new message, or the turning of this one."""
        await self.defer(thinking=not self._turns)
        yield
