"""Text -> atoms: the words that are compared, each with its place.

"S-400s", "S400s" and "s 400 s" are the same three atoms; "four hundred" is one, compared by 400.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.english.numbers import (
    AMOUNTS,
    SCALES,
    TENS,
    UNITS,
    is_number_word,
    ordinal_value,
    value_of,
)

_ATOM = re.compile(
    r"\d+(?:[.,:]\d+)*(?:(?:st|nd|rd|th)\b)?|[^\W\d_]+(?:['’ʼ`´][^\W\d_]+)*", re.IGNORECASE
)
_APOSTROPHES = str.maketrans("’ʼ`´", "''''")
_JOINS = re.compile(r"\s+|[-‐‑]")


@dataclass(frozen=True, slots=True)
class Atom:
    """The word ``text[start:end]``."""

    start: int
    end: int
    key: str
    """What it is compared by: lower case, numbers as digits."""
    plain: str
    """Its letters in lower case."""
    is_number: bool = False


def atoms(text: str, start: int = 0, end: int | None = None) -> list[Atom]:
    """The atoms of ``text[start:end]``, in order; places are those of ``text``."""
    found = [_atom(match) for match in _ATOM.finditer(text, start, end or len(text))]
    joined: list[Atom] = []
    for atom in found:
        before = joined[-1] if joined else None
        if before and _goes_on(text, before, atom):
            plain = f"{before.plain} {atom.plain}"
            value = value_of(plain.split())
            joined[-1] = Atom(before.start, atom.end, value or plain, plain, is_number=True)
        else:
            joined.append(atom)
    return joined


def _atom(match: re.Match[str]) -> Atom:
    plain = match.group().casefold().translate(_APOSTROPHES)
    number = AMOUNTS.get(plain) or ordinal_value(plain)
    if number is None and (plain[0].isdigit() or is_number_word(plain)):
        number = value_of([plain])
    return Atom(match.start(), match.end(), number or plain, plain, number is not None)


def _goes_on(text: str, before: Atom, atom: Atom) -> bool:
    """Whether two numerals are one number: "four hundred", "twenty-one"."""
    if not _JOINS.fullmatch(text, before.end, atom.start):
        return False
    last, word = before.plain.rsplit(" ", 1)[-1], atom.plain
    if not is_number_word(last) or not is_number_word(word):
        return False
    if word in SCALES:
        return True
    return (last in TENS and 0 < UNITS.get(word, 0) < 10) or last in SCALES


def spaced_runs(text: str, found: Sequence[Atom]) -> list[int]:
    """For each atom the number of the run of non-space characters that it begins in."""
    runs = []
    number = 0
    for place, atom in enumerate(found):
        if place and any(c.isspace() for c in text[found[place - 1].end : atom.start]):
            number += 1
        runs.append(number)
    return runs


def pattern(text: str, found: Sequence[Atom]) -> re.Pattern[str]:
    """What finds these words wherever they stand, whatever stands between them."""
    return re.compile(rf"(?<![^\W_]){''.join(_literals(text, found))}(?![^\W_])", re.IGNORECASE)


def _literals(text: str, found: Sequence[Atom]) -> Iterator[str]:
    last = ""
    for match in _ATOM.finditer(text, found[0].start, found[-1].end):
        word = match.group()
        if last:
            # "S400" and "S-400" are the same.
            yield r"[\W_]*" if last[-1].isdigit() != word[0].isdigit() else r"[\W_]+"
        yield re.sub(r"['’ʼ`´]", "['’ʼ`´]", word)
        last = word
