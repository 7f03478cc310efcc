"""Discord's limits, and how texts are cut to them (pure).

Discord's clients count UTF-16 code units and its servers characters; counting code units is
right for both, because there are never fewer of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

MESSAGE = 4000
"""Text of all components of one message, in code units."""
CONTENT = 2000
"""Text of a message without components, in code units."""
COMPONENTS = 40
"""Components of one message, nested ones included."""
CUSTOM_ID = 100
"""Characters of a button's custom id."""
CHOICES = 25
"""Choices that an autocompletion or a select may offer."""
BUTTONS = 5
"""Buttons in one row."""
LABEL = 80
"""A button's label, in code units."""
THREAD_NAME = 100
"""A thread's name, in code units."""
DESCRIPTION = 1024
"""A picture's description, in code units."""
CHOICE = 100
"""Name or value of one choice, in code units."""
ATTACHMENT = 10 * 1024 * 1024
"""Size of an attached file in a server without boosts, in bytes."""

ELLIPSIS = "…"
_SENTENCE_END = re.compile(r"""[.!?…]["'”’»)\]]*(?=\s)""")
_WORD_END = re.compile(r"\S(?=\s)")
_JOINER = "\u200d"


def units(text: str) -> int:
    """How much of a limit ``text`` takes, in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def one_line(text: str, limit: int) -> str:
    """``text`` on one line of at most ``limit`` code units, cut at a word's end."""
    text = " ".join(text.split())
    if units(text) <= limit:
        return text
    end = longest(text, 0, lambda end: units(text[:end]) < limit)
    return text[:end].rstrip() + ELLIPSIS


def longest(text: str, start: int, fits: Callable[[int], bool]) -> int:
    """The best end of a cut of ``text`` from ``start`` for which ``fits(end)`` holds.

    It is the end of a sentence if that keeps at least half of what fits, else the end of a word
    if that does, else the last place that does not tear a character from its accents.
    """
    low, high = start, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    if low == len(text):
        return low
    half = start + (low - start) // 2
    # One character beyond the cut tells whether a sentence or a word ends right at it.
    window = text[: low + 1]
    for pattern in (_SENTENCE_END, _WORD_END):
        ends = [match.end() for match in pattern.finditer(window, half)]
        if ends:
            return ends[-1]
    return _whole_character(text, start, low)


def _whole_character(text: str, start: int, end: int) -> int:
    cut = end
    while cut > start + 1 and (
        unicodedata.combining(text[cut])
        or unicodedata.category(text[cut]) in {"Mn", "Me"}
        or _JOINER in text[cut - 1 : cut + 1]
    ):
        cut -= 1
    return cut if cut > start + 1 else end
