"""Which story is meant by what somebody typed."""

from __future__ import annotations

from collections.abc import Sequence

from index.domain import StoryEntry
from index.errors import StoryNotFoundError, StoryUnclearError

_LISTED = 10


def which_story(entries: Sequence[StoryEntry], name: str) -> int:
    """The id of the story with this name, or else this title, in any case.

    Raises:
        StoryNotFoundError: there is none.
        StoryUnclearError: several have the title, and none the name.
    """
    wanted = name.strip().casefold()
    named = [entry for entry in entries if entry.name.casefold() == wanted]
    titled = [entry for entry in entries if entry.title.casefold() == wanted]
    if not named and len(titled) > 1:
        names = ", ".join(repr(entry.name) for entry in titled)
        raise StoryUnclearError(f"Several stories are called {name!r}; say which: {names}.")
    for entry in named + titled:
        return entry.id
    raise StoryNotFoundError(
        f"There is no story {name[:80]!r} in the library; see `verse stories` or /stories."
    )


def only_story(entries: Sequence[StoryEntry]) -> int:
    """The id of the library's only story.

    Raises:
        StoryNotFoundError: the library is empty.
        StoryUnclearError: there are several.
    """
    if not entries:
        raise StoryNotFoundError("The library is empty; add a story with `verse add FILE`.")
    if len(entries) > 1:
        names = ", ".join(entry.name for entry in entries[:_LISTED])
        more = f" and {len(entries) - _LISTED} more" if len(entries) > _LISTED else ""
        raise StoryUnclearError(f"There are several stories; name one of: {names}{more}.")
    return entries[0].id
