"""Where words in quotation marks stand, also where a mark is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.domain import Paragraph

_MARKS = re.compile(r"[\"“”„«»‘’']")
_ENDING = ".,!?;:-—–…"
_ELISION = re.compile(r"['’](?:tis|twas|twere|em|cause|til|round|neath|s)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """``text[start:end]`` with its marks; ``inner`` is what stands between them."""

    start: int
    end: int
    inner: tuple[int, int]
    paragraph: int
    closed: bool
    continued: bool
    """Whether it goes on from the paragraph before, whose quotation was not closed."""


def quotations(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Quotation, ...]:
    """All quotations, in order. One that a paragraph does not close ends with it."""
    found: list[Quotation] = []
    unclosed = False
    for paragraph in paragraphs:
        inside = list(_in_paragraph(text, paragraph, unclosed=unclosed))
        unclosed = bool(inside) and not inside[-1].closed
        found.extend(inside)
    return tuple(found)


def _in_paragraph(text: str, paragraph: Paragraph, *, unclosed: bool) -> Iterator[Quotation]:
    begun: int | None = None
    single = False
    continued = False
    first = True
    for match in _MARKS.finditer(text, paragraph.start, paragraph.end):
        at, mark = match.start(), match.group()
        before = text[at - 1] if at > paragraph.start else " "
        after = text[at + 1] if at + 1 < paragraph.end else " "
        if mark in "‘’'":
            if begun is None:
                if _opens_single(text, at, before, after, paragraph.end):
                    begun, single = at, True
            elif single and _closes_single(mark, before, after):
                yield _quotation(text, begun, at, paragraph, continued=False)
                begun = None
            continue
        if single and begun is not None:
            continue
        opens = mark in "“„«" or (mark == '"' and begun is None and not after.isspace())
        if begun is not None and (not opens or mark == "“"):
            if mark == "“" and text[begun] != "„":
                continue
            yield _quotation(text, begun, at, paragraph, continued=continued)
            begun, continued = None, False
        elif opens and begun is None:
            begun, single = at, False
            continued = unclosed and first and at == paragraph.start
        elif first and unclosed and begun is None:
            yield Quotation(
                paragraph.start, at + 1, (paragraph.start, at), paragraph.number, True, True
            )
        first = False
    if begun is not None and not single:
        inner = (begun + 1, paragraph.end)
        if inner[0] < inner[1]:
            yield Quotation(begun, paragraph.end, inner, paragraph.number, False, continued)


def _quotation(
    text: str, begun: int, at: int, paragraph: Paragraph, *, continued: bool
) -> Quotation:
    first, last = begun + 1, at
    while first < last and text[first].isspace():
        first += 1
    while first < last and text[last - 1].isspace():
        last -= 1
    return Quotation(begun, at + 1, (first, last), paragraph.number, True, continued)


def _opens_single(text: str, at: int, before: str, after: str, end: int) -> bool:
    """A single mark opens before a word, if a mark that surely closes comes before the next."""
    if not (before.isspace() or before in '([—-–"“') or not after.isalnum():
        return False
    if _ELISION.match(text, at):
        return False
    for match in _MARKS.finditer(text, at + 1, end):
        place = match.start()
        following = text[place + 1] if place + 1 < end else " "
        if match.group() in '"“”„«»':
            return False
        if _closes_single(match.group(), text[place - 1], following):
            return True
    return False


def _closes_single(mark: str, before: str, after: str) -> bool:
    return mark in "’'" and before in _ENDING and not after.isalnum()
