"""How a library may grow, and the list of what was done to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from index.domain import Story
from index.errors import QuotaError, StoryTwinError

Within = Callable[[Callable[[], Story]], Story]
"""Calls what stores a story, together with what else belongs to that change."""


def alone(store: Callable[[], Story]) -> Story:
    """Store a story and nothing with it (a ``Within``)."""
    return store()


class Deed(StrEnum):
    """What was done to a library."""

    ADDED = "added"
    APPENDED = "appended"
    """A chapter was appended to a story."""
    REPLACED = "replaced"
    """A story got a corrected version."""
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to a library."""

    deed: Deed
    by: str | None
    """The member; None for the command line, and for one who asked to be forgotten."""
    at: datetime
    story_id: int
    name: str
    """The story's, as it was then."""
    characters: int
    """The length of its text then."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How much a library holds, earlier versions included, and grew lately."""

    stories: int
    """Without earlier versions."""
    characters: int
    changes: int
    """Stories that were added, appended to or replaced in the last hour."""


@dataclass(frozen=True, slots=True)
class Quota:
    """How much a library may hold and grow."""

    stories: int
    characters: int
    changes_per_hour: int

    def check(self, usage: Usage, *, stories: int, characters: int) -> None:
        """Let a change go on that adds so many stories and characters.

        Raises:
            QuotaError: the library would grow beyond this.
        """
        if usage.stories + stories > self.stories:
            raise QuotaError(
                f"This library holds at most {self.stories:,} stories; remove one first.",
                reason="stories",
                limit=self.stories,
            )
        if usage.characters + characters > self.characters:
            raise QuotaError(
                f"This library holds at most {self.characters:,} characters;"
                " remove a story first, or add a shorter one.",
                reason="characters",
                limit=self.characters,
            )
        if usage.changes >= self.changes_per_hour:
            raise QuotaError(
                f"At most {self.changes_per_hour:,} stories an hour may be added here;"
                " try again later.",
                reason="hour",
                limit=self.changes_per_hour,
            )


def twin_error(name: str, *, same: bool) -> StoryTwinError:
    """Return the error for a text that the library has already, or nearly."""
    if same:
        return StoryTwinError(
            f'This text is in the library already, as "{name}"; ask that story instead.',
            reason="same",
            name=name,
        )
    return StoryTwinError(
        f'This is nearly the text of "{name}", which is in the library already;'
        " replace that story if this is a corrected version of it.",
        reason="nearly",
        name=name,
    )
