"""The numbers and dates of answers, and which of them tell the same thing differently."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from index.checking.atoms import Atom, atoms
from index.comparing.model import Figure, FigureKind
from index.domain import Quote
from index.english.numbers import is_day
from index.story_text import StoryText
from index.terms import FUNCTION_WORDS, stem
from index.timeline import Event, timeline_of

_ASKS_NUMBER = re.compile(
    r"\bhow\s+(?:many|much|long|old|far|big|large|tall|high|deep|wide|heavy|often)\b"
    r"|\b(?:what|which)\s+(?:number|age|price|amount|sum)\b",
    re.IGNORECASE,
)
_ASKS_DATE = re.compile(
    r"\bwhen\b|\b(?:what|which)\s+(?:day|date|month|year|century|weekday)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
_COUNTED = 2
"""Words behind a number that may be what it counts: "three golden apples"."""


@dataclass(frozen=True, slots=True)
class Found:
    """A figure with what tells which others it can be compared with."""

    figure: Figure
    counted: frozenset[str]
    """Of a number the stems of what it counts."""
    answers: bool
    """Whether it is what the question asks for."""
    reach: tuple[date, date] | None = None
    """Of a date the first and the last day it may mean."""

    @property
    def story_id(self) -> int:
        """The story it stands in."""
        return self.figure.quote.story.id

    def tells_the_same_as(self, other: Found) -> bool:
        """Whether both tell the same thing, be it with other words."""
        if self.figure.kind is not other.figure.kind:
            return False
        return (self.answers and other.answers) or bool(self.counted & other.counted)

    def contradicts(self, other: Found) -> bool:
        """Whether both cannot be right of the same thing."""
        if self.figure.kind is FigureKind.NUMBER:
            return self.figure.value != other.figure.value
        if self.reach and other.reach:
            return self.reach[1] < other.reach[0] or other.reach[1] < self.reach[0]
        ours, theirs = _days(self.figure), _days(other.figure)
        return bool(ours and theirs) and not ours & theirs


def figures_in(question: str, text: StoryText, quote: Quote) -> list[Found]:
    """The numbers and dates of an answer's quote; its highlight is the answer's words."""
    dated = [event for event in _events(text, quote) if event.dated or _has_day(event)]
    spans = [span for event in dated if (span := event.quote.highlight)]
    numbers = [
        atom
        for atom in atoms(quote.story.text, quote.start, quote.end)
        if atom.is_number
        and atom.key[0].isdigit()
        and not any(start < atom.end and atom.start < end for start, end in spans)
    ]
    found = [*_dates(question, quote, dated), *_numbers(question, quote, numbers)]
    return sorted(found, key=lambda one: one.figure.quote.highlight or (0, 0))


def differing(found: Sequence[Found]) -> tuple[tuple[Figure, ...], ...]:
    """The figures that tell the same thing in several stories, where two contradict each other."""
    groups: list[list[Found]] = []
    for one in found:
        for group in groups:
            here = {other.story_id for other in group}
            if one.story_id not in here and one.tells_the_same_as(group[0]):
                group.append(one)
                break
        else:
            groups.append([one])
    return tuple(
        tuple(one.figure for one in group)
        for group in groups
        if any(one.contradicts(other) for one, other in combinations(group, 2))
    )


def _events(text: StoryText, quote: Quote) -> Iterator[Event]:
    for event in timeline_of(text, within=(quote.start, quote.end)):
        start, end = event.quote.highlight or (0, 0)
        if quote.start <= start and end <= quote.end:
            yield event


def _dates(question: str, quote: Quote, events: Sequence[Event]) -> Iterator[Found]:
    spans = [event.quote.highlight or (0, 0) for event in events]
    asked = _asked_for(quote, spans, asks=bool(_ASKS_DATE.search(question)))
    for event, span in zip(events, spans, strict=True):
        ends = [end for end in (event.earliest, event.latest) if end]
        reach = (event.earliest or date.min, event.latest or date.max) if ends else None
        value = "/".join(dict.fromkeys(end.isoformat() for end in ends))
        words = " ".join((event.quote.highlighted or "").lower().split())
        figure = _figure(FigureKind.DATE, quote, span, value or words)
        yield Found(figure, frozenset(), span == asked, reach)


def _numbers(question: str, quote: Quote, numbers: Sequence[Atom]) -> Iterator[Found]:
    spans = [(atom.start, atom.end) for atom in numbers]
    asked = _asked_for(quote, spans, asks=bool(_ASKS_NUMBER.search(question)))
    for atom, span in zip(numbers, spans, strict=True):
        figure = _figure(FigureKind.NUMBER, quote, span, atom.key)
        yield Found(figure, _counted(quote, atom), span == asked)


def _asked_for(
    quote: Quote, spans: Sequence[tuple[int, int]], *, asks: bool
) -> tuple[int, int] | None:
    """The figure that answers the question, if exactly one may.

    Where one is asked for it stands in the answer's words, or else in their sentence; otherwise
    it has to be most of the answer's words.
    """
    first, last = quote.highlight or (quote.start, quote.end)
    within = [(start, end) for start, end in spans if first <= start and end <= last]
    if asks:
        answering = within or list(spans)
    else:
        answering = [(start, end) for start, end in within if 2 * (end - start) >= last - first]
    return answering[0] if len(answering) == 1 else None


def _counted(quote: Quote, number: Atom) -> frozenset[str]:
    """The stems of the words right behind a number, up to the next mark of punctuation."""
    behind = re.split(r"[^\w\s’'-]", quote.story.text[number.end : quote.end], maxsplit=1)[0]
    words = [word.lower() for word in _WORD.findall(behind)[:_COUNTED]]
    return frozenset(stem(word) for word in words if word not in FUNCTION_WORDS)


def _figure(kind: FigureKind, quote: Quote, span: tuple[int, int], value: str) -> Figure:
    marked = Quote(quote.story, quote.start, quote.end, quote.paragraph, span, quote.chapter)
    return Figure(kind, marked, value)


def _has_day(event: Event) -> bool:
    return any(is_day(word) for word in _WORD.findall(event.quote.highlighted or ""))


def _days(figure: Figure) -> frozenset[str]:
    words = _WORD.findall(figure.quote.highlighted or "")
    return frozenset(word.lower() for word in words if is_day(word))
