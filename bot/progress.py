"""How far somebody has read, as pages (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import limits, markdown, rendering, whereabouts
from bot.bookmarks import Mark
from bot.pages import Block, Page
from bot.texts import Texts

_LENGTH_OF_TITLE = 80


def told(say: Texts, mark: Mark, channel: Mark | None) -> Page:
    """What is shown from now on.

    Args:
        say: the texts.
        mark: how far the member has read now.
        channel: how far this channel may read of the same story, if it has a ceiling.
    """
    title = title_of(mark)
    if mark.end is None:
        blocks = [say("progress-all", title=title)]
    elif not mark.paragraph:
        blocks = [say("progress-none", title=title)]
    else:
        blocks = [say("progress-set", title=title, place=_place(say, mark))]
    if channel is not None and (mark.end is None or _end(channel) < mark.end):
        blocks.append(f"-# {say('progress-channel-lower', place=_place(say, channel))}")
    return rendering.notice("\n".join(blocks))


def overview(say: Texts, own: Sequence[Mark], channel: Sequence[Mark]) -> tuple[Page, ...]:
    """All stories that a member, or the channel, does not see in full."""
    groups: list[tuple[Block, ...]] = [(line(say, mark, own=True),) for mark in own]
    if not own:
        groups.append((say("progress-nothing-set"),))
    if channel:
        groups.append((f"**{say('progress-of-channel')}**",))
        groups += [(line(say, mark),) for mark in channel]
    groups.append((f"-# {say('progress-how')}",))
    title = f"**{say('progress-title')}**"
    pages, _ = rendering.filled(say, title, groups, rendering.MESSAGES)
    return pages


def line(say: Texts, mark: Mark, *, own: bool = False) -> str:
    """A story and how far it is read, in markdown.

    Args:
        say: the texts.
        mark: how far.
        own: whether who sees it has read so far; to others a chapter's name might tell too much.
    """
    return f"{title_of(mark)} · {_place(say, mark, named=own)}"


def _place(say: Texts, mark: Mark, *, named: bool = True) -> str:
    """How far a story is read, in words."""
    if not mark.paragraph:
        return say("progress-beginning")
    chapter = mark.chapter
    if chapter is not None and not named:
        chapter = None if chapter.number is None else replace(chapter, name=None)
    place = whereabouts.place_of(say, mark.paragraph, chapter)
    return say("progress-place", place=place, percent=mark.percent)


def title_of(mark: Mark) -> str:
    """The story's title on one line, in markdown."""
    return markdown.escape(limits.one_line(mark.title, _LENGTH_OF_TITLE))


def _end(mark: Mark) -> float:
    return float("inf") if mark.end is None else mark.end
