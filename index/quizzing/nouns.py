"""Nouns in running text, found by what stands around them; and words that mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.english.opposites import OPPOSITES
from index.irregular import VERB_FORMS
from index.terms import FUNCTION_WORDS, stem

_DETERMINER = r"(?:the|a|an|his|her|their|its|my|your|our|this|that|every|each|no|some|such)"
_AFTER = """
    of in on at to with for from was were had is that who which by into as over under upon when
    where said would could did until before after through has have are will
"""
_NOUN = re.compile(
    rf"\b(?P<determiner>{_DETERMINER})\s+(?:(?P<modifier>[a-z]{{3,}})\s+)?(?P<noun>[a-z]{{4,}})"
    rf"(?=[.;:!?]|[”\"’'](?![a-z])|\s+(?:{'|'.join(_AFTER.split())})\b)",
)
"""An adjective may stand before a comma or "and" as well as a noun, so those do not count."""
_DULL = """
    time times thing things way ways moment moments kind kinds sort sorts part parts place
    places other others same rest lot deal bit first last next once more most very much many
    least all both half else own such well good great long little old young new full able ready
    about again away back down here there then still even just only ever never always often soon
    already another whole matter matters case reason fact course something nothing everything
    someone somebody everybody side sides number end name word words day days one ones two three
    four present past latter former best better worst worse eldest youngest oldest elder younger
    middle second third said went came made took gave told asked right left home being dear
    longer utmost quite rather almost perhaps indeed really sake means manner account thereby
    therefore hence forth together alone aloud apart aside asleep along come close than whichever
    hangs whatever
"""
_DULL_WORDS = frozenset(_DULL.split())
_OPPOSITE_NOUNS = frozenset({"friend", "friends", "enemy", "enemies", "summer", "winter", "ally"})
_ADJECTIVE = re.compile(
    r"(?:ly|ful|ous|less|able|ible|ish|ive|ed|ing|est|some|most|like|ward|wards)$"
)
_SYNONYMS = """
    king monarch ruler majesty sovereign; queen majesty; boy lad youth child youngster fellow son;
    girl maiden lass child daughter damsel maid; woman lady wife dame; man fellow husband;
    forest wood woods; house hut cottage home dwelling; castle palace; sea ocean; path road way
    street; money gold coins wealth; horse steed pony mare; servant maid attendant; child baby
    infant; dress gown robe frock; night evening; morning dawn daybreak; field meadow; river
    stream brook; mountain hill; ship boat vessel; giant ogre troll; witch enchantress sorceress;
    wizard magician sorcerer; beast animal creature; meal dinner supper; room chamber; dog hound;
    earth ground land; stone rock; sword blade; joy delight happiness; sorrow grief sadness;
    fear terror fright; story tale; gift present; father parent; mother parent; people folk;
    country land kingdom realm; village town city; box chest coffer; door gate; soldier guard
    warrior; wind storm; reply answer; voice sound noise; tears crying; deal agreement purchase;
    talks negotiations; system systems missile missiles; plan plans; concern concerns worry;
    region area; issue impasse problem; bird birds; food bread
"""


def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group in _SYNONYMS.split(";"):
        words = frozenset(group.split())
        for word in words:
            found[word] = found.get(word, frozenset()) | words
    return found


_MEANING = _groups()


def nouns(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where telling nouns stand in ``text[start:end]``; those that are dull are left out."""
    for match in _NOUN.finditer(text, start, end):
        noun, modifier = match.group("noun"), match.group("modifier")
        if noun in _DULL_WORDS or noun in FUNCTION_WORDS or _ADJECTIVE.search(noun):
            continue
        if noun in VERB_FORMS or (noun in OPPOSITES and noun not in _OPPOSITE_NOUNS):
            continue
        # "the king who" has a modifier only by accident.
        if modifier in FUNCTION_WORDS:
            continue
        yield match.span("noun")


def alike(one: str, other: str) -> bool:
    """Whether two words in lower case are forms of one, or mean much the same."""
    return stem(one) == stem(other) or stem(other) in {stem(w) for w in _MEANING.get(one, ())}


def same_number(one: str, other: str) -> bool:
    """Whether two nouns are both singular or both plural, by their spelling."""
    return _plural(one) == _plural(other)


def _plural(word: str) -> bool:
    irregular = ("men", "women", "children", "people", "feet", "teeth", "geese", "mice")
    return word in irregular or (word.endswith("s") and not word.endswith(("ss", "us")))
