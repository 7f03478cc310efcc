"""The words beside a quotation that say who says it: "said the fox", "the king answered:"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.english.words import word_set
from index.people import Person
from index.speech.model import Act
from index.speech.nouns import naming_after
from index.speech.reading import NOBODY, Reading, Span, Voice
from index.speech.uses import Use
from index.speech.verbs import VERBS
from index.speech.words import ADVERBS, OBJECTS, SUBJECTS

_SENTENCE_ENDS = frozenset(".!?;")
_NEAR = 14
"""Words between a quotation and the verb behind it."""
_FAR = 22
"""Words between a verb and the quotation behind it."""
_NAMING = word_set("call calls called")
_NO_SPEECH = word_set("which means meant meaning named called read reads written")


@dataclass(frozen=True, slots=True)
class Tag:
    """A verb of saying beside a quotation, and who does it."""

    place: int
    """The verb among the words; -1 for a colon alone."""
    last: int
    """The last word of it."""
    span: Span
    """The characters from its first word to its last."""
    voice: Voice
    act: Act
    told: bool
    inherits: bool = False
    """Whether it goes on with whoever spoke before: '"...," and added: "..."'."""


def tag_after(reading: Reading, gap: Span, ending: str, last: Person | None) -> Tag | None:
    """The tag at the beginning of the words ``gap``, behind a quotation that ends so."""
    words = reading.words
    first, end = gap
    while first < end and words.written[first] in ",-—–":
        first += 1
    ceiling = first
    while ceiling < end and words.written[ceiling] not in _SENTENCE_ENDS | {":"}:
        ceiling += 1
    if first >= ceiling:
        return None
    fresh = ending == "." or (ending in "!?…" and _opens_sentence(reading, first))
    for place in range(first, min(ceiling, first + _NEAR)):
        if words.lower[place] not in VERBS:
            continue
        use = reading.use(place, first, ceiling)
        if not _stands_first(reading, use, first) or (fresh and not use.inverted):
            continue
        voice = reading.voice(use.subject, inferred=use.inferred, last=last)
        until = max(place, use.subject.last if use.subject else place)
        span = words.span(first, until)
        return Tag(place, until, span, voice, use.verb.act, use.told, inherits=use.subject is None)
    return None


def _opens_sentence(reading: Reading, first: int) -> bool:
    word = reading.words.written[first]
    return word[0].isupper() and not reading.words.is_name(first) and word != "I"


def _stands_first(reading: Reading, use: Use, first: int) -> bool:
    """Whether the tag begins right behind the quotation, so that it belongs to it."""
    words = reading.words
    if use.passive or use.inferred:
        return False
    subject = use.subject
    start = use.place if subject is None or use.inverted else subject.first
    between = words.lower[first:start]
    if subject is None:
        return bool(between) and all(word == "and" for word in between)
    return all(word in ADVERBS or word in ("and", "so", "but") for word in between)


def tag_before(reading: Reading, gap: Span, last: Person | None) -> Tag | None:
    """The tag at the end of the words ``gap``, in front of a quotation."""
    words = reading.words
    first, end = gap
    if end <= first or words.written[end - 1] in _SENTENCE_ENDS:
        return None
    floor = end - 1
    while floor > first and words.written[floor - 1] not in _SENTENCE_ENDS:
        floor -= 1
    while floor < end and not words.is_word(floor):
        floor += 1
    for place in range(end - 1, max(floor, end - _FAR) - 1, -1):
        word = words.lower[place]
        if word in _NO_SPEECH and word != "called":
            return None
        if word in VERBS:
            if place + 1 < end and words.lower[place + 1] == "that":
                return None
            if word in _NAMING and place + 1 < end and words.lower[place + 1] in OBJECTS:
                return None
            return _tag_at(reading, place, (floor, end), last)
    return _colon(reading, (floor, end), last)


def _tag_at(reading: Reading, place: int, around: Span, last: Person | None) -> Tag:
    words = reading.words
    floor, end = around
    use = reading.use(place, floor, end)
    voice = reading.voice(use.subject, inferred=use.inferred, last=last)
    if use.passive and use.subject is None:
        voice = NOBODY
    start = min(place, use.subject.first if use.subject else place)
    span = words.span(start, end - 1)
    return Tag(place, end - 1, span, voice, use.verb.act, use.told, inherits=use.subject is None)


def _colon(reading: Reading, around: Span, last: Person | None) -> Tag | None:
    """No verb of saying, but a colon: "The king rose: ..." or, in a script, "KING: ..."."""
    words = reading.words
    floor, end = around
    if floor >= end or words.written[end - 1] != ":":
        return None
    naming = naming_after(words, floor, end)
    if naming is None:
        return None
    script = naming.last == end - 2 and words.lower[floor] not in SUBJECTS
    voice = reading.voice(naming, inferred=not script, last=last)
    voice = replace(voice, guessed=voice.guessed or not script)
    return Tag(-1, end - 1, words.span(naming.first, end - 1), voice, Act.SAID, told=True)
