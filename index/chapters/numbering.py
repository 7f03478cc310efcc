"""Headings -> chapters: which have numbers, and which numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from index.chapters.lines import Wording, unmarked
from index.chapters.model import Chapter, Found


def numbered(headings: Sequence[Found], end: int) -> tuple[Chapter, ...]:
    """The chapters that headings begin, each up to the next one, the last up to ``end``."""
    numbers = _numbers(headings)
    ends = [*(heading.start for heading in headings[1:]), end]
    return tuple(
        Chapter(
            number,
            heading.words,
            _name(heading, number),
            heading.start,
            heading.end,
            chapter_end,
        )
        for heading, number, chapter_end in zip(headings, numbers, ends, strict=True)
    )


def _numbers(headings: Sequence[Found]) -> list[int | None]:
    """As they are written where they count up, else counted from 1."""
    counting = _counting(headings)
    written = [heading.line.number for heading in counting]
    up = [number for number in written if number is not None]
    if len(up) < len(written) or any(before >= after for before, after in pairwise(up)):
        up = list(range(1, len(counting) + 1))
    number_of = {heading.start: number for heading, number in zip(counting, up, strict=True)}
    return [number_of.get(heading.start) for heading in headings]


def _counting(headings: Sequence[Found]) -> list[Found]:
    """Those that have a number: the ones that say it, if that is how the story counts."""
    counting = [heading for heading in headings if heading.counts]
    chapters = [heading for heading in counting if heading.line.wording is Wording.CHAPTER]
    if len(chapters) > 1:
        return chapters
    said = [heading for heading in counting if heading.line.wording is Wording.NUMBER]
    if len(said) > 1 and 2 * len(said) >= len(counting) and _in_order(said):
        return said
    return counting


def _in_order(headings: Sequence[Found]) -> bool:
    """Whether numbers count up one by one, in each part anew; any other might be a year."""
    numbers = [heading.line.number or 0 for heading in headings]
    steps = all(after in {1, before + 1} for before, after in pairwise(numbers))
    return numbers[0] <= 1 and steps


def _name(heading: Found, number: int | None) -> str | None:
    said = heading.line.wording is not Wording.PART and heading.line.number in {None, number}
    # Where another number is shown than the heading says, its words tell which one is meant.
    return heading.name if said and number is not None else unmarked(heading.words)
