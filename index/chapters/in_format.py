"""Headings that a format marks -> those that divide the story into chapters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.chapters.lines import Wording, read_line
from index.chapters.model import Found
from index.domain import Heading

LONGEST_MARKED = 200
"""Characters; a longer heading is a paragraph that was marked up wrongly."""
_TITLE_PAGE = 300
"""Characters below the story's own title, as of a title page; more is a part of the story."""
_NO_CHAPTER = re.compile(
    r"(?:table\ of\ )?contents|prologue|epilogue|foreword|preface|afterword|acknowledge?ments?"
    r"|dedication|about\ the\ authors?|copyright|appendix|index"
    r"|inhalt(?:sverzeichnis)?|prolog|epilog|vorwort|nachwort|danksagung|widmung|anhang|impressum"
    r"|índice|contenido|prólogo|epílogo|prefacio|agradecimientos|dedicatoria|apéndice",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading with what stands below it."""

    found: Found
    level: int
    own: bool
    """Whether there are words before the next heading."""
    any: bool
    """Whether there are words before the next heading of its level or above."""


def found_in_format(text: str, title: str, headings: Sequence[Heading]) -> list[Found]:
    """The headings of the chapters, of the topmost level that divides the story; else empty.

    A level does that with two chapters, one that says "Chapter 3" before one that does not; one
    of parts only where there is no other. What has words of its own above that level, as an
    epilogue beside the parts, stands among the chapters without a number.
    """
    sections = _sections(text, _with_names(text, headings))
    if _has_title_page(title, sections):
        sections = sections[1:]
    levels = sorted({section.level for section in sections})
    for kinds in ({Wording.CHAPTER}, {Wording.CHAPTER, Wording.NUMBER, Wording.NAME}, set(Wording)):
        for level in levels:
            at = [s.found for s in sections if s.level == level and s.any and _counts(s.found)]
            if sum(found.line.wording in kinds for found in at) > 1:
                return _dividing(sections, level)
    return []


def _dividing(sections: Sequence[_Section], level: int) -> list[Found]:
    at = [s.found for s in sections if s.level == level and s.any and _counts(s.found)]
    parts_only = all(found.line.wording is Wording.PART for found in at)
    return [
        replace(
            section.found,
            counts=section.level == level
            and _counts(section.found)
            and (parts_only or section.found.line.wording is not Wording.PART),
        )
        for section in sections
        if (section.level == level and section.any) or (section.level < level and section.own)
    ]


def _counts(found: Found) -> bool:
    words = "".join(c for c in found.words if c.isalpha() or c == " ").strip()
    return _NO_CHAPTER.fullmatch(words) is None


def _with_names(text: str, headings: Sequence[Heading]) -> list[tuple[Found, int]]:
    """The headings with their levels; one right below a mere number is its name."""
    read = [(_found(text, heading), heading.level) for heading in headings]
    found: list[tuple[Found, int]] = []
    for one, level in read:
        if found:
            above, above_level = found[-1]
            between = text[above.end : one.start]
            named = one.line.wording is Wording.NAME and level >= above_level
            if above.is_bare and named and not between.strip():
                span = (one.start, one.end)
                found[-1] = (replace(above, name=one.words, name_span=span), above_level)
                continue
        found.append((one, level))
    return found


def _found(text: str, heading: Heading) -> Found:
    words = " ".join(text[heading.start : heading.end].split())
    line = read_line(words)
    return Found(heading.start, heading.end, words, line, line.name)


def _sections(text: str, headings: Sequence[tuple[Found, int]]) -> list[_Section]:
    ends = [*(found.start for found, _ in headings), len(text)][1:]
    sections: list[_Section] = []
    below: dict[int, bool] = {}
    """Level -> whether a section of it has words, up to the next one of a higher level."""
    for (found, level), end in zip(reversed(headings), reversed(ends), strict=True):
        own = bool(text[found.whole_end : end].strip())
        filled = own or any(words for deeper, words in below.items() if deeper > level)
        sections.append(_Section(found, level, own, filled))
        below = {other: words for other, words in below.items() if other <= level}
        below[level] = below.get(level, False) or filled
    return sections[::-1]


def _has_title_page(title: str, sections: Sequence[_Section]) -> bool:
    """Whether the first heading is the story's title, with hardly anything below it."""
    if len(sections) < 3:
        return False
    first, second = sections[0].found, sections[1].found
    short = second.start - first.end <= _TITLE_PAGE
    named = first.line.wording is Wording.NAME
    return named and short and _letters(first.words) == _letters(title)


def _letters(words: str) -> str:
    return "".join(character for character in words.casefold() if character.isalnum())
