"""What was asked, as an answer of the bot's repeats it, and who asked it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import discord

from bot import markdown
from bot.talks import Talks
from bot.texts import languages, texts_for

_MARK = "\x00"


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the member who put it."""

    text: str = field(repr=False)
    asker: int


def asked_line(message: discord.Message | None) -> str:
    """The line of an answer that repeats the question, in markdown; "" without one."""
    return next(_lines(message, _asked_openings()), "")


def question_in(message: discord.Message | None, talks: Talks) -> str:
    """The question that a message answers; "" when it is neither remembered nor in the message."""
    if message is None:
        return ""
    spoken = talks.last(message.id)
    return (spoken.question if spoken else "") or _told(message)


def question_of(interaction: discord.Interaction, talks: Talks) -> Question | None:
    """The question that the message of a control answers; None when it or its asker is unknown.

    It is remembered, or stands in the message; nothing is fetched for it.
    """
    message = interaction.message
    if message is None:
        return None
    spoken = talks.last(message.id)
    text = question_in(message, talks)
    asker = (spoken.asker if spoken else None) or _asker(interaction, message)
    return Question(text, asker) if text and asker is not None else None


def _told(message: discord.Message) -> str:
    """The question in the message, in full where it was understood as another one."""
    for openings in (_understood_openings(), _asked_openings()):
        for line in _lines(message, openings):
            opening = next(opening for opening in openings if line.startswith(opening))
            return markdown.plain(line.removeprefix(opening))
    return ""


def _asker(interaction: discord.Interaction, message: discord.Message) -> int | None:
    if message.flags.ephemeral:
        return interaction.user.id
    if message.interaction_metadata is not None:
        return message.interaction_metadata.user.id
    replied = message.reference.resolved if message.reference else None
    return replied.author.id if isinstance(replied, discord.Message) else None


def _asked_openings() -> tuple[str, ...]:
    return _openings([texts_for(one)("answer-asked", question=_MARK) for one in languages()])


def _understood_openings() -> tuple[str, ...]:
    return _openings([texts_for(one)("answer-understood", question=_MARK) for one in languages()])


def _openings(lines: list[str]) -> tuple[str, ...]:
    """How a line begins, in the language of whoever it was written for."""
    return tuple(f"-# {line.partition(_MARK)[0]}" for line in lines)


def _lines(message: discord.Message | None, openings: tuple[str, ...]) -> Iterator[str]:
    for text in _notes(message.components if message else ()):
        for line in text.splitlines():
            if line.startswith(openings):
                yield line


def _notes(components: object) -> Iterator[str]:
    """Texts that begin a section: below a quote stands its place, with the title of a story."""
    before: object = None
    for component in components if isinstance(components, list | tuple) else ():
        if isinstance(component, discord.TextDisplay) and isinstance(
            before, discord.SeparatorComponent
        ):
            yield component.content
        yield from _notes(getattr(component, "children", ()))
        before = component
