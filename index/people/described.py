"""People without a name: "the old woman", "the king's daughter", a fox that speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.english.words import word_set
from index.people.mentions import Mention
from index.people.tokens import Words
from index.people.vocabulary import (
    CONTRASTING,
    CREATURES,
    FUNCTION_WORDS,
    KIN,
    ORGANISATION_WORDS,
    PEOPLE,
    PLAIN_SPEECH,
    STANDALONE,
    base_form,
    is_act,
)

_MOST_MODIFIERS = 4
_MODIFYING = word_set("very most other same next last")
_OWNED = KIN | {"master", "mistress"}
_MUTE = word_set("""
    voice story letter book sign song answer reply word report others rest latter former one first
    last second third statement law bell people crowd company newspaper paper tale saying proverb
    echo public words legend poem note message source sources men women children two three day
    night morning evening moment time way more same next thing
    """)
"""Say something without being anybody."""
_NO_SUPERLATIVES = word_set("honest modest forest earnest west guest rest priest")
_PLURAL_ENDINGS = ("s", "men", "folk", "children")
_CONTRASTS = frozenset[str]().union(*CONTRASTING)


@dataclass(frozen=True, slots=True)
class Description:
    """A mention of somebody by what they are."""

    mention: Mention
    head: str
    owner: str
    """Whose: "king" of "the king's daughter", "her" of "her mother"; else empty."""
    contrasts: frozenset[str]
    """The modifiers that tell this one from others of the kind."""
    definite: bool


def described(words: Words) -> Iterator[Description]:
    """Every description of a single somebody, in order."""
    heads = PEOPLE | CREATURES | _speaking(words)
    for position, token in enumerate(words.tokens):
        if token.low == "the":
            found = _description(words, position, heads, definite=True)
        elif token.low in ("a", "an", "another"):
            found = _description(words, position, heads, definite=False)
        elif token.low in ("his", "her", "their"):
            found = _relative(words, position)
        else:
            continue
        if found is not None:
            yield found


def _relative(words: Words, position: int) -> Description | None:
    """The description "her old mother"; whose it is stays open."""
    found = _description(words, position, _OWNED, definite=True)
    if found is None or found.owner:
        return None
    return replace(found, owner=words.tokens[position].low)


def _speaking(words: Words) -> frozenset[str]:
    """Nouns that say something, at least twice: "said the broom"."""
    tokens = words.tokens
    counted = Counter[str]()
    for position, token in enumerate(tokens):
        if base_form(token.low) not in PLAIN_SPEECH or token.low.endswith("ing"):
            continue
        if position > 1 and token.joined and _after_the(words, position - 1):
            counted[tokens[position - 1].low] += 1
        if position + 2 < len(tokens) and tokens[position + 1].low == "the":
            head = _last_before_function_word(words, position + 2)
            if tokens[position + 1].joined and head is not None:
                counted[head] += 1
    return frozenset(
        head
        for head, times in counted.items()
        if times > 1
        and head not in _MUTE | ORGANISATION_WORDS | FUNCTION_WORDS
        and not head.endswith(_PLURAL_ENDINGS)
    )


def _after_the(words: Words, position: int) -> bool:
    for step in range(1, _MOST_MODIFIERS):
        before = position - step
        if before < 0 or not words.tokens[before + 1].joined:
            return False
        if words.tokens[before].low in FUNCTION_WORDS:
            return words.tokens[before].low == "the"
    return False


def _last_before_function_word(words: Words, position: int) -> str | None:
    tokens = words.tokens
    end = position
    while end < len(tokens) and tokens[end].joined and tokens[end].low not in FUNCTION_WORDS:
        end += 1
    return tokens[end - 1].low if position < end <= position + _MOST_MODIFIERS else None


def _description(
    words: Words, article: int, heads: frozenset[str], *, definite: bool
) -> Description | None:
    tokens = words.tokens
    head = None
    for position in range(article + 1, min(article + _MOST_MODIFIERS + 2, len(tokens))):
        token = tokens[position]
        if not token.joined or (token.low in FUNCTION_WORDS and token.low not in _MODIFYING):
            break
        is_head = token.low in heads or _stands_alone(words, position)
        if is_head:
            head = position
        elif head is not None and not tokens[head].possessive:
            break
        elif head is None and token.possessive:
            return None
        if is_head and not token.possessive and _verb_follows(words, position + 1):
            break
    if head is None or _is_superlative(words, article + 1, head):
        return None
    return _made(words, article, head, definite=definite)


def _is_superlative(words: Words, first: int, head: int) -> bool:
    """Whether it says what somebody is: "the loveliest girl of all"."""
    between = {token.low for token in words.tokens[first:head]} - _CONTRASTS
    return any(
        low == "most" or (low.endswith("est") and low not in _NO_SUPERLATIVES) for low in between
    )


def _made(words: Words, article: int, head: int, *, definite: bool) -> Description:
    between = words.tokens[article + 1 : head]
    owner = next((token.low for token in between if token.possessive), "")
    contrasts = frozenset(token.low for token in between) & _CONTRASTS if not owner else ()
    return Description(
        Mention(article, head + 1), words.tokens[head].low, owner, frozenset(contrasts), definite
    )


def _stands_alone(words: Words, position: int) -> bool:
    """Whether "the youngest" here means somebody and not the youngest of something."""
    tokens = words.tokens
    if tokens[position].low not in STANDALONE or tokens[position].possessive:
        return False
    after = position + 1
    return after == len(tokens) or not tokens[after].joined or is_act(tokens[after].low)


def _verb_follows(words: Words, position: int) -> bool:
    tokens = words.tokens
    return position < len(tokens) and tokens[position].joined and is_act(tokens[position].low)
