"""Whose a story is, of when, and where it stands, in markdown (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from bot import limits, markdown
from bot.pages import Block, size
from bot.texts import Texts
from index import Story, StoryEntry

_AUTHOR = 80
_HOST = 60
_ADDRESS = 300
"""Code units; of a longer address the host alone is shown."""
_SAFE = "%/:?#@!$&'*+,;=~-._"
"""What may stand in the address of a link beside letters and digits."""
_SECTIONS = 3200
"""Code units up to which an answer has room for this; what was asked takes the rest."""


def credit(say: Texts, story: Story | StoryEntry) -> str:
    """Author, date and address, as far as they are known; empty where none is."""
    parts = (_written(say, story), _link(story.source))
    return " · ".join(part for part in parts if part)


def credited(
    say: Texts, story: Story, sections: Sequence[tuple[Block, ...]]
) -> list[tuple[Block, ...]]:
    """The sections of an answer, with the credit of a page of the web below the first quote."""
    line = f"-# {credit(say, story)}"
    room = _SECTIONS - sum(size(block) for section in sections for block in section)
    first, *others = sections
    if address_of(story) is None or limits.units(line) > room:
        return list(sections)
    return [(*first, line), *others]


def address_of(story: Story | StoryEntry) -> str | None:
    """Where a story stands in the web; None for one that comes from elsewhere."""
    return story.source if _link(story.source) else None


def _written(say: Texts, story: Story | StoryEntry) -> str:
    date = story.published.isoformat() if story.published else ""
    author = markdown.escape(limits.one_line(story.author or "", _AUTHOR))
    if not author:
        return date
    return (
        say("story-by-dated", author=author, date=date) if date else say("story-by", author=author)
    )


def _link(source: str | None) -> str:
    """An address as a link that shows its host; empty for any other source."""
    try:
        parts = urlsplit(source or "")
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host:
        return ""
    shown = markdown.escape(limits.one_line(host, _HOST))
    address = quote(source or "", safe=_SAFE)
    linked = host.isascii() and limits.units(address) <= _ADDRESS
    return f"[{shown}](<{address}>)" if linked else shown
