"""The words that name somebody, read forwards and backwards from a verb, without a parser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from index.english.words import word_set
from index.speech.verbs import VERBS
from index.speech.words import (
    ADVERBS,
    DETERMINERS,
    JOINING,
    OBJECTS,
    SUBJECTS,
    Words,
    is_adverb,
    looks_past,
    looks_present,
)

_LONGEST: Final = 6
"""Words between an article and its noun."""
PLURALS: Final = word_set("people police men women children others media")
_PLACING: Final = word_set("in at from on with near to for")
_MARKS_BEFORE: Final = frozenset(",.;:!?-—–\"“”„«»'‘’(…")
TIMES: Final = word_set("""
    day days evening morning night afternoon week weeks month months year years time
    """)
_AFTER_NAMES: Final = word_set("""
    officials official sources source spokesman spokeswoman spokesperson ministry government
    president minister analysts experts police army media king queen
    """)
"""Nouns that go on from a name: "NATO officials"."""
_BARE: Final = word_set("""
    somebody someone everybody everyone nobody mother father grandmother grandfather granny
    neither both
    """)


@dataclass(frozen=True, slots=True)
class Naming:
    """Words ``first`` to ``last`` (both included) that name somebody."""

    first: int
    last: int
    sure: bool
    """Whether the sentence's build leaves no doubt that it is the subject."""
    pronoun: str | None = None
    """In lower case, if it is one."""


def naming_before(words: Words, last: int, floor: int) -> Naming | None:
    """Who is named by the words that end with ``last`` and do not begin before ``floor``."""
    if last < floor:
        return None
    if words.lower[last] in SUBJECTS:
        return Naming(last, last, True, words.lower[last])
    end = last
    if words.written[last] == ")":
        while last >= floor and words.written[last] != "(":
            last -= 1
        last -= 1
    if last < floor:
        return None
    first = _first_of(words, last, floor)
    if first is None:
        return None
    return _widened(words, Naming(first, end, True), floor)


def _first_of(words: Words, last: int, floor: int) -> int | None:
    if not words.is_noun(last) and words.lower[last] not in ("one", "two", "three", "all", "both"):
        return None
    if looks_past(words.lower[last]) and not words.is_name(last):
        return None
    name_from = last if words.is_name(last) else None
    for place in range(last, max(floor, last - _LONGEST) - 1, -1):
        word = words.lower[place]
        if word == "that" and place < last and _is_conjunction(words, place):
            break
        if word in DETERMINERS and (place < last or word in ("one", "all", "both")):
            again = place - 1
            if again >= floor and words.lower[again] in ("all", "both", "these", "the"):
                return again
            return place
        if not words.is_noun(place) or (place == floor and is_adverb(word)):
            break
        if name_from is not None and word in TIMES:
            break
        if name_from is not None and place == name_from - 1 and words.is_name(place):
            name_from = place
        if word.endswith(("'s", "s'")) and place == floor:
            return place
    if name_from is not None:
        return name_from
    if words.lower[last] in _BARE:
        return last
    bare = words.lower[last].endswith("s") or words.lower[last] in PLURALS
    return last if bare and _begins(words, last, floor) else None


def _is_conjunction(words: Words, that: int) -> bool:
    return words.is_name(that + 1) or (that > 0 and words.lower[that - 1] in VERBS)


def _begins(words: Words, first: int, floor: int) -> bool:
    """Whether a clause begins here."""
    if first <= floor:
        return True
    word = words.lower[first - 1]
    opening = word in _MARKS_BEFORE or word in JOINING or word in ADVERBS or word in TIMES
    return opening or word.endswith("ly")


def _widened(words: Words, found: Naming, floor: int) -> Naming:
    """With what belongs in front: "the king of", "officials in", "the fox and"."""
    first = found.first
    before = words.lower[first - 1] if first > floor else ""
    if before == "of" or (before in _PLACING and not words.is_verb(first - 2)):
        head = _first_of(words, first - 2, floor) if first - 2 >= floor else None
        if head is None:
            return Naming(first, found.last, False)
        return Naming(head, found.last, _begins(words, head, floor))
    if before == "and" and first - 2 >= floor:
        other = _first_of(words, first - 2, floor)
        if other is not None and _begins(words, other, floor) and not _follows(words, other, floor):
            return Naming(other, found.last, True)
    return Naming(first, found.last, _begins(words, first, floor))


def _follows(words: Words, first: int, floor: int) -> bool:
    """Whether a comma stands before, as in "the bear, the fox and"."""
    return first > floor and words.written[first - 1] == ","


def naming_after(words: Words, first: int, ceiling: int) -> Naming | None:
    """Who is named by the words that begin with ``first`` and end before ``ceiling``."""
    if first >= ceiling or not words.is_word(first):
        return None
    word = words.lower[first]
    if word in SUBJECTS:
        return Naming(first, first, True, word)
    if word in OBJECTS and not (word == "her" and words.is_noun(first + 1)):
        return None
    last = _last_of(words, first, ceiling)
    if last is None or is_adverb(word) or looks_present(word) or words.lower[last] in TIMES:
        return None
    while last + 2 < ceiling and words.lower[last + 1] in ("of", "and"):
        if words.lower[last + 1] == "and" and words.is_verb(last + 2):
            break
        more = _last_of(words, last + 2, ceiling)
        if more is None:
            break
        last = more
    return Naming(first, last, True)


def _last_of(words: Words, first: int, ceiling: int) -> int | None:
    place = first
    while place < ceiling and words.lower[place] in DETERMINERS:
        place += 1
    begun = place
    while place < min(ceiling, begun + _LONGEST) and words.is_noun(place):
        if place > begun and _ends_before(words, place):
            break
        place += 1
    if place == begun:
        return place - 1 if place > first and words.lower[first] in ("all", "both", "one") else None
    if begun > first or words.is_name(begun) or words.lower[begun] in _BARE | PLURALS:
        return place - 1
    bare = words.lower[place - 1].endswith("s") and not words.lower[place - 1].endswith("ss")
    return place - 1 if bare and place == begun + 1 else None


def _ends_before(words: Words, place: int) -> bool:
    """Whether a name is over: an adverb, a participle or a verb follows."""
    word = words.lower[place]
    if words.is_name(place):
        return False
    if words.is_name(place - 1) and word not in _AFTER_NAMES:
        return True
    verb = looks_present(word) or (looks_past(word) and "-" not in word)
    return verb or word in ADVERBS or word.endswith("ly")
