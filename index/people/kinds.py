"""Whether a candidate is a person, an organisation, or neither."""

from __future__ import annotations

from index.people.joining import PRONOUNS, Candidate
from index.people.model import PersonKind
from index.people.tokens import Words
from index.people.vocabulary import (
    COURTESY_TITLES,
    CREATURES,
    NATIONALITY_ENDINGS,
    ORGANISATION_WORDS,
    PEOPLE,
    PLACE_WORDS,
    PLACES,
    STANDALONE,
)

_LAND_FORMS = frozenset(("mount", "lake", "cape", "river", "port", "fort", "isle"))
_LONGEST_ACRONYM = 6
_FEWEST_MENTIONS = 2
_CREATURE_ACTS = 2


def kind_of(words: Words, candidate: Candidate) -> PersonKind | None:
    """What a candidate is; None when it is nobody, or the text does not tell."""
    if not candidate.named:
        return PersonKind.PERSON if _is_somebody(candidate) else None
    name, seen = candidate.name, candidate.evidence
    if name[-1] in PLACES or " ".join(name) in ("united states", "united kingdom"):
        return PersonKind.ORGANISATION if seen.speaks else None
    if seen.office or _has_title(words, candidate):
        return PersonKind.PERSON
    if _is_place(name) and not seen.says_plainly:
        return None
    if _is_organisation(words, candidate):
        return PersonKind.ORGANISATION if seen.inside else None
    if seen.placed and 2 * seen.placed >= len(candidate.mentions) and not seen.speaks:
        return None
    return PersonKind.PERSON if _acts_as_person(words, candidate) else None


def _is_somebody(candidate: Candidate) -> bool:
    seen = candidate.evidence
    if len(candidate.mentions) < _FEWEST_MENTIONS:
        return False
    if candidate.owner in PRONOUNS:
        # "Her father" is often somebody with another name, so it takes more to list him.
        return len(candidate.mentions) > _FEWEST_MENTIONS and seen.acts > 1
    if candidate.head in PEOPLE | STANDALONE:
        return seen.acts > 0
    if candidate.head in CREATURES:
        return seen.says_plainly > 0 or seen.acts >= _CREATURE_ACTS
    return seen.says_plainly > 0


def _is_place(name: tuple[str, ...]) -> bool:
    last = name[-1]
    return last in PLACE_WORDS or last.removesuffix("s") in PLACE_WORDS or name[0] in _LAND_FORMS


def _is_organisation(words: Words, candidate: Candidate) -> bool:
    if len(candidate.name) == 1 and candidate.name[0] in ORGANISATION_WORDS:
        # "the Court" may be a yard; one that says something is not.
        return candidate.evidence.speaks > 0
    return bool(ORGANISATION_WORDS & set(candidate.name)) or _is_acronym(words, candidate)


def _acts_as_person(words: Words, candidate: Candidate) -> bool:
    name, seen = candidate.name, candidate.evidence
    if name[-1].endswith(NATIONALITY_ENDINGS) and len(name) == 1 and not seen.says_plainly:
        return False
    if name[-1].rstrip("s") in PLACE_WORDS and not _with_article(words, candidate):
        return False
    if _with_article(words, candidate):
        often = len(candidate.mentions) > _FEWEST_MENTIONS and seen.acts > 0
        return seen.says_plainly > 0 or seen.acts >= _FEWEST_MENTIONS or often
    if not seen.inside and len(candidate.mentions) == 1:
        return seen.speaks > 0 or (len(name) > 1 and seen.acts > 0)
    return seen.acts > 0 or (len(name) > 1 and len(candidate.mentions) > 1)


def _with_article(words: Words, candidate: Candidate) -> bool:
    """Whether it is mostly "the X"."""
    before = [words.tokens[one.first - 1].low for one in candidate.mentions if one.first]
    return 2 * sum(word in ("the", "a", "an") for word in before) > len(before)


def _has_title(words: Words, candidate: Candidate) -> bool:
    return any(
        one.last - one.first > 1 and plain_title in COURTESY_TITLES
        for one in candidate.mentions
        for plain_title in (words.tokens[one.first].low.rstrip("."),)
    )


def _is_acronym(words: Words, candidate: Candidate) -> bool:
    return any(
        one.last - one.first == 1
        and words.tokens[one.first].word.isupper()
        and 1 < len(words.tokens[one.first].word) <= _LONGEST_ACRONYM
        and words.tokens[one.first].low not in words.lower
        for one in candidate.mentions
    )
