"""How far members and channels have read: measured on whole stories, told by their places."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import PlainError
from index import StoryNotFoundError, ceiling_of, direct_server, how_far

if TYPE_CHECKING:
    from bot.places import Place
    from index import ChapterPlace, Library, StoryText


class SeveralPlacesError(PlainError):
    """Several places of a story are named where one is meant."""

    def __init__(self) -> None:
        super().__init__("error-several-places")


@dataclass(frozen=True, slots=True)
class Where:
    """A place of a story as a member names it; a chapter and a paragraph in it are one.

    Raises:
        SeveralPlacesError: more than one is named.
    """

    paragraph: int | None = None
    chapter: int | None = None
    percent: float | None = None

    def __post_init__(self) -> None:
        if self.percent is not None and (self.paragraph, self.chapter) != (None, None):
            raise SeveralPlacesError

    @property
    def is_named(self) -> bool:
        """Whether there is a place in it."""
        return self != Where()


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a story is read, without any of its sentences."""

    story_id: int
    title: str
    """The story's, as it is written."""
    end: int | None
    """The ceiling, a character offset; None where the whole story is read."""
    paragraph: int
    """The last one of which a sentence is read; 0 before the first."""
    percent: int
    chapter: ChapterPlace | None
    """Where that paragraph stands in its chapter; None where it is in none."""


class Bookmarks:
    """Measures whole stories and keeps how far they are read."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def story_id(self, story: str | None) -> int:
        """The story that is meant: the one of this name, or the library's only one.

        Raises:
            StoryNotFoundError: there is no such story, or none at all.
            StoryUnclearError: no story is named and there are several.
        """
        return self._library.text(story).story.id

    def at(self, story_id: int, where: Where) -> Mark:
        """The mark at the end of the place that is named.

        Raises:
            NoSuchPlaceError: the story has no such place.
            StoryNotFoundError: the story was removed.
        """
        text = self._text(story_id)
        end = ceiling_of(
            text, paragraph=where.paragraph, percent=where.percent, chapter=where.chapter
        )
        return _mark(text, end)

    def behind(self, place: Place) -> Mark:
        """The mark at the end of a quote.

        Raises:
            StoryNotFoundError: the story was removed.
            ValueError: the story has no such place.
        """
        quote = self._library.quote_at(place.story_id, place.start, place.end)
        text = self._text(place.story_id)
        return _mark(text, ceiling_of(text, quote=quote))

    def whole(self, story_id: int) -> Mark:
        """The mark of one who has read it all; raises ``StoryNotFoundError``."""
        text = self._text(story_id)
        return _mark(text, len(text.story.text))

    def marks(self, ceilings: Mapping[int, int]) -> tuple[Mark, ...]:
        """Ceilings as marks; those of stories that are removed at this moment are left out."""
        found = []
        for story_id, end in ceilings.items():
            with suppress(StoryNotFoundError):
                found.append(_mark(self._text(story_id), end))
        return tuple(found)

    def of_member(self, member: str) -> tuple[Mark, ...]:
        """How far a member has read, of the stories that are not read in full."""
        return self.marks(self._library.member_progress(member))

    def keep(self, member: str, mark: Mark) -> None:
        """Keep how far a member has read: in one place, which counts everywhere.

        Raises:
            StoryNotFoundError: the story was removed.
        """
        own = direct_server(member)
        self._library.records(own).set_progress(member, mark.story_id, mark.end)
        # What was kept by server would count beside it, and the lowest wins.
        for part in self._library.member_data(member):
            if part.server != own and mark.story_id in part.progress:
                self._library.records(part.server).set_progress(member, mark.story_id, None)

    def _text(self, story_id: int) -> StoryText:
        return self._library.text(self._library.story_by_id(story_id).name)


def _mark(text: StoryText, ceiling: int) -> Mark:
    far = how_far(text, ceiling)
    story = text.story
    return Mark(
        story.id,
        story.title.strip() or story.name,
        None if far.percent == 100 else ceiling,
        far.paragraph,
        far.percent,
        far.chapter,
    )
