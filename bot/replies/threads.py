"""Threads for answers, where a server wants them and Discord lets the bot."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

import discord

from bot import limits
from bot.pages import Page
from bot.replies.delivery import delivered
from bot.rules import Answers

_log = logging.getLogger(__name__)

MINUTES: Final = 1440
"""How long a thread stays open after the last message; Discord's default for new servers."""
_HAS_THREAD: Final = 160004


@dataclass(frozen=True, slots=True)
class Threading:
    """How a thread is opened."""

    question: str
    """As the member put it; Discord shows a thread's name letter for letter."""
    plain_name: str
    """The name where the place does not want the question as one."""
    opening: Page
    """What stands in the channel where a command asked."""

    def name(self, answers: Answers) -> str:
        """The thread's name, at most 100 characters."""
        named = answers is Answers.NAMED_THREAD and self.question.strip()
        return limits.one_line(self.question if named else self.plain_name, limits.THREAD_NAME)

    @staticmethod
    def possible(channel: discord.TextChannel) -> bool:
        """Whether the bot may open threads there and write in them."""
        granted = channel.permissions_for(channel.guild.me)
        return granted.create_public_threads and granted.send_messages_in_threads


async def start_thread(
    message: discord.Message | discord.PartialMessage, threading: Threading, answers: Answers
) -> discord.Thread | None:
    """Open a thread at a message; None where Discord refuses, which the log tells."""

    async def opened() -> discord.Thread:
        return await message.create_thread(
            name=threading.name(answers), auto_archive_duration=MINUTES
        )

    try:
        return await delivered(opened)
    except discord.HTTPException as error:
        thread = await _mine(message) if error.code == _HAS_THREAD else None
        if thread is None:
            # For one, somebody opened a thread there before, or the message was deleted meanwhile.
            _log.warning("Discord refused a thread (status %s, code %s).", error.status, error.code)
        return thread


async def _mine(message: discord.Message | discord.PartialMessage) -> discord.Thread | None:
    """The thread at a message if the bot itself opened it, by a try whose receipt was lost."""
    guild = message.guild
    assert guild is not None, "threads are in servers"  # noqa: S101
    try:
        # A thread that hangs at a message has the message's id.
        found = guild.get_thread(message.id) or await guild.fetch_channel(message.id)
    except discord.DiscordException:
        return None
    mine = isinstance(found, discord.Thread) and found.owner_id == guild.me.id
    return found if mine and isinstance(found, discord.Thread) else None
