"""What happens when: a story's own time words, each in its sentence, dated where that is possible.

The rules are our own. Measured on the seed story (2,191 characters), `dateparser` 1.5 takes a
second, finds "the S-400s" and "may" to be dates and misses "the next morning" and "when she was
sixteen"; `parsedatetime` takes every number for a time and ships no types. Neither gives ranges.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.domain import Quote, Story
from index.story_text import StoryText
from index.timeline.finding import time_words
from index.timeline.moment import Moment
from index.timeline.patterns import PATTERNS
from index.timeline.resolving import Reach, resolve
from index.timeline.spans import Days

_FULL_DATES = ("day", "month_day", "iso")
_DATELINE = 60
"""Characters: a paragraph of its own with a date, at a story's beginning, is no longer."""
_FIRST_PARAGRAPHS = 3
_AHEAD = re.compile(
    r"\b(?:will|won’t|won't|shall|scheduled|due|upcoming|plans?|planned|expected|going to"
    r"|(?:is|are) to|may|ahead of)\b|[’']ll\b"
)

__all__ = ["Event", "in_time_order", "timeline_of", "told_on"]


@dataclass(frozen=True, slots=True)
class Event:
    """A sentence with time words; ``quote`` highlights them.

    ``earliest`` and ``latest`` bound when they mean, both included; None where the story does not
    say, or sets no bound ("before 2017").
    """

    quote: Quote
    earliest: date | None
    latest: date | None

    @property
    def dated(self) -> bool:
        """Whether anything bounds it."""
        return self.earliest is not None or self.latest is not None


def timeline_of(
    text: StoryText, told: date | None = None, *, within: tuple[int, int] | None = None
) -> tuple[Event, ...]:
    """The story's events by its own time words, in story order.

    Args:
        text: the story.
        told: its own date, which "on Wednesday" counts from; where it is not given, that which
            ``told_on`` finds, if any.
        within: the span whose sentences alone are looked at; all of them where it is not given.
    """
    told = told or told_on(text.story)
    last: Days | None = None
    events = []
    for found in time_words(text, within):
        sentence = text.outline.sentences[found.sentence]
        start, end = found.match.span()
        moment = Moment(told, last, bool(_AHEAD.search(text.story.text, sentence.start, end)))
        reach = resolve(found.kind, found.match, moment) or Reach(None, None)
        if reach.earliest and reach.latest:
            last = Days(reach.earliest, reach.latest)
        quote = text.quote(sentence.start, sentence.end, (start, end))
        events.append(Event(quote, reach.earliest, reach.latest))
    return tuple(events)


def in_time_order(events: Sequence[Event]) -> tuple[Event, ...]:
    """The dated ones by when they begin; with the same beginning the shorter first."""
    return tuple(sorted((event for event in events if event.dated), key=_when))


def _when(event: Event) -> tuple[date, date]:
    earliest, latest = event.earliest or event.latest, event.latest or event.earliest
    return earliest or date.min, latest or date.max


def told_on(story: Story) -> date | None:
    """The day a story was told: the full date in its source, else in its dateline.

    A dateline is a short paragraph of its own among the first ("Published 12 July 2019").
    """
    places = [story.source or ""]
    lines = [line.strip() for line in story.text[:2_000].splitlines() if line.strip()]
    places += [line for line in lines[:_FIRST_PARAGRAPHS] if len(line) <= _DATELINE]
    return next((found for words in places if (found := _full_date(words)) is not None), None)


def _full_date(words: str) -> date | None:
    for kind in _FULL_DATES:
        for match in PATTERNS[kind].finditer(words):
            reach = resolve(kind, match, Moment(None, None, ahead=False)) if match["year"] else None
            if reach is not None:
                return reach.earliest
    return None
