"""Markdown: stored as it is written; its title stands in its head or is its first heading."""

from __future__ import annotations

import re

from index.loading.blocks import About, as_day, language_code
from index.loading.cleaning import one_line
from index.loading.decoding import decode_story
from index.loading.limits import LoadingLimits
from index.loading.loaded import Loaded

_HEADING = re.compile(r" {0,3}#{1,6}(?=[ \t])")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_MARKER = "---"
_LONGEST_HEAD = 100
"""Lines between the markers of a file's head, which some programs write in YAML."""
_SAID = re.compile(r"(title|author|date|lang)[ \t]*:[ \t]*(\S.*)", re.IGNORECASE)
_LONGEST_NAME = 200


def read(data: bytes, label: str, _limits: LoadingLimits) -> Loaded:
    """The story's text as written, and what it says of itself; raises ``LoadingError``."""
    text = decode_story(data, label)
    lines = text.split("\n")
    about = _head(lines)
    return Loaded(
        text,
        title=one_line(about.title, _LONGEST_NAME) or _first_heading(lines),
        author=one_line(about.author, _LONGEST_NAME),
        published=as_day(about.published),
        language=language_code(about.language),
    )


def _head(lines: list[str]) -> About:
    if lines[0].rstrip() != _MARKER:
        return About()
    said: dict[str, str] = {}
    for line in lines[1:_LONGEST_HEAD]:
        if line.rstrip() in {_MARKER, "..."}:
            return About(said.get("title"), said.get("author"), said.get("date"), said.get("lang"))
        if match := _SAID.match(line):
            said.setdefault(match[1].lower(), match[2].strip().strip("\"'"))
    return About()


def _first_heading(lines: list[str]) -> str | None:
    in_code = False
    for line in lines:
        if _FENCE.match(line):
            in_code = not in_code
        match = None if in_code else _HEADING.match(line)
        title = _title(line[match.end() :]) if match else ""
        if title:
            return title
    return None


def _title(words: str) -> str:
    """A heading's words without the marks that may close it."""
    words = words.strip(" \t")
    open_ = words.rstrip("#")
    if open_ != words and (not open_ or open_[-1] in " \t"):
        words = open_.rstrip(" \t")
    return words if words.strip("# \t") else ""
