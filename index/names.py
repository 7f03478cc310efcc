"""Names in running text, found by how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The scripts with capitals; the rest of Unicode's are symbols, and slow to list at every import.
_CASED_SCRIPTS = (*range(0xC0, 0x588), *range(0x1E00, 0x2000))
_CAPITALS = "A-Z" + "".join(chr(code) for code in _CASED_SCRIPTS if chr(code).isupper())
_MARKS = "\u0300-\u036f"
"""Accents that stand apart from their letter; they are no letters to ``re``."""
_WORD = rf"[{_CAPITALS}][\w{_MARKS}’'-]*[\w{_MARKS}]|[{_CAPITALS}]\."
_NAME = re.compile(rf"(?:{_WORD})(?:\s+(?:(?:of|the|de|von|van|bin|al)\s+)?(?:{_WORD}))*")
_SPACED_WORD = re.compile(r"\S+\s*")
_OPENERS = """
    a according after all also although an and another any as at because before both but by come
    comes did do does each earlier even ever every few first for from had has have he her here
    him his how however i if in indeed into is it its just last later let like long many may me
    meanwhile more most much my never next no none nor not now of off oh on once one only or
    other our out over perhaps she since so some soon still such suddenly than that the their
    them then there these they this those though through thus till to too two under until up
    upon was we well were what when where whether which while who whom whose why will with would
    yes yet you your read monday tuesday wednesday thursday friday saturday sunday january
    february march april june july august september october november december
"""
_SENTENCE_OPENERS = frozenset(_OPENERS.split())


def name_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the names in ``text`` stand: capitalised words, not just a sentence's first one."""
    for match in _NAME.finditer(text):
        start = match.start()
        words = _SPACED_WORD.findall(match.group())
        while words and words[0].lower().rstrip().strip("’'") in _SENTENCE_OPENERS:
            start += len(words.pop(0))
        if any(len(word.strip()) > 2 for word in words):
            yield start, match.end()


def last_name(text: str) -> str | None:
    """The last name in ``text``, its words with one space between them; None without one."""
    found = None
    for start, end in name_spans(text):
        found = " ".join(text[start:end].split())
    return found
