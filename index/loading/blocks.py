"""What the readers of formats with markup build: paragraphs and headings, then one text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from index.domain import Heading
from index.loading.cleaning import clean, one_line
from index.loading.loaded import Loaded

_BETWEEN = "\n\n"
_LONGEST_HEADING = 300
"""Characters; what is longer is a paragraph that was marked up wrongly."""
_LONGEST_NAME = 200
_LOWEST_LEVEL = 9
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", re.ASCII)
_THREE_LETTERS = {
    "ces": "cs", "cze": "cs", "dan": "da", "deu": "de", "dut": "nl", "eng": "en", "fin": "fi",
    "fra": "fr", "fre": "fr", "ger": "de", "ita": "it", "jpn": "ja", "nld": "nl", "nor": "no",
    "pol": "pl", "por": "pt", "rus": "ru", "spa": "es", "swe": "sv", "tur": "tr", "ukr": "uk",
}  # fmt: skip
"""ISO 639-2 -> ISO 639-1."""


@dataclass(frozen=True, slots=True)
class Block:
    r"""A paragraph or a heading; a ``\n`` in it is a line break that its writer wanted."""

    words: str
    level: int | None = None
    """Of a heading, from 1, the topmost; None of a paragraph."""


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of its story, as it is written there."""

    title: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None


def assemble(blocks: Iterable[Block], about: About) -> Loaded:
    """One text of all blocks, a blank line between them, with the spans of its headings.

    A heading that only repeats the title stands over no part of the story and is none.
    """
    title = one_line(about.title, _LONGEST_NAME)
    parts: list[str] = []
    headings: list[Heading] = []
    length = 0
    for words, level in _cleaned(blocks):
        if level is not None and letters(words) != letters(title or ""):
            headings.append(Heading(length, length + len(words), min(level, _LOWEST_LEVEL)))
        parts.append(words)
        length += len(words) + len(_BETWEEN)
    return Loaded(
        text=_BETWEEN.join(parts),
        title=title,
        author=one_line(about.author, _LONGEST_NAME),
        published=as_day(about.published),
        language=language_code(about.language),
        headings=tuple(headings),
    )


def language_code(tag: str | None) -> str | None:
    """The ISO 639-1 code of a language tag, such as "de" of "de-AT" or of "ger"."""
    first = re.split(r"[-_]", (tag or "").strip().lower(), maxsplit=1)[0]
    code = _THREE_LETTERS.get(first, first)
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _cleaned(blocks: Iterable[Block]) -> Iterator[tuple[str, int | None]]:
    for block in blocks:
        words = clean(block.words)
        if not words:
            continue
        level = block.level
        if level is not None:
            if len(words) > _LONGEST_HEADING or not any(map(str.isalnum, words)):
                level = None
            else:
                words = words.replace("\n", " ")
        yield words, level


def letters(words: str) -> str:
    """Letters and digits only, to compare words that are set differently."""
    return "".join(filter(str.isalnum, words)).casefold()


def as_day(written: str | None) -> date | None:
    """The day of a date such as "2019-04-07T12:00"; None for all others, as a mere year."""
    match = _DATE.match((written or "").strip())
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
