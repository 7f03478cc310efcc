"""Which story is meant by what somebody typed."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils

from index.domain import StoryEntry
from index.errors import NoStoriesError, StoryNotFoundError, StoryUnclearError

_LISTED = 10
_NEAR = 3
_LEAST_LIKENESS = 70
"""Of a name or title to what was typed, in 0..100."""


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
        names = [entry.name for entry in titled]
        listed = ", ".join(map(repr, names))
        raise StoryUnclearError(
            f"Several stories are called {name!r}; say which: {listed}.", names=names
        )
    for entry in named + titled:
        return entry.id
    near = _near(entries, name)
    remedy = f"did you mean {', '.join(near)}?" if near else "see `verse stories` or /stories."
    raise StoryNotFoundError(
        f"There is no story {name[:80]!r} in the library; {remedy}",
        name=name[:80],
        near=near,
    )


def only_story(entries: Sequence[StoryEntry]) -> int:
    """The id of the library's only story.

    Raises:
        NoStoriesError: the library is empty.
        StoryUnclearError: there are several.
    """
    if not entries:
        raise NoStoriesError("The library is empty; add a story with `verse add FILE`.")
    if len(entries) > 1:
        names = [entry.name for entry in entries[:_LISTED]]
        more = len(entries) - len(names)
        listed = ", ".join(names) + (f" and {more} more" if more else "")
        raise StoryUnclearError(
            f"There are several stories; name one of: {listed}.", names=names, more=more
        )
    return entries[0].id


def _near(entries: Sequence[StoryEntry], name: str) -> tuple[str, ...]:
    """The names of stories whose name or title is like ``name``, the nearest first."""
    written = {
        (entry.name, at): text for entry in entries for at, text in enumerate(_called(entry))
    }
    found = process.extract(
        name[:80],
        written,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=_LEAST_LIKENESS,
        limit=2 * _NEAR,
    )
    return tuple(dict.fromkeys(key[0] for _, _, key in found))[:_NEAR]


def _called(entry: StoryEntry) -> tuple[str, str]:
    return entry.name, entry.title
