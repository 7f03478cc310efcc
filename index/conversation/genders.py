"""Which pronouns a name or description allows by its own words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.conversation.pronouns import Sort
from index.english.numbers import MONTHS, WEEKDAYS
from index.english.words import word_set
from index.people import Person, PersonKind
from index.people.vocabulary import FEMALE, MALE

_FEMALE = FEMALE | word_set("""
    woman girl lass maiden maid daughter wife niece granddaughter stepmother stepdaughter
    stepsister godmother bride widow maid-servant servant-maid nurse governess goose-girl
    shepherdess landlady hostess nun abbess sorceress enchantress witch fairy ogress giantess
    mermaid nymph laundress milkmaid dairymaid henwife hag crone heroine old-woman troll-woman
    spokeswoman chairwoman congresswoman actress lioness mare hen cow sow ewe doe vixen goddess
    mother-in-law daughter-in-law sister-in-law washerwoman housekeeper match-maker
    """)
_MALE = MALE | word_set("""
    man boy lad son husband nephew grandson stepfather stepson stepbrother godfather
    bridegroom groom widower knight page page-boy lawman butler footman gardener plow-boy ploughboy
    swineherd cowherd herd-boy herdsman plowman ploughman landlord blacksmith smith woodcutter
    wood-cutter woodman woodsman charcoal-burner huntsman fisherman boatman ferryman watchman
    hangman beggarman monk friar abbot parson wizard sorcerer magician enchanter gentleman
    nobleman policeman spokesman chairman congressman rooster cock bull ram ox stag gander
    father-in-law son-in-law brother-in-law boy lad
    """)
_PLURALS = word_set("""
    men women children people folk folks sheep cattle cows police kids mice they both
    """)
_MANY = word_set("dozen dozens number couple pair crowd group hundred thousand")
_NOT_PLURAL = re.compile(r"(?:ss|us|is|[’']s|news)$")
_ARTICLE = re.compile(
    r"(?:the|an?|his|her|their|its|my|our|your|this|that|these|those|one|some|another)\s", re.I
)


def by_words(words: str, person: Person | None) -> frozenset[Sort] | None:
    """The pronouns that a name or description allows; None where its words do not tell."""
    tokens = _tokens(words)
    head = _head(tokens)
    if person is not None and person.kind is PersonKind.ORGANISATION:
        return frozenset((Sort.IT, Sort.THEY))
    plural = head in _PLURALS or head in _MANY or _is_plural(words, head, tokens)
    if "and" in tokens or plural:
        return frozenset((Sort.THEY,))
    last = words.split()[-1]
    if person is None and last[:1].isupper() and last.lower() in MONTHS | WEEKDAYS:
        return frozenset((Sort.IT,))
    titles = () if _ARTICLE.match(words) else tuple(tokens)
    # "Mother-in-law" is one word here, and "Queen-Mother" two.
    for known in (last.lower(), head, *titles):
        if known in _FEMALE:
            return frozenset((Sort.SHE,))
        if known in _MALE:
            return frozenset((Sort.HE,))
    return None


def _tokens(words: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[\w’']+", words)]


def _is_plural(words: str, head: str, tokens: Sequence[str]) -> bool:
    if tokens[0] in ("two", "three", "four", "five", "six", "seven", "these", "those", "some"):
        return True
    named = words.split()[-1][:1].isupper() and tokens[0] != "the"
    return not named and head.endswith("s") and len(head) > 3 and not _NOT_PLURAL.search(head)


def head_of(words: str) -> str:
    """The word of a description that says what it is, in lower case."""
    return _head(_tokens(words))


def _head(tokens: Sequence[str]) -> str:
    """The word that says what it is: the last one, or the one before "of"."""
    if "of" in tokens[1:]:
        tokens = tokens[: tokens.index("of", 1)]
    return tokens[-1]
