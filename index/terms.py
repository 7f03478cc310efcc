"""Text -> terms: what keyword search counts and compares."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import Stemmer

from index.irregular import BASE_FORMS

TERM_VERSION = 3
"""Grows with every change of what terms a text has; saved indexes of another are rebuilt."""

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_HAS_DIGIT = re.compile(r"\d")
_PLURAL_OF_CODE = re.compile(r"(?<=\d)s$")

_FUNCTION_WORDS = """
    a about also am an and any are as at be been being but by can could did do does doing done
    for from get gets go goes going got had has have he her here him his how i if in into is it
    its like me my of on or our please say says she should so some tell that the their them then
    there these they this those to too up was we were what whats when whens where wheres which
    while who whom whos whose why will with wont would you your according anything something
    isn't didn't doesn't wasn't aren't won't can't cant don't dont didnt doesnt isnt wasnt arent
    exactly ever much many story text article happen happens happened kind sort thing make makes
    made making might must shall
"""
_ASKED_KIND = re.compile(
    r"\b(?:what|which)\s+(?:day|date|month|year|time|hour|week|season|century|place|person)\b",
    re.IGNORECASE,
)
"""What the answer is to be, and so no word that has to stand beside it."""

FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Words that shape a question without saying what it is about."""

_stemmers = threading.local()


def terms(text: str) -> list[str]:
    """The stemmed terms of ``text``, in order, with repeats.

    Codes are one term however they are hyphenated ("S-400s" and "s400" alike); other
    compounds are their parts; possessive endings are dropped.
    """
    return [stem(word) for word in words(text)]


def content_words(question: str) -> list[str]:
    """The distinct words of a question that say what it is about, in order, not stemmed.

    A question of function words alone keeps them all.
    """
    every = words(_ASKED_KIND.sub("what", question))
    return list(dict.fromkeys([w for w in every if w not in FUNCTION_WORDS] or every))


def words(text: str) -> list[str]:
    """The words of ``text`` in lower case, codes and compounds taken apart as terms are."""
    return [part for token in _TOKEN.findall(text) for part in _parts(token)]


@lru_cache(maxsize=65_536)
def _parts(token: str) -> tuple[str, ...]:
    """The words of one token. Kept, because most tokens of a library come again and again."""
    token = token.lower()
    if token.replace("’", "'") in FUNCTION_WORDS:
        return (token.replace("’", "'"),)
    token = _POSSESSIVE.sub("", token)
    if _HAS_DIGIT.search(token):
        return (_PLURAL_OF_CODE.sub("", "".join(_PART.findall(token))),)
    if _INITIALS.fullmatch(token):
        return (token.replace(".", ""),)
    return tuple(_PART.findall(token))


def terms_with_phrases(spelt: Sequence[str]) -> list[str]:
    """The stemmed terms of a text's words, then the phrases of its content words."""
    content = [stem(word) for word in spelt if word not in FUNCTION_WORDS]
    return [*(stem(word) for word in spelt), *phrases(content)]


def phrases(stems: Sequence[str]) -> list[str]:
    """Every two stems in a row as one term; a space in it keeps it apart from single ones."""
    return [f"{one} {other}" for one, other in pairwise(stems)]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of one word in lower case (Snowball, English), irregular forms as their base."""
    # A stemmer keeps its buffers in itself, so each thread has its own.
    stemmer = getattr(_stemmers, "english", None)
    if stemmer is None:
        stemmer = _stemmers.english = Stemmer.Stemmer("english")
    return str(stemmer.stemWord(BASE_FORMS.get(word, word)))
