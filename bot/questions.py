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
    OPEN_QUESTION = auto()
    """A question to nobody in particular, which is answered where a channel wants it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A message, read; ``question`` is without the mention of the bot."""

    asks: Asks
    question: str = ""


# What begins a statement as well is missing: German "was" is an English verb, and Spanish words
# ask only with their accents.
_ASKING = """
    who whom whose what which when where why how
    who's what's when's where's why's how's
    wer wen wem wessen welche welcher welches welchen welchem wann wo wohin woher warum wieso
    weshalb weswegen wie wieviel wieviele wozu womit wofür woran worauf worüber wovon wodurch
    qué quién quiénes cuál cuáles cuándo dónde adónde cómo cuánto cuánta cuántos cuántas
"""
_QUESTION_WORDS = frozenset(_ASKING.split())
_SPANISH_TWO = re.compile(r"(?:por|para|a|de|con|en|desde|hasta|sobre)\s+(?=\w*[áéíóú])")
_COMMAND = re.compile(r"[^\w\s¿¡\"'“”„«»‘’()\[*_~<@#]\w")
"""What calls another bot: ``!play``, ``/ask``, ``?help``."""
_AROUND = " \t\n\"'“”„«»‘’()[]*_~|"
_WORDS = 3
"""Fewer are no question without a question mark: "How nice"."""

_KINDS = (discord.MessageType.default, discord.MessageType.reply)


def asked(message: discord.Message, me: discord.ClientUser) -> Asked:
    """Whether ``message`` mentions the bot, replies to it, or is written to it directly.

    Anything else is an open question at most.
    """
    if message.author.bot or message.webhook_id or message.type not in _KINDS:
        return Asked(Asks.NOTHING)
    mentioned = any(user.id == me.id for user in message.mentions)
    replied = _replies_to(message, me)
    if message.guild is not None and not mentioned and not replied:
        return _overheard(message)
    question = re.sub(rf"<@!?{me.id}>", " ", message.content).strip()
    if question:
        return Asked(Asks.QUESTION, question)
    # A mention is never hidden, so a reply without any words is one that Discord keeps back.
    hidden = replied and not message.content and message.guild is not None
    return Asked(Asks.MENTION_NEEDED if hidden else Asks.HELP)


def is_question(text: str) -> bool:
    """Whether a message is a question by its looks, in English, German or Spanish.

    It ends with a question mark, or begins with a question word and has at least three words.
    """
    text = text.strip(_AROUND)
    if _COMMAND.match(text):
        return False
    words = re.findall(r"[\w'’-]+", text.casefold().replace("’", "'"))
    if text.rstrip("!").endswith(("?", "？")):
        return bool(words)
    if len(words) < _WORDS or text.endswith((".", "!", "…")):
        return False
    return text.startswith("¿") or words[1 if _SPANISH_TWO.match(" ".join(words)) else 0] in (
        _QUESTION_WORDS
    )


def _overheard(message: discord.Message) -> Asked:
    """What a message is that is not to the bot; Discord shows its words only with an intent."""
    to_somebody = message.reference is not None or message.mentions or message.role_mentions
    if to_somebody or message.mention_everyone or not is_question(message.content):
        return Asked(Asks.NOTHING)
    return Asked(Asks.OPEN_QUESTION, message.content.strip())


def _replies_to(message: discord.Message, me: discord.ClientUser) -> bool:
    reference = message.reference
    if reference is None or reference.type is not discord.MessageReferenceType.reply:
        return False
    resolved = reference.resolved
    return isinstance(resolved, discord.Message) and resolved.author.id == me.id
