"""How a story says who somebody is: "X, the king", "a burner named X", "X was a saint"."""

from __future__ import annotations

from collections.abc import Iterator

from index.people.mentions import Mention, noun_phrase_before
from index.people.tokens import Words
from index.people.vocabulary import (
    CREATURES,
    OFFICES,
    ORGANISATION_WORDS,
    PEOPLE,
    STANDALONE,
    is_act,
)

_ROLES = OFFICES | PEOPLE | CREATURES | ORGANISATION_WORDS | STANDALONE
_DETERMINERS = frozenset(("the", "a", "an", "his", "her", "their", "its", "our", "my"))
_JOINING = frozenset(("and", "or"))
"""With one of them it is a list."""
_BARE = 2
"""Words of "the king", which after "the queen" is somebody else."""
_NEAR = 6
_LONGEST = 12
"""Words of an apposition."""


def introductions(words: Words, mention: Mention) -> Iterator[tuple[int, int]]:
    """Spans of tokens that say who is named by a mention."""
    if mention.introduction is not None:
        yield mention.introduction
    named = _by_name(words, mention)
    if named is not None:
        yield named
    after = _apposition(words, mention) or _complement(words, mention)
    if after is not None:
        yield after


def role_of(words: Words, introduction: tuple[int, int]) -> str | None:
    """The noun that an introduction turns on: its first role, or the last of a name's titles."""
    roles = [token.low for token in words.tokens[slice(*introduction)] if token.low in _ROLES]
    return roles[-1] if roles else None


def _gap(words: Words, position: int) -> str:
    """What stands in front of a token, after the word before it."""
    if not 0 < position < len(words.tokens):
        return "."
    before = words.tokens[position - 1]
    gap = words.text.story.text[before.end : words.tokens[position].start]
    return gap.removeprefix("’s").removeprefix("'s").strip()


def _by_name(words: Words, mention: Mention) -> tuple[int, int] | None:
    """The description in "a charcoal-burner named Nils"."""
    tokens = words.tokens
    verb = mention.first - 1
    if verb < 1 or tokens[verb].low not in ("named", "called"):
        return None
    if _gap(words, verb) not in ("", ",") or tokens[verb - 1].low not in _ROLES:
        return None
    first = noun_phrase_before(words, verb)
    with_article = first > 0 and tokens[first].joined and tokens[first - 1].low in ("a", "an")
    return first - with_article, verb


def _apposition(words: Words, mention: Mention) -> tuple[int, int] | None:
    """The description in "X, the king of the ants," up to the next stop."""
    tokens = words.tokens
    first = mention.last
    if first >= len(tokens) or _gap(words, first) != "," or tokens[first - 1].possessive:
        return None
    if tokens[first].sentence != tokens[first - 1].sentence:
        return None
    last = _phrase_end(words, first)
    with_determiner = tokens[first].low in _DETERMINERS
    near = tokens[first : min(last, first + _NEAR)]
    if not with_determiner or not any(token.low in _ROLES for token in near):
        return None
    if any(is_act(token.low) or token.low in _JOINING for token in tokens[first:last]):
        return None
    if tokens[first].low == "the" == tokens[mention.first].low and last - first <= _BARE:
        return None
    if last == len(tokens) or tokens[last].sentence != tokens[first].sentence:
        return first, last
    return None if tokens[last].low in _JOINING else (first, last)


def _complement(words: Words, mention: Mention) -> tuple[int, int] | None:
    """The description in "X was a wise old king"."""
    tokens = words.tokens
    first = mention.last + 1
    if first + 1 >= len(tokens) or tokens[first - 1].low not in ("is", "was"):
        return None
    if not words.joined(mention.last - 1, first + 1) or tokens[first].low not in ("a", "an", "the"):
        return None
    for position in range(first + 1, min(first + 6, len(tokens))):
        if not tokens[position].joined or is_act(tokens[position].low):
            return None
        if tokens[position].low in _ROLES:
            return first, position + 1
    return None


def _phrase_end(words: Words, first: int) -> int:
    """Where a phrase ends: at a stop, or with its sentence, as a quote of it does."""
    tokens = words.tokens
    last = first + 1
    while last < len(tokens) and last - first < _LONGEST and not _gap(words, last):
        if tokens[last].sentence != tokens[first].sentence:
            break
        last += 1
    return last
