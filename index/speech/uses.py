"""One verb of saying in its sentence: who does it, and whether it is told as done."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.english.words import word_set
from index.speech.nouns import PLURALS, TIMES, Naming, naming_after, naming_before
from index.speech.verbs import Verb
from index.speech.words import (
    ADVERBS,
    AUXILIARIES,
    BEING,
    DETERMINERS,
    JOINING,
    MODALS,
    NEGATIONS,
    PREPOSITIONS,
    RELATIVES,
    SUBJECTS,
    SUBORDINATING,
    Words,
    is_adverb,
)

_STARTING = word_set("began begin begins went go goes continued continues proceeded hastened")
_INVERTING = word_set("then thus so thereupon here now last and but")
_OPENERS = JOINING | ADVERBS | TIMES | {",", "that", ";", ":"}
"""After these a clause may begin with its subject."""
_JOINED = word_set("and but then or , so yet")
_TRANSITIVE = word_set("telling asking promising threatening")
_HYPOTHETICAL = word_set("if unless whether lest")
_REFUSING = word_set("""
    refused refuses declined declines failed fails wanted wants wished tried tries forgot
    dared without
    """)


@dataclass(frozen=True, slots=True)
class Use:
    """A verb of saying at ``place``. ``told`` is false when it is denied, wished or supposed."""

    place: int
    verb: Verb
    subject: Naming | None
    told: bool
    passive: bool = False
    inverted: bool = False
    """Whether the subject follows the verb."""
    inferred: bool = False
    """Whether the subject was carried over from an earlier clause."""


def use_of(words: Words, place: int, verb: Verb, floor: int, ceiling: int) -> Use:
    """How the verb at ``place`` is used in the words from ``floor`` to before ``ceiling``."""
    before, told, being = _skip_back(words, place - 1, floor)
    if _is_noun(words, place, verb, floor):
        return Use(place, verb, None, told=False)
    use = Use(place, verb, None, told)
    if being and verb.past:
        return _passive(words, use, before, ceiling)
    if before >= floor and words.lower[before] == "to":
        starting = before > floor and words.lower[before - 1] in _STARTING
        if not starting:
            return replace(use, told=False)
        before, told, _ = _skip_back(words, before - 2, floor)
    if _questioned(words, before, floor) and not verb.participle:
        told = False
    subject = _subject_before(words, before, floor)
    if subject is not None and not verb.participle:
        supposed = _supposed(words, subject.first, floor) or _stands_as_noun(words, use, subject)
        return replace(use, subject=subject, told=told and not supposed)
    inverted = _inverted(words, use, before, floor, ceiling)
    if inverted is not None:
        return replace(use, subject=inverted, told=told, inverted=True)
    if before < floor and words.lower[place] == verb.base and not verb.past:
        return Use(place, verb, None, told=False)
    joined = before < floor or words.lower[before] in _JOINED or verb.participle
    carried = _carried(words, place, floor) if joined or verb.frame == "voice" else None
    told = told and (joined or carried is not None)
    return replace(use, subject=carried, told=told, inferred=carried is not None)


def _is_noun(words: Words, place: int, verb: Verb, floor: int) -> bool:
    """Whether it is "an order", "in answer", "the king's promise"."""
    if place <= floor or verb.past:
        return False
    before = words.lower[place - 1]
    return before in DETERMINERS or before in PREPOSITIONS - {"to"} or before.endswith("'s")


def _skip_back(words: Words, place: int, floor: int) -> tuple[int, bool, bool]:
    """Over adverbs and auxiliaries: where the subject would end, whether told, whether passive."""
    told, being, nearest = True, False, True
    while place >= floor:
        word = words.lower[place]
        if word in NEGATIONS or word.endswith("n't") or word in MODALS or word in _REFUSING:
            told = False
        elif word in AUXILIARIES:
            being = being or (nearest and word in BEING)
            nearest = False
        elif word not in ADVERBS and not (word.endswith("ly") and not words.is_name(place)):
            break
        place -= 1
    return place, told, being


def _questioned(words: Words, place: int, floor: int) -> bool:
    """Whether the auxiliary stands in front of the subject, as in "did he say"."""
    start = place
    while start > floor and words.is_word(start - 1) and place - start < 4:
        start -= 1
        if words.lower[start] in ("did", "does", "do", "never", "nor", "cannot"):
            return True
    return False


def _supposed(words: Words, first: int, floor: int) -> bool:
    return first > floor and words.lower[first - 1] in _HYPOTHETICAL


def _stands_as_noun(words: Words, use: Use, subject: Naming) -> bool:
    """Whether the "verb" ends its own "subject", as in "her pressing demand"."""
    bare = words.lower[use.place] == use.verb.base and not use.verb.past
    if not bare or subject.pronoun is not None or subject.last < use.place - 1:
        return False
    head = words.lower[subject.last]
    several = (
        head.endswith("s") or head in PLURALS or "and" in words.lower[subject.first : use.place]
    )
    return not several


def _passive(words: Words, use: Use, before: int, ceiling: int) -> Use:
    """By whom: "was told by the fox"; "X was quoted as saying" is not told here."""
    del before
    for place in range(use.place + 1, min(ceiling, use.place + 8)):
        if words.lower[place] == "by":
            return replace(use, subject=naming_after(words, place + 1, ceiling), passive=True)
        if not words.is_word(place):
            break
    return replace(use, passive=True)


def _subject_before(words: Words, before: int, floor: int) -> Naming | None:
    if before < floor:
        return None
    if words.lower[before] in RELATIVES:
        comma = before - 1 if before > floor and words.written[before - 1] == "," else before
        found = naming_before(words, comma - 1, floor)
        return found and replace(found, sure=words.lower[before] == "who")
    if words.written[before] == ",":
        return _before_aside(words, before, floor)
    return naming_before(words, before, floor)


def _before_aside(words: Words, comma: int, floor: int) -> Naming | None:
    """The subject in front of an aside between commas: "the fox, who was sly, said"."""
    for place in range(comma - 1, floor, -1):
        if words.written[place] in ";:.!?":
            return None
        if words.written[place] == ",":
            inside = words.lower[place + 1]
            is_aside = inside in RELATIVES | {"whose", "the", "a", "an", "his", "her", "their"}
            found = naming_before(words, place - 1, floor)
            if found is None or not is_aside or not found.sure:
                return None
            has_verb = any(words.is_verb(at) for at in range(place + 1, comma))
            relative = inside in RELATIVES | {"whose"}
            return replace(found, sure=relative or not has_verb)
    return None


def _inverted(words: Words, use: Use, before: int, floor: int, ceiling: int) -> Naming | None:
    following = use.place + 1
    while following < ceiling and words.lower[following] in ADVERBS:
        following += 1
    if following < ceiling and words.lower[following] == "that":
        return None
    found = naming_after(words, following, ceiling)
    imperative = words.lower[use.place] == use.verb.base and not use.verb.past
    if found is None or use.verb.participle or imperative:
        return None
    opening = before < floor or words.lower[before] in _INVERTING or not words.is_word(before)
    if not opening:
        return None
    joined = before >= floor and words.lower[before] in ("and", "but", ",")
    if joined and use.verb.frame in _TRANSITIVE and found.pronoun is None:
        return None
    return found if found.pronoun not in ("it", "you") or before < floor else None


def _carried(words: Words, place: int, floor: int) -> Naming | None:
    """The subject of an earlier clause: "the king rose and said"."""
    main: list[Naming] = []
    subordinate: list[Naming] = []
    at = floor
    while at < place:
        previous = words.lower[at - 1] if at > floor else ""
        opens = previous in _OPENERS or is_adverb(previous)
        if at > floor and not opens:
            at += 1
            continue
        found = naming_after(words, at, place)
        if found is None or not _acts(words, found, place):
            at += 1
            continue
        (subordinate if previous in SUBORDINATING else main).append(found)
        at = found.last + 1
    if main:
        alone = len(main) == 1 and not subordinate and main[0].first == floor
        return replace(main[-1], sure=alone and main[0].pronoun is None)
    return replace(subordinate[-1], sure=False) if subordinate else None


def _acts(words: Words, found: Naming, place: int) -> bool:
    after = found.last + 1
    while after < place and (words.lower[after] in ADVERBS or words.lower[after].endswith("ly")):
        after += 1
    if after >= place:
        return False
    relative = words.lower[after] in RELATIVES | SUBJECTS or words.written[after] == ","
    third = words.lower[after].endswith("s") and not words.is_name(after)
    return words.is_verb(after) or third or relative
