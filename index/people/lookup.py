"""Which of a story's people is meant by what somebody typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.people.model import Person
from index.people.tokens import plain

_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)")
_POSSESSIVE = re.compile(r"['’]s?$")


def find_person(found: Sequence[Person], words: str) -> Person | None:
    """The one of ``found`` that ``words`` name; of several, the one with most mentions.

    Any alias will do; case, accents, an article and a possessive ending are ignored.
    """
    wanted = _plain(words)
    if not wanted:
        return None
    named = [one for one in found if any(_plain(alias) == wanted for alias in one.aliases)]
    return max(named, key=lambda one: len(one.mentions), default=None)


def complete_people(found: Sequence[Person], typed: str, limit: int) -> tuple[Person, ...]:
    """Up to ``limit`` of ``found`` that what was typed so far may mean, the best first.

    An alias that begins with it comes before one in which a word does; among equals the one with
    more mentions comes first. Nothing typed means anyone.
    """
    wanted = _plain(typed)
    ranked = []
    for position, one in enumerate(found):
        fits = [_fit(_plain(alias), wanted) for alias in one.aliases]
        best = min((fit for fit in fits if fit is not None), default=None)
        if best is not None:
            ranked.append((best, -len(one.mentions), position))
    return tuple(found[position] for *_, position in sorted(ranked)[:limit])


def _fit(alias: str, typed: str) -> int | None:
    """How well an alias fits, 0 best; None when it does not."""
    if alias.startswith(typed):
        return 0
    return 1 if f" {typed}" in alias else None


def _plain(words: str) -> str:
    """In one case, without accents, an article in front or a possessive ending."""
    return _POSSESSIVE.sub("", _ARTICLE.sub("", plain(words)))
