"""Stories as the choices of an autocompletion, and back (pure)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from discord import app_commands

from bot import limits
from index import StoryEntry, StoryNotFoundError

if TYPE_CHECKING:
    from index import Readable

_BY_ID = re.compile(r"#(\d{1,18})")


def story_choices(entries: Iterable[StoryEntry], typed: str) -> list[app_commands.Choice[str]]:
    """At most 25 stories whose title or name holds what was typed, in any case.

    Those that begin with it come first.
    """
    entries = tuple(entries)
    titles = Counter(entry.title for entry in entries)
    wanted = " ".join(typed.casefold().split())
    ranked = sorted(
        ((rank, entry) for entry in entries if (rank := _rank(entry, wanted)) is not None),
        key=lambda pair: (pair[0], pair[1].title.casefold(), pair[1].id),
    )
    return [_choice(entry, titles[entry.title]) for _, entry in ranked[: limits.CHOICES]]


def chosen(library: Readable, story: str | None) -> str | None:
    """The name of the story that a member chose or typed.

    Raises:
        StoryNotFoundError: there is no such story.
    """
    if story is None:
        return None
    try:
        return library.story(story).name
    except StoryNotFoundError:
        match = _BY_ID.fullmatch(story)
        if match is None:
            raise
        return library.story_by_id(int(match[1])).name


def _rank(entry: StoryEntry, wanted: str) -> int | None:
    texts = [" ".join(text.casefold().split()) for text in (entry.title, entry.name)]
    if any(text.startswith(wanted) for text in texts):
        return 0
    return 1 if any(wanted in text for text in texts) else None


def _choice(entry: StoryEntry, so_called: int) -> app_commands.Choice[str]:
    title = entry.title.strip() or entry.name
    label = title if so_called == 1 else f"{entry.name}: {title}"
    fits = limits.units(entry.name) <= limits.CHOICE
    # A name beyond Discord's limit would be refused, or cut to another story's name.
    return app_commands.Choice(
        name=limits.one_line(label, limits.CHOICE), value=entry.name if fits else f"#{entry.id}"
    )
