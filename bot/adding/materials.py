"""What members bring: attachments, addresses, and the words of messages."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

import aiohttp
import discord

from bot import limits
from bot.errors import PlainError

_LINK = re.compile(r"https?://[^\s<>\"|]+", re.IGNORECASE)
_ENDS = ".,;:!?'*_~`"
"""What stands behind an address in a sentence rather than in it."""
_UNREADABLE = ("image/", "audio/", "video/")
_TITLE = 60
"""Code units of the name that the words of a message get from their beginning."""
_LONG_TEXT = 300
"""Characters from which a message's words are more than a remark on what it brings."""


class NothingBroughtError(PlainError):
    """A command without any file or address."""

    def __init__(self) -> None:
        super().__init__("error-nothing-brought")


class TooLargeError(PlainError):
    """An attachment that is larger than the operator allows; it is not fetched."""

    def __init__(self, label: str, most: int) -> None:
        super().__init__("error-file-large", file=label, most=most // 1_000_000 or 1)


@dataclass(frozen=True, slots=True)
class File:
    """A file that Discord keeps, which is fetched when its turn comes."""

    label: str
    size: int
    """Bytes."""
    read: Callable[[], Awaitable[bytes]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Content:
    """A file that was fetched."""

    label: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Missing:
    """A file that Discord did not give out."""

    label: str


@dataclass(frozen=True, slots=True)
class Address:
    """A page of the web."""

    label: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a message."""

    label: str
    """Their beginning, by which they are called."""
    text: str = field(repr=False)
    source: str
    """The address of the message."""


Material = File | Content | Missing | Address | Words


def brought(
    files: Sequence[discord.Attachment | None], address: str | None
) -> tuple[Material, ...]:
    """What a command brings.

    Raises:
        NothingBroughtError: nothing.
    """
    found: list[Material] = [_file(one) for one in files if one is not None]
    if address is not None and address.strip():
        found.append(Address(address.strip()))
    if not found:
        raise NothingBroughtError
    return tuple(found)


def of_message(message: discord.Message) -> tuple[Material, ...]:
    """What a message brings: its attachments, else the pages it links to, else its words.

    Words that are long enough to be a story stand beside the others.

    Raises:
        NothingBroughtError: nothing.
    """
    text, attachments = _contents(message)
    found: list[Material] = [
        _file(one) for one in attachments if not (one.content_type or "").startswith(_UNREADABLE)
    ]
    found += [] if found else [Address(link) for link in _links(text)]
    if any(map(str.isalnum, text)) and (not found or len(_LINK.sub("", text)) >= _LONG_TEXT):
        found.append(Words(_beginning(text), text, message.jump_url))
    if not found:
        raise NothingBroughtError
    return tuple(found[: limits.CHOICES])


def check_sizes(materials: Sequence[Material], most: int) -> None:
    """Refuse files beyond ``most`` bytes before any is fetched; raises ``TooLargeError``."""
    for one in materials:
        if isinstance(one, File) and one.size > most:
            raise TooLargeError(one.label, most)


async def fetched(materials: Sequence[Material]) -> tuple[Material, ...]:
    """The same things, with what stands in the files."""
    return tuple([await _fetched(one) if isinstance(one, File) else one for one in materials])


async def _fetched(file: File) -> Content | Missing:
    try:
        return Content(file.label, await file.read())
    except (discord.DiscordException, aiohttp.ClientError, OSError):
        return Missing(file.label)


def _contents(message: discord.Message) -> tuple[str, Sequence[discord.Attachment]]:
    """The words and files of a message, or of the one that it forwards."""
    if not (message.content or message.attachments) and message.message_snapshots:
        forwarded = message.message_snapshots[0]
        return forwarded.content, forwarded.attachments
    return message.content, message.attachments


def _file(attachment: discord.Attachment) -> File:
    return File(attachment.filename, attachment.size, attachment.read)


def _links(text: str) -> tuple[str, ...]:
    found = (match[0].rstrip(_ENDS) for match in _LINK.finditer(text))
    return tuple(dict.fromkeys(_without_bracket(link) for link in found))


def _without_bracket(link: str) -> str:
    """An address that stands in brackets, as in markdown, without the closing one."""
    return link[:-1].rstrip(_ENDS) if link.endswith(")") and "(" not in link else link


def _beginning(text: str) -> str:
    first = next(line for line in text.splitlines() if any(map(str.isalnum, line)))
    readable = re.sub(r"[^\w' -]+", " ", first)
    return limits.one_line(readable, _TITLE).strip(" '-_") or "message"


def file_name(words: Words) -> str:
    """The name of a file that a message's words could stand in."""
    return f"{PurePath(words.label).name.rstrip(limits.ELLIPSIS).strip()}.txt"
