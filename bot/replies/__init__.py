"""The ways to reply: to a slash command, to a button, to a message."""

from __future__ import annotations

from bot.replies.base import Reply, Sent
from bot.replies.buttons import ButtonReply
from bot.replies.commands import CommandReply
from bot.replies.delivery import ElsewhereError, LateError, UndeliveredError, is_late
from bot.replies.interactions import InteractionReply
from bot.replies.messages import MessageReply

__all__ = [
    "ButtonReply",
    "CommandReply",
    "ElsewhereError",
    "InteractionReply",
    "LateError",
    "MessageReply",
    "Reply",
    "Sent",
    "UndeliveredError",
    "is_late",
]
