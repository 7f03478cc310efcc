"""What a story's words say around a mention of somebody."""

from __future__ import annotations

from dataclasses import dataclass

from index.english.words import word_set
from index.people.tokens import Token, Words
from index.people.vocabulary import (
    AUXILIARIES,
    FUNCTION_WORDS,
    OFFICES,
    PEOPLE,
    PLACE_PREPOSITIONS,
    PLACE_WORDS,
    PLAIN_SPEECH,
    base_form,
    is_act,
    is_speech,
)

_ADVERBS = word_set("also then never again still often just now not once soon only who")
_MOST_SKIPPED = 5
_DETERMINERS = word_set("the a an his her their its our my your this that")


@dataclass(frozen=True, slots=True)
class Mention:
    """The tokens ``first`` to ``last``, exclusive, name somebody."""

    first: int
    last: int
    introduction: tuple[int, int] | None = None
    """Tokens that say who it is."""


@dataclass(slots=True)
class Evidence:
    """How often the words around some mentions tell what is mentioned."""

    speaks: int = 0
    says_plainly: int = 0
    """With "said" and its like, which things do not."""
    acts: int = 0
    office: int = 0
    placed: int = 0
    """"in X": a place."""
    inside: int = 0
    """Mentions where a capital is no matter of course."""

    def add(self, other: Evidence) -> None:
        """Count the other's too."""
        self.speaks += other.speaks
        self.says_plainly += other.says_plainly
        self.acts += other.acts
        self.office += other.office
        self.placed += other.placed
        self.inside += other.inside


def evidence_of(words: Words, mention: Mention) -> Evidence:
    """What the words before and after one mention tell."""
    tokens = words.tokens
    found = Evidence()
    opening = tokens[mention.first]
    found.inside = int(not opening.opens)
    before = tokens[mention.first - 1] if mention.first and opening.joined else None
    if before is not None:
        found.placed = int(before.low in PLACE_PREPOSITIONS or _rules_over(words, mention.first))
    said = _verb_after(words, mention)
    inverted = before is not None and _turned(before)
    if said is not None:
        found.acts = 1
        found.speaks = int(is_speech(said))
        found.says_plainly = int(base_form(said) in PLAIN_SPEECH)
    elif before is not None and inverted and _ends_clause(words, mention.last):
        found.acts = found.speaks = 1
        found.says_plainly = int(base_form(before.low) in PLAIN_SPEECH)
    return found


def noun_phrase_before(words: Words, last: int) -> int:
    """The first token of the noun phrase that ends before ``last``, its determiner left out."""
    tokens = words.tokens
    first = last - 1
    while first > 0 and tokens[first].joined and last - first <= _MOST_SKIPPED:
        low = tokens[first - 1].low
        if low in _DETERMINERS:
            return first
        if _is_function(tokens[first - 1]) or is_act(low):
            break
        first -= 1
    # Without a determiner only names of offices and capitals are known to belong to it.
    first = last - 1
    while first > 0 and tokens[first].joined and _belongs(words, first - 1):
        first -= 1
    return first


def _belongs(words: Words, position: int) -> bool:
    token = words.tokens[position]
    if token.opens and token.word.lower() in words.lower:
        return False
    is_office = token.low in OFFICES or token.low in PEOPLE
    return (token.capital and not _is_function(token)) or is_office


def _turned(verb: Token) -> bool:
    """Whether a subject may follow: "... cried the king", but not "he told the king"."""
    if verb.low.endswith("ing") or not is_speech(verb.low):
        return False
    return not verb.joined or base_form(verb.low) not in ("tell", "ask", "call")


def _is_function(token: Token) -> bool:
    """Whether it is "us" and not the US."""
    return token.low in FUNCTION_WORDS and token.word != "US"


def _rules_over(words: Words, position: int) -> bool:
    """Whether a place is what somebody is somebody of: "the king of X"."""
    before = words.tokens[max(0, position - 2) : position]
    of = len(before) == 2 and before[1].low == "of" and before[1].joined
    return of and before[0].low in PEOPLE | OFFICES | PLACE_WORDS


def _verb_after(words: Words, mention: Mention) -> str | None:
    """The verb whose subject a mention seems to be, as it is written."""
    tokens = words.tokens
    if tokens[mention.last - 1].possessive:
        return None
    seen = None
    for position in range(mention.last, min(mention.last + _MOST_SKIPPED, len(tokens))):
        token = tokens[position]
        if not token.joined or token.capital:
            return seen
        if is_act(token.low):
            if token.low not in AUXILIARIES or token.low in ("said", "says"):
                return token.low
            seen = seen or token.low
        elif token.low not in _ADVERBS and not token.low.endswith("ly"):
            return seen
    return seen


def _ends_clause(words: Words, position: int) -> bool:
    """Whether no verb's object goes on at ``position``: "said the king." but not "told him"."""
    tokens = words.tokens
    return (
        position == len(tokens)
        or not tokens[position].joined
        or (tokens[position].low in FUNCTION_WORDS)
        or tokens[position].low.endswith("ly")
    )
