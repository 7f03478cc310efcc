"""What a message asks of the bot, if anything (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

import discord


class Asks(Enum):
    """What a message is to the bot."""

    NOTHING = auto()
    QUESTION = auto()
    HELP = auto()
    """The bot is called without a question."""
    MENTION_NEEDED = auto()
    """A reply to the bot whose words Discord keeps from it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A message, read; ``question`` is without the mention of the bot."""

    asks: Asks
    question: str = ""


_KINDS = (discord.MessageType.default, discord.MessageType.reply)


def asked(message: discord.Message, me: discord.ClientUser) -> Asked:
    """Whether ``message`` mentions the bot, replies to it, or is written to it directly."""
    if message.author.bot or message.webhook_id or message.type not in _KINDS:
        return Asked(Asks.NOTHING)
    mentioned = any(user.id == me.id for user in message.mentions)
    replied = _replies_to(message, me)
    if message.guild is not None and not mentioned and not replied:
        return Asked(Asks.NOTHING)
    question = re.sub(rf"<@!?{me.id}>", " ", message.content).strip()
    if question:
        return Asked(Asks.QUESTION, question)
    # A mention is never hidden, so a reply without any words is one that Discord keeps back.
    hidden = replied and not message.content and message.guild is not None
    return Asked(Asks.MENTION_NEEDED if hidden else Asks.HELP)


def _replies_to(message: discord.Message, me: discord.ClientUser) -> bool:
    reference = message.reference
    if reference is None or reference.type is not discord.MessageReferenceType.reply:
        return False
    resolved = reference.resolved
    return isinstance(resolved, discord.Message) and resolved.author.id == me.id
