"""Names in running text, found by how they are written."""

from __future__ import annotations

import re

_WORD = r"[A-Z][\w’'-]*\w|[A-Z]\."
_NAME = re.compile(rf"(?:{_WORD})(?:\s+(?:(?:of|the|de|von|van|bin|al)\s+)?(?:{_WORD}))*")
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


def last_name(text: str) -> str | None:
    """The last name in ``text``: capitalised words that are not just a sentence's first word."""
    found = None
    for match in _NAME.finditer(text):
        words = match.group().split()
        while words and words[0].lower().strip("’'") in _SENTENCE_OPENERS:
            words.pop(0)
        if words and any(len(word) > 2 for word in words):
            found = " ".join(words)
    return found
