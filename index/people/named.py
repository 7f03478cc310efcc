"""Names in a story: runs of capitalised words, apart from what introduces them."""

from __future__ import annotations

from collections.abc import Iterator

from index.english.words import word_set
from index.people.mentions import Mention, noun_phrase_before
from index.people.tokens import Words
from index.people.vocabulary import (
    COURTESY_TITLES,
    CREATURES,
    FUNCTION_WORDS,
    KIN,
    NEVER_NAMES,
    NO_ADVERBS,
    OFFICES,
    OPENING_ADVERBS,
    PEOPLE,
    PORTFOLIOS,
    is_speech,
)

_CONNECTORS = word_set("of de del della di da von van der den la le du al bin ibn ben y e")
_ARTICLES = word_set("the a an")
_LONGEST_NAME = 7
"""Words; a longer run of capitals is a heading."""
_SHORTEST_ADVERB = 5
"""Letters of "sadly"; of shorter words that end so, more are names: "Lily"."""
_OPEN_BRACKET = frozenset("[(")


def named(words: Words) -> Iterator[Mention]:
    """Every name, in order; a thing's and a place's too."""
    runs = list(_runs(words))
    known = {words.slice(*run) for run in runs if not words.tokens[run[0]].opens}
    for first, last in runs:
        first = _without_opener(words, first, last, known)
        if first < last and not any(c.isdigit() for c in words.slice(first, last)):
            mention = _mention(words, first, last)
            if mention is not None:
                yield mention


def _runs(words: Words) -> Iterator[tuple[int, int]]:
    tokens = words.tokens
    position = 0
    while position < len(tokens):
        if not tokens[position].capital:
            position += 1
            continue
        end = position + 1
        while end < len(tokens) and (step := _next(words, end)):
            end += step
        yield position, end
        position = end


def _next(words: Words, position: int) -> int:
    """How many tokens at ``position`` go on with a run of capitals."""
    tokens = words.tokens
    if tokens[position - 1].possessive or not tokens[position].joined:
        return 0
    if tokens[position].capital or tokens[position].word[0].isdigit():
        return 1
    following = position + 1
    if tokens[position].low not in _CONNECTORS or following == len(tokens):
        return 0
    return 2 if tokens[following].joined and tokens[following].capital else 0


def _without_opener(words: Words, first: int, last: int, known: set[str]) -> int:
    """Where a run begins without words that have a capital only as a sentence's first."""
    tokens = words.tokens
    while first < last:
        token = tokens[first]
        function = _first_part(token.low) in FUNCTION_WORDS and token.word != "US"
        lowered = token.opens and token.word.lower() in words.lower
        spoken = token.opens and is_speech(token.low) and last - first > 1
        known_so = not lowered or words.slice(first, last) in known
        if not function and not spoken and known_so and not _is_adverb(words, first, last):
            break
        first += 1
    while first < last and tokens[first].low in _CONNECTORS and not tokens[first].capital:
        first += 1
    return first


def _is_adverb(words: Words, first: int, last: int) -> bool:
    """Whether a run's first word tells how or when, before a name: "Sadly Jonas went home"."""
    token = words.tokens[first]
    if not token.opens or last - first == 1 or token.word in words.capital_inside:
        return False
    ends_so = token.low.endswith("ly") and len(token.low) >= _SHORTEST_ADVERB
    return token.low in OPENING_ADVERBS or (ends_so and token.low not in NO_ADVERBS)


def _first_part(low: str) -> str:
    """What stands before a hyphen or an apostrophe: "who" of "who's-been-digging"."""
    return low.partition("-")[0].partition("'")[0]


def _mention(words: Words, first: int, last: int) -> Mention | None:
    tokens = words.tokens
    name = first
    for position in range(first, last):
        if tokens[position].low in OFFICES:
            name = _after_portfolio(words, position + 1, last)
    while name < last and tokens[name].low in NEVER_NAMES and not _is_title(words, name, last):
        name += 1
    while name < last and tokens[name].low in _CONNECTORS and not tokens[name].capital:
        name += 1
    while last > name and tokens[last - 1].low in NEVER_NAMES:
        if last - name > 1 and tokens[last - 2].low in _CONNECTORS:
            break
        last -= 1
    if not name < last <= name + _LONGEST_NAME or _is_plural(tokens[last - 1].low):
        return None
    if _is_description(words, first, name, last):
        return None
    return Mention(name, last, _introduction(words, first, name, last))


def _after_portfolio(words: Words, position: int, last: int) -> int:
    """Where the name begins in "Secretary of State X"."""
    if position < last and words.tokens[position].low == "of":
        position += 1
        while position < last and words.tokens[position].low in PORTFOLIOS | {"and"}:
            position += 1
    return position


def _is_plural(low: str) -> bool:
    """Whether several are meant: "the Knights"."""
    singulars = (low.removesuffix("s"), low.removesuffix("es"), low.removesuffix("ies") + "y")
    return low.endswith("s") and any(one in PEOPLE | OFFICES for one in singulars if one != low)


def _is_title(words: Words, position: int, last: int) -> bool:
    return words.tokens[position].low in COURTESY_TITLES and position + 1 < last


def _is_description(words: Words, first: int, name: int, last: int) -> bool:
    """Whether a run is a description with capitals: "the Selfish Giant"."""
    tokens = words.tokens
    head = tokens[last - 1].low
    if head not in PEOPLE | CREATURES | COURTESY_TITLES | OFFICES:
        return False
    before = tokens[first - 1].low if first and tokens[first].joined else ""
    alone = last - name == 1
    return (before in FUNCTION_WORDS and before in _ARTICLES | {"his", "her", "my", "your"}) or (
        alone and (head not in KIN or tokens[name].opens)
    )


def _set_apart(words: Words, last: int) -> bool:
    """Whether a name ends with a comma and no list goes on: "his father, Finn, will come"."""
    if last >= len(words.tokens):
        return False
    after = words.tokens[last]
    gap = words.text.story.text[words.tokens[last - 1].end : after.start].strip()
    return gap == "," and not after.capital and after.low not in ("and", "or", "the", "a")


def _introduction(words: Words, first: int, name: int, last: int) -> tuple[int, int] | None:
    """The tokens in front of a name that say who bears it: "Turkish Defence Minister"."""
    tokens = words.tokens
    if name > first and any(token.low in OFFICES for token in tokens[first:name]):
        return noun_phrase_before(words, first + 1), name
    role = name - 1
    if name != first or role < 0 or tokens[role].sentence != tokens[name].sentence:
        return None
    if tokens[role].low not in OFFICES and tokens[role].low not in PEOPLE:
        return None
    if tokens[role].possessive:
        return None
    gap = words.text.story.text[tokens[role].end : tokens[name].start].strip()
    if tokens[name].joined or gap in _OPEN_BRACKET or (gap == "," and _set_apart(words, last)):
        return noun_phrase_before(words, name), name
    return None
