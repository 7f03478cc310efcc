"""Where the words begin and end that a verb of saying tells: "said that ...", "promised to ..."."""

from __future__ import annotations

from index.english.words import word_set
from index.speech.nouns import naming_after
from index.speech.uses import Use
from index.speech.verbs import VERBS
from index.speech.words import AUXILIARIES, MODALS, OBJECTS, SUBJECTS, Words, looks_past

_NO_CLAUSE = word_set("all such much so nothing anything everything something words in")
"""In front of "that" these leave it no conjunction: "said all that he knew"."""
_DEGREES = word_set("so such")
_REACH = 8
"""Words between a verb and its "that": "said in this regard that"."""
_ASIDES = word_set("citing adding saying noting stressing referring according while")
_QUESTIONS = word_set("whether if how why what where who when")
_WITHOUT_THAT = word_set("""
    say claim argue announce insist admit confirm predict suggest declare add agree reply
    answer estimate explain report acknowledge complain tell promise swear warn
    """)
_TELLING_ENDS = {
    "telling": _QUESTIONS | {"that", "to", "about"},
    "asking": _QUESTIONS | {"that", "to", "for", "not"},
    "promising": word_set("that to"),
    "threatening": word_set("that to with of against about not"),
}
_ONLY_WITH_TO = word_set("undertake commit")
_LAST_WORDS = 8
"""How many words may follow "..., the minister said"."""


def complement(words: Words, use: Use, ceiling: int) -> int | None:
    """The first word of what is told; None when nothing is."""
    start = use.place + 1
    if use.inverted and use.subject is not None:
        start = use.subject.last + 1
    if use.passive:
        return _after_passive(words, use, start, ceiling)
    frame = use.verb.frame
    if frame == "voice" or start >= ceiling:
        return None
    if use.verb.base in _ONLY_WITH_TO:
        return start if words.lower[start] == "to" else None
    that = _that(words, start, ceiling)
    if frame == "clause":
        if that is not None:
            return that
        if words.lower[start] in _QUESTIONS - {"if", "who", "when"}:
            return start
        bare = use.verb.base in _WITHOUT_THAT and _is_clause(words, start, ceiling)
        return start if bare else None
    return _after_object(words, use, start, ceiling)


def _that(words: Words, start: int, ceiling: int, reach: int = _REACH) -> int | None:
    """The word behind "that", which may stand some words away but not behind another verb."""
    for place in range(start, min(ceiling - 1, start + reach)):
        word = words.lower[place]
        if word == "that":
            degree = _DEGREES.isdisjoint(words.lower[start:place])
            return place + 1 if degree and words.lower[place - 1] not in _NO_CLAUSE else None
        if word in VERBS or word in MODALS or word in SUBJECTS or words.written[place] in '"“”;:':
            return None
    return None


def _is_clause(words: Words, start: int, ceiling: int) -> bool:
    if words.lower[start] in MODALS:
        return True
    found = naming_after(words, start, ceiling)
    if found is None or found.last + 1 >= ceiling:
        return words.lower[start] == "there" and start + 1 < ceiling
    place = found.last + 1
    while place + 1 < ceiling and (
        words.lower[place].endswith("ly") or words.lower[place] == "also"
    ):
        place += 1
    word = words.lower[place]
    return word in AUXILIARIES or word in MODALS or looks_past(word)


def _after_passive(words: Words, use: Use, start: int, ceiling: int) -> int | None:
    """Find where it begins in "was told by the fox that", "was asked to"."""
    if use.verb.frame not in _TELLING_ENDS:
        return _that(words, start, ceiling) if use.verb.frame == "clause" else None
    if use.subject is not None:
        start = use.subject.last + 1
    if start >= ceiling or words.lower[start] not in _TELLING_ENDS[use.verb.frame]:
        return None
    return start + 1 if words.lower[start] == "that" else start


def _after_object(words: Words, use: Use, start: int, ceiling: int) -> int | None:
    """Find where it begins in "told him that" and "promised her half the kingdom"."""
    ends = _TELLING_ENDS[use.verb.frame]
    place = start
    if words.lower[place] in OBJECTS or words.lower[place] in ("you", "it"):
        place += 1
    elif words.lower[place] not in ends:
        found = naming_after(words, place, ceiling)
        place = found.last + 1 if found is not None and found.pronoun is None else place
    if place < ceiling and words.lower[place] in ends:
        if words.lower[place] == "that":
            return place + 1
        return start if use.verb.frame == "threatening" else place
    reach = ceiling - start if use.verb.frame == "promising" else _REACH
    that = _that(words, start, ceiling, reach)
    if that is not None:
        return that
    if use.verb.base in _WITHOUT_THAT and place < ceiling and _is_clause(words, place, ceiling):
        return place
    promised = use.verb.base in ("promise", "pledge", "vow", "guarantee")
    something = place > start and (words.is_word(start))
    return start if promised and something else None


def content_end(words: Words, start: int, ceiling: int) -> int:
    """Where the words told end: with the sentence, or before ", citing" and ", and threatened"."""
    for place in range(start, ceiling - 1):
        if words.written[place] != ",":
            continue
        following = words.lower[place + 1]
        joined = following in ("and", "but") and place + 2 < ceiling
        if following in _ASIDES or (joined and words.lower[place + 2] in VERBS):
            return place
    return ceiling


def stands_behind(words: Words, use: Use, end: int) -> int | None:
    """Where the words end that stand in front: "Prices rose, the minister said."."""
    subject = use.subject
    if words.lower[use.place] == "saying" and words.lower[use.place - 1] == "as":
        return _comma_before(words, use.place)
    if use.verb.frame != "clause" or subject is None or use.inferred or not subject.sure:
        return None
    first = use.place if use.inverted else subject.first
    last = max(use.place, subject.last)
    if end - last > _LAST_WORDS or first < 4 or words.written[first - 1] != ",":
        return None
    return first - 1


def _comma_before(words: Words, place: int) -> int | None:
    for at in range(place - 1, max(0, place - 16), -1):
        if words.written[at] == ",":
            return at
    return None
