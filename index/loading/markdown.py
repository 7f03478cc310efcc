"""Markdown: stored as it is written; its first heading is the title."""

from __future__ import annotations

import re

from index.loading.decoding import decode_story
from index.loading.limits import LoadingLimits
from index.loading.loaded import Loaded

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<title>.*?)(?:[ \t]+#+)?[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")


def read(data: bytes, label: str, _limits: LoadingLimits) -> Loaded:
    """The story's text as written, and its first heading; raises ``LoadingError``."""
    text = decode_story(data, label)
    return Loaded(text, title=_first_heading(text))


def _first_heading(text: str) -> str | None:
    in_code = False
    for line in text.split("\n"):
        if _FENCE.match(line):
            in_code = not in_code
        heading = None if in_code else _HEADING.match(line)
        if heading and heading["title"].strip("# \t"):
            return heading["title"].strip()
    return None
