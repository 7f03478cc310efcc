"""Headings that a text has without its format knowing of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.chapters.lines import LONGEST_HEADING, Wording, line_like_heading, marked_level
from index.chapters.model import Found
from index.domain import Heading, Paragraph

_LONGEST_NAME = 80
"""Characters of a line below "Chapter 3" that may be the chapter's name."""
_FENCES = ("```", "~~~")
_NAME = re.compile(r"[^\W\d_].*[^\s.!?,;:…”\"'’—–-]")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A heading, and the number of the paragraph that it begins."""

    heading: Found
    paragraph: int
    is_all: bool
    """Whether the paragraph has nothing else, or further headings."""


def found_in_text(text: str, paragraphs: Sequence[Paragraph]) -> list[Found]:
    """The headings of the chapters that lines of a text begin; empty for fewer than two.

    A heading says "Chapter 3", in one of some languages; or it is a number that stands alone,
    as "III.". A table of contents is not taken for chapters.
    """
    lines = list(_lines(text, paragraphs))
    for wording in (Wording.CHAPTER, Wording.NUMBER):
        placed = _without_contents([one for one in lines if one.heading.line.wording is wording])
        headings = [one.heading for one in placed]
        if len(headings) > 1 and (wording is Wording.CHAPTER or _from_one(headings)):
            return _with_names(text, paragraphs, headings)
    return []


def parts_in_text(text: str, paragraphs: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """The spans of the lines that name a part, such as "Part II", alone in their paragraphs."""
    return [
        (one.heading.start, one.heading.end)
        for one in _lines(text, paragraphs)
        if one.heading.line.wording is Wording.PART and one.is_all
    ]


def marked_in_text(text: str, paragraphs: Iterable[Paragraph]) -> list[Heading]:
    """The lines that are marked as headings in the way of Markdown, those of code left out."""
    found = []
    in_code = False
    for paragraph in paragraphs:
        end = _line_end(text, paragraph)
        level = None if in_code else marked_level(text[paragraph.start : end])
        if level:
            found.append(Heading(paragraph.start, end, level))
        lines = text[paragraph.start : paragraph.end].split("\n")
        in_code ^= sum(line.lstrip().startswith(_FENCES) for line in lines) % 2 == 1
    return found


def _lines(text: str, paragraphs: Iterable[Paragraph]) -> Iterator[_Placed]:
    for paragraph in paragraphs:
        end = _line_end(text, paragraph)
        if end - paragraph.start > LONGEST_HEADING:
            continue
        words = text[paragraph.start : end]
        line = line_like_heading(words)
        if line:
            found = Found(paragraph.start, end, " ".join(words.split()), line, line.name)
            below = text[end : paragraph.end].lstrip().split("\n", 1)[0].rstrip()
            is_all = not below or line_like_heading(below) is not None
            yield _Placed(found, paragraph.number, is_all)


def _line_end(text: str, paragraph: Paragraph) -> int:
    """Where a paragraph's first line ends, spaces left out."""
    end = text.find("\n", paragraph.start, paragraph.end)
    if end < 0:
        return paragraph.end
    while text[end - 1].isspace():
        end -= 1
    return end


def _without_contents(headings: Sequence[_Placed]) -> list[_Placed]:
    """Those with something behind them: the lines of a table of contents follow each other."""
    last = {one.heading.line.number: position for position, one in enumerate(headings)}
    following: list[_Placed | None] = [*headings, None][1:]
    found = []
    in_contents = False
    for position, (one, after) in enumerate(zip(headings, following, strict=True)):
        followed = after is not None and one.is_all and after.paragraph == one.paragraph + 1
        again = last[one.heading.line.number] > position
        if not followed and not (in_contents and again):
            found.append(one)
        in_contents = followed
    return found


def _from_one(headings: Sequence[Found]) -> bool:
    """Whether numbers count up from 1: any other might be a year or a page."""
    return [one.line.number for one in headings] == list(range(1, len(headings) + 1))


def _with_names(
    text: str, paragraphs: Sequence[Paragraph], headings: Sequence[Found]
) -> list[Found]:
    """The headings with the names that stand below "Chapter 3", as long as most have one.

    In any story some paragraph ends without a mark.
    """
    at = {paragraph.start: position for position, paragraph in enumerate(paragraphs)}
    chapters = [one for one in headings if one.is_bare and one.line.wording is Wording.CHAPTER]
    named = {}
    for one in chapters:
        own, *below = paragraphs[at[one.start] : at[one.start] + 2]
        rest = text[one.end : own.end]
        end = own.end if rest.strip() else below[0].end if below else one.end
        start = end - len(text[one.end : end].lstrip())
        if end - start <= _LONGEST_NAME and _NAME.fullmatch(text, start, end):
            named[one.start] = replace(one, name=text[start:end], name_span=(start, end))
    if 3 * len(named) < 2 * len(chapters):
        return list(headings)
    return [named.get(one.start, one) for one in headings]
