"""Numbers and days as they are written, so that "400" and "four hundred" compare as equal."""

from __future__ import annotations

from collections.abc import Sequence

_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
"""
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS = """
    january february march april may june july august september october november december
"""

UNITS = {word: value for value, word in enumerate(_ONES.split())}
TENS = {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
ORDINALS = (
    {word: value for value, word in enumerate(_ORDINALS.split(), start=1)}
    | {f"{word[:-1]}ieth": value for word, value in TENS.items()}
    | {"hundredth": 100, "thousandth": 1_000}
)
AMOUNTS = {"dozen": "12", "twice": "2x", "thrice": "3x", "half": "1/2", "both": "both"}
"""Words that count and are no numerals, with what they are compared by."""
WEEKDAYS = frozenset(_WEEKDAYS.split())
MONTHS = frozenset(_MONTHS.split())
DAYS = frozenset({"today", "tomorrow", "yesterday", "tonight"})
_ALSO_VERBS = frozenset({"may", "march"})


def is_number_word(word: str) -> bool:
    """Whether a word in lower case is a numeral that can stand in a longer one."""
    return word in UNITS or word in TENS or word in SCALES


def value_of(words: Sequence[str]) -> str | None:
    """The number that these words or digits spell, as digits; None if they spell none.

    Args:
        words: in lower case; ``["four", "hundred"]`` or ``["1,000"]``.
    """
    if len(words) == 1 and words[0][:1].isdigit():
        return words[0].replace(",", "")
    total, group = 0, 0
    for place, word in enumerate(words):
        if word in UNITS or word in TENS:
            group += UNITS.get(word, 0) + TENS.get(word, 0)
        elif word == "hundred":
            group = max(group, 1) * 100
        elif word in SCALES:
            total += max(group, 1) * SCALES[word]
            group = 0
        elif not (word == "and" and place):
            return None
    return str(total + group) if words else None


def ordinal_value(word: str) -> str | None:
    """The place that an ordinal in lower case names, as "1st", "2st", "3st"; None without one.

    One ending for all, since it is only compared.
    """
    if word in ORDINALS:
        return f"{ORDINALS[word]}st"
    number, ending = word[:-2], word[-2:]
    return f"{number}st" if number.isdigit() and ending in ("st", "nd", "rd", "th") else None


def is_day(word: str) -> bool:
    """Whether a word, as it is written, is a weekday, a month, or a day such as "tomorrow"."""
    lower = word.lower()
    if lower in _ALSO_VERBS:
        return word[:1].isupper()
    return lower in WEEKDAYS or lower in MONTHS or lower in DAYS
