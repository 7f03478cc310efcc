"""What came of an order so far, kept with each story, so that another process can go on."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from typing import TYPE_CHECKING, Any, Self

from index import Story, StoryNotFoundError

if TYPE_CHECKING:
    from index import Library


@dataclass(frozen=True, slots=True)
class Failure:
    """What did not become a story, and why."""

    label: str
    said: str
    """The reason as a member reads it, in markdown."""
    nearly: str | None = None
    """The name of the story that it is nearly the text of, and may replace."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Which of the stories that an order brings it is."""

    material: int
    """The number of the file, from 1."""
    draft: int
    """Its place among the stories of that file, from 0."""
    of: int
    """How many stories the file has."""


@dataclass(slots=True)
class Filled:
    """What came of an order."""

    stories: list[Story] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    _kept: dict[Kept, int] = field(default_factory=dict)
    """The ids of all that was stored, also of what was removed since."""
    _whole: bool = False

    @classmethod
    def read(cls, outcome: str | None, library: Library) -> Self:
        """What another process wrote down."""
        filled = cls()
        if not outcome:
            return filled
        found: dict[str, Any] = json.loads(outcome)
        filled._whole = found["whole"]
        filled.failures = [Failure(*one) for one in found["failures"]]
        for *place, story_id in found["stories"]:
            filled._kept[Kept(*place)] = story_id
            with suppress(StoryNotFoundError):
                filled.stories.append(library.story_by_id(story_id))
        return filled

    def written(self, story: Story, kept: Kept, *, whole: bool) -> str:
        """As JSON, with one story more; ``whole`` if nothing is left but to tell of it."""
        stories = [
            [*astuple(one), number] for one, number in {**self._kept, kept: story.id}.items()
        ]
        # What failed is tried again, unless nothing is.
        failures = [astuple(one) for one in self.failures] if whole else []
        return json.dumps({"stories": stories, "failures": failures, "whole": whole})

    def add(self, story: Story, kept: Kept) -> None:
        """One story more was stored."""
        self.stories.append(story)
        self._kept[kept] = story.id

    def has(self, kept: Kept) -> bool:
        """Whether it was stored."""
        return kept in self._kept

    def knows(self, material: int) -> bool:
        """Whether all is known that comes of a file."""
        mine = [kept for kept in self._kept if kept.material == material]
        return self._whole or bool(mine and len(mine) == mine[0].of)
