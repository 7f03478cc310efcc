"""One thing changed in a sentence: a number, a name, a negation, or a word for its opposite.

The lists are narrow on purpose: a change must read as English, and must not be true as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.domain import Sentence
from index.english.opposites import OPPOSITES
from index.people import Person, PersonKind
from index.quizzing.material import NUMBER_WORDS, Material, in_range

_ORDINAL_WORDS = ("second", "third", "fourth", "fifth", "sixth", "seventh")
_NUMBER = re.compile(
    rf"(?<![-\w.,])(?:(?P<word>{'|'.join(NUMBER_WORDS)})(?![-\w])"
    rf"|(?P<ordinal>{'|'.join(_ORDINAL_WORDS)})(?!\w)"
    r"|(?P<digits>\d{1,4})(?![-\w]|[.,]\d))"
)
_GENDERED = re.compile(
    r"\b(?:he|she|his|her|hers|him|himself|herself|named|called)\b", re.IGNORECASE
)
"""Would give another name away, or make nonsense of it."""
_ORDINAL = re.compile(rf"\b(?:first|{'|'.join(_ORDINAL_WORDS)})\b")
_DENIABLE = re.compile(
    r"\b(?P<verb>will|would|could|can|should|must|was|were|is|are)\b"
    r"(?=\s+(?P<next>[a-z]+))"
)
_DENIED = re.compile(r"\b(?:will|would|could|should|must|was|were|is|are|did|do|does)\s+not\b")
_BARELY = re.compile(
    r"\b(?:not|never|no|nor|none|nothing|nobody|neither|n['’]t|hardly|scarcely|only|but|without|any"
    r"|once|there|ever|until|till|unless|than|so|such|too|either|even|what|how|if|whether|before|where"
    r"|after|lest|though|although)\b|n['’]t",
    re.IGNORECASE,
)
_ONLY_DENIED = re.compile(r"\b(?:at\s+all|yet|longer|much|anyone|anything|anybody|anywhere|more)\b")
_SAFE_NEXT = re.compile(
    r"(?:[a-z]+ed|be|been|have|[a-z]+ing|made|sent|given|told|seen|taken|found)$"
)
_SAFE = """
    oldest youngest eldest older younger elder north south east west northern southern eastern
    western morning evening summer winter happy sad quickly slowly largest smallest biggest strong
    weak beautiful ugly negative positive before after inside outside friend enemy friends enemies
    everybody nobody upstairs downstairs increased decreased wise foolish sunset sunrise guilty
    innocent black white sell buy sold bought
"""
_SAFE_WORDS = frozenset(_SAFE.split())
_OPPOSABLE = re.compile(rf"(?<![-\w])(?:{'|'.join(sorted(_SAFE_WORDS))})(?![-\w])")
_FIXED_BEFORE = re.compile(
    r"\b(?:as|so|too|of|what|how|did|ever|day|such|no|any|and|or|nor|long|soon)\s+$", re.IGNORECASE
)
_FIXED_AFTER = re.compile(r"\s+(?:and|or|as)\b")
_IN_TIME = re.compile(r"\s+(?:he|she|they|it|i|we|you)\b", re.IGNORECASE)
"""What follows "before" where it is not a place."""
_ARTICLE = re.compile(r"\ban?\s+$")
_VOWEL = re.compile(r"[aeiou]")


@dataclass(frozen=True, slots=True)
class Change:
    """``start:end`` of the story replaced; ``altered`` is the whole sentence on one line."""

    sentence: Sentence
    start: int
    end: int
    altered: str


def changes(material: Material, sentence: Sentence) -> Iterator[Change]:
    """Every change that fits a sentence and that the story does not have too."""
    if material.slice(sentence.start, sentence.end).rstrip("”\"’'").endswith("?"):
        return
    for maker in (_number, _name, _negation, _opposite):
        for start, end, other in maker(material, sentence):
            whole = (
                material.slice(sentence.start, start) + other + material.slice(end, sentence.end)
            )
            if not material.would_stand(sentence, start, end, other) and not material.stands(whole):
                yield Change(sentence, start, end, " ".join(whole.split()))


Replacement = tuple[int, int, str]


def _number(material: Material, sentence: Sentence) -> Iterator[Replacement]:
    text = material.text.story.text
    here = text[sentence.start : sentence.end].lower()
    for match in _NUMBER.finditer(text, sentence.start, sentence.end):
        if in_range(text, sentence, *match.span()):
            continue
        if match.group("ordinal") and len(_ORDINAL.findall(here)) > 1:
            continue
        for other in _numbers_like(match):
            if not re.search(rf"\b{other}\b", here):
                yield *match.span(), other


def _numbers_like(match: re.Match[str]) -> Sequence[str]:
    """The one before and the two after in their list: near enough to be believed."""
    if match.group("digits"):
        value = int(match.group())
        step = 1 if value < 20 else 10 if value < 1000 else 100
        return [str(value + step), str(max(2, value - step))]
    known = NUMBER_WORDS if match.group("word") else _ORDINAL_WORDS
    place = known.index(match.group())
    return [*known[max(0, place - 1) : place], *known[place + 1 : place + 3]]


def _name(material: Material, sentence: Sentence) -> Iterator[Replacement]:
    here = material.slice(sentence.start, sentence.end)
    if _GENDERED.search(here):
        return
    for start, end, person in material.mentions(sentence):
        if _is_titled(material, start):
            continue
        surface = material.flat(start, end)
        for other in material.people:
            form = _form_like(other, surface)
            if other.kind is not person.kind or other is person or form is None:
                continue
            if not any(alias in here for alias in other.aliases) and material.distinct(
                person, other
            ):
                yield start, end, form


def _form_like(other: Person, surface: str) -> str | None:
    """The name of somebody else written with as many words, with "the" before it or without."""
    forms = [" ".join(alias.split()) for alias in other.aliases]
    if other.kind is PersonKind.ORGANISATION:
        return None
    fit = [
        form
        for form in forms
        if form[:1].isupper()
        and surface[:1].isupper()
        and len(form.split()) == len(surface.split())
    ]
    return fit[0] if fit else None


def _is_titled(material: Material, start: int) -> bool:
    """Whether a capitalised word or "the" stands before: "Defence Minister Akar"."""
    before = material.slice(max(0, start - 40), start).split()
    return bool(before) and (before[-1][:1].isupper() or before[-1].lower() in ("the", "a", "an"))


def _negation(material: Material, sentence: Sentence) -> Iterator[Replacement]:
    text = material.text.story.text
    here = text[sentence.start : sentence.end]
    denied = list(_DENIED.finditer(text, sentence.start, sentence.end))
    if len(denied) == 1 and len(_BARELY.findall(here)) == 1 and not _ONLY_DENIED.search(here):
        words = denied[0].group().split()
        if words[0] not in ("did", "do", "does"):
            yield *denied[0].span(), words[0]
        return
    if _BARELY.search(here):
        return
    for match in _DENIABLE.finditer(text, sentence.start, sentence.end):
        if _SAFE_NEXT.match(match.group("next")):
            yield *match.span(), f"{match.group()} not"


def _opposite(material: Material, sentence: Sentence) -> Iterator[Replacement]:
    text = material.text.story.text
    for match in _OPPOSABLE.finditer(text, sentence.start, sentence.end):
        word, before = match.group(), text[sentence.start : match.start()]
        if _FIXED_BEFORE.search(before) or _FIXED_AFTER.match(text, match.end(), sentence.end):
            continue
        if word in ("before", "after") and not _IN_TIME.match(text, match.end(), sentence.end):
            continue
        for other in sorted(OPPOSITES.get(word, frozenset()) & _SAFE_WORDS):
            same_article = bool(_VOWEL.match(word)) == bool(_VOWEL.match(other))
            if same_article or not _ARTICLE.search(before):
                yield *match.span(), other
