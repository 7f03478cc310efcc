"""What the line of a heading says: its number, and the name beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST_HEADING = 100
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
_DIGITS = r"\d{1,3}"
_NUMBER = rf"(?P<number>{_DIGITS}|(?-i:{_ROMAN}|{_ROMAN.lower()})|{_WORD})"
_REST = r"(?P<name>[ \t]*[.:—–\-][^\n]*|[ \t]+(?-i:[A-ZÀ-Þ“‘])[^\n.?!]*)?[ \t]*$"
_CHAPTER = re.compile(
    rf"(?:chapter|chap\.|kapitel|cap[ií]tulo|chapitre)[ \t]+{_NUMBER}{_REST}",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"(?:part|book|volume|teil|buch|band|parte|libro|tomo)[ \t]+{_NUMBER}{_REST}",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"(?P<number>{_DIGITS}|{_ROMAN})\.?[ \t]*$")
_BEFORE_NAME = re.compile(
    rf"(?P<number>{_DIGITS})[.:)]?[ \t]+(?P<name>.*)$"
    rf"|(?P<letters>(?-i:{_ROMAN})|{_WORD})(?:[.:)]|[ \t]*[—–-])(?P<rest>[ \t].*)?$"
    rf"|(?P<word>{_WORD})$",
    re.IGNORECASE,
)
_MARK = re.compile(r"(?P<level>\#{1,6})[ \t]+(?=[^\n]*\w)")
_EMPHASIS = "*_"
_AROUND_NAME = " \t.:—–-#"
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


class Wording(StrEnum):
    """How a heading says which one it is."""

    CHAPTER = "chapter"
    """Chapter 3, in one of some languages."""
    PART = "part"
    """Part 3: chapters stand in it."""
    NUMBER = "number"
    """3, III. or Three."""
    NAME = "name"
    """It says no number."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a heading's line says."""

    wording: Wording
    number: int | None
    name: str | None
    """What it says beside the number, on one line."""


def read_line(line: str) -> Line:
    """What a line says of which it is known that it is a heading."""
    words = " ".join(unmarked(line).split())
    found = _worded(words)
    if found:
        return found
    match = _ALONE.match(words)
    if match:
        return Line(Wording.NUMBER, _value(match["number"]), None)
    match = _BEFORE_NAME.match(words)
    if match:
        number = match["number"] or match["letters"] or match["word"]
        return Line(Wording.NUMBER, _value(number), _name(match["name"] or match["rest"]))
    return Line(Wording.NAME, None, _name(words))


def line_like_heading(line: str) -> Line | None:
    """What a line says that reads like the heading of a chapter or a part, or is a number."""
    if len(line) > LONGEST_HEADING:
        return None
    found = _worded(unmarked(line))
    match = None if found else _ALONE.match(line)
    return Line(Wording.NUMBER, _value(match["number"]), None) if match else found


def marked_level(line: str) -> int | None:
    """The level of a Markdown heading, 1 to 6; None for any other line."""
    match = _MARK.match(line)
    return len(match["level"]) if match else None


def unmarked(line: str) -> str:
    """A heading's line without the marks of Markdown around all of it."""
    words = _MARK.sub("", line, count=1).strip()
    if line.startswith("#"):
        words = words.rstrip("#").rstrip()
    emphasized = words[:1] in _EMPHASIS and words[:1] == words[-1:]
    return words.strip(_EMPHASIS) if emphasized else words


def _worded(words: str) -> Line | None:
    for pattern, wording in ((_CHAPTER, Wording.CHAPTER), (_PART, Wording.PART)):
        match = pattern.match(words)
        if match:
            return Line(wording, _value(match["number"]), _name(match["name"]))
    return None


def _name(words: str | None) -> str | None:
    name = " ".join((words or "").split()).strip(_AROUND_NAME)
    return name if any(letter.isalnum() for letter in name) else None


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
