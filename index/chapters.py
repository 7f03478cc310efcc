"""The chapters of a story, found by the headings that stand in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.domain import Paragraph
from index.story_text import StoryText

_LONGEST_HEADING = 100
"""Characters; what is longer and begins like a heading is a sentence about a chapter."""

_ROMAN = r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_BELOW_TWENTY = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: value for value, word in enumerate(_BELOW_TWENTY.split(), start=1)} | {
    f"{ten}-{one}" if one else ten: 10 * value + unit
    for value, ten in enumerate(_TENS.split(), start=2)
    for unit, one in enumerate(["", *_BELOW_TWENTY.split()[:9]])
}
# The longest first, so that "six" is not found in "sixteen".
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_NUMBER = rf"(?P<number>\d{{1,3}}|(?-i:{_ROMAN}|{_ROMAN.lower()})|{_WORD})"
_MARK = r"(?:\#{1,6}[ \t]+)?[*_]{0,2}"
_NAMED = re.compile(
    rf"{_MARK}(?:chapter|chap\.|kapitel|cap[ií]tulo|chapitre)[ \t]+{_NUMBER}"
    rf"(?:[ \t]*[.:—–\-*_#][^\n]*|[ \t]+(?-i:[A-Z“‘])[^\n.?!]*)?[ \t]*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"(?-i:(?P<number>\d{{1,3}}|{_ROMAN}))\.?[ \t]*$")
_MARKED = re.compile(r"(?P<level>\#{1,6})[ \t]+[^\n]*\w")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Chapter:
    """The chapter ``text[start:end]`` of a story, its heading included."""

    number: int
    """As it is written, where the story numbers its chapters throughout; else counted from 1."""
    heading: str
    """Its heading's line, as it is written."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Heading:
    paragraph: Paragraph
    line: str
    number: int | None

    def is_like(self, other: _Heading) -> bool:
        """Whether both may be of one chapter."""
        if self.number is None:
            return self.line == other.line
        return self.number == other.number


def chapters(text: StoryText) -> tuple[Chapter, ...]:
    """The chapters of a story in their order; none where it has fewer than two headings.

    A chapter's heading says "Chapter 3", in one of some languages; or it is a number that stands
    alone, as "III."; or it is a Markdown heading, of the topmost level that is used twice.
    A table of contents is not taken for chapters.
    """
    for headings in (_named(text), _numbered(text), *_marked(text)):
        found = _without_contents(headings)
        if len(found) > 1:
            return tuple(_between(text, found))
    return ()


def _named(text: StoryText) -> list[_Heading]:
    return _matching(text, _NAMED)


def _numbered(text: StoryText) -> list[_Heading]:
    """Numbers alone, if they count up from 1: any other might be a year or a page."""
    found = _without_contents(_matching(text, _NUMBERED))
    numbers = [heading.number for heading in found]
    return found if numbers == list(range(1, len(numbers) + 1)) else []


def _marked(text: StoryText) -> Iterator[list[_Heading]]:
    lines = ((paragraph, _first_line(text, paragraph)) for paragraph in text.outline.paragraphs)
    marked = [(p, line, match) for p, line in lines if (match := _MARKED.match(line))]
    for level in sorted({len(match["level"]) for _, _, match in marked}):
        yield [_Heading(p, line, None) for p, line, m in marked if len(m["level"]) == level]


def _matching(text: StoryText, pattern: re.Pattern[str]) -> list[_Heading]:
    found = []
    for paragraph in text.outline.paragraphs:
        line = _first_line(text, paragraph)
        match = pattern.match(line) if len(line) <= _LONGEST_HEADING else None
        if match:
            found.append(_Heading(paragraph, line, _value(match["number"])))
    return found


def _without_contents(headings: Sequence[_Heading]) -> list[_Heading]:
    """Those with something behind them: the lines of a table of contents follow each other."""
    found = []
    in_contents = False
    for position, heading in enumerate(headings):
        later = headings[position + 1 :]
        followed = bool(later) and later[0].paragraph.number == heading.paragraph.number + 1
        again = any(heading.is_like(other) for other in later)
        if not followed and not (in_contents and again):
            found.append(heading)
        in_contents = followed
    return found


def _between(text: StoryText, headings: Sequence[_Heading]) -> Iterator[Chapter]:
    written = [heading.number for heading in headings if heading.number is not None]
    counts_up = len(written) == len(headings) and all(a < b for a, b in pairwise(written))
    starts = [heading.paragraph.start for heading in headings]
    ends = [*starts[1:], len(text.story.text)]
    for position, heading in enumerate(headings):
        number = written[position] if counts_up else position + 1
        yield Chapter(number, heading.line, starts[position], ends[position])


def _first_line(text: StoryText, paragraph: Paragraph) -> str:
    return text.story.text[paragraph.start : paragraph.end].split("\n", 1)[0].strip()


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    if number.lower() in _WORDS:
        return _WORDS[number.lower()]
    values = [_ROMAN_VALUES[letter] for letter in number.upper()]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, following, strict=True)
    )
