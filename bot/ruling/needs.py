"""What Discord has to let the bot do in a channel, and what of it is missing (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import discord


class Need(StrEnum):
    """A permission, as Discord's own list calls it."""

    VIEW_CHANNEL = "view_channel"
    SEND_MESSAGES = "send_messages"
    READ_MESSAGE_HISTORY = "read_message_history"
    ATTACH_FILES = "attach_files"
    CREATE_PUBLIC_THREADS = "create_public_threads"
    SEND_MESSAGES_IN_THREADS = "send_messages_in_threads"


class Lock(StrEnum):
    """Where a permission is missing, and so where it is granted."""

    SERVER = "server"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Missing:
    """A permission that the bot lacks."""

    need: Need
    lock: Lock


def missing(here: discord.Permissions, everywhere: discord.Permissions) -> tuple[Missing, ...]:
    """What the bot lacks in a channel.

    Args:
        here: what it may do in the channel.
        everywhere: what its roles let it do in the server.
    """
    return tuple(
        Missing(need, Lock.CHANNEL if getattr(everywhere, need.value) else Lock.SERVER)
        for need in Need
        if not getattr(here, need.value)
    )
