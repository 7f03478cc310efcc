"""What words cannot answer a question, however likely the reader finds them.

"Who is the president?" is not answered by the president's spokesman, nor "how many systems?" by
two or three months. A question demands such things by its form alone, and they are too rare in
what the reader learned from to be weighed.
"""

from __future__ import annotations

import re

from index.english.numbers import SCALES, TENS, UNITS
from index.terms import FUNCTION_WORDS, stem, terms

_WHO_IS = re.compile(
    r"^\W*who(?:\s+(?:is|was|are|were)|['’]s)\s+(?P<described>.+?)"
    r"(?:\s+(?:of|in|at|for|from|on|to|with|by|after|before|when|while|that|who)\s.*)?\W*$",
    re.IGNORECASE | re.DOTALL,
)
_POSSESSED = re.compile(
    r"(?P<owner>\w+)(?:['’]s|s['’])\s+(?P<owned>(?:[\w.-]+\s+)*[\w.-]+)$", re.IGNORECASE
)
_FAR = 120
"""Characters that a description in front of a name reaches back, at most."""
_CALLED = frozenset({"name", "title", "person"})
"""The president's name is the president's after all."""

_HOW_MANY = re.compile(r"\bhow\s+many\s+(?!times\b)\w", re.IGNORECASE)
_CARDINAL = rf"(?:\d[\d.,]*|{'|'.join((*UNITS, *TENS))}|(?:{'|'.join(SCALES)}|dozen|score)s?)"
_NUMBER = re.compile(rf"(?<![-\w]){_CARDINAL}(?!\w)", re.IGNORECASE)
_AMOUNT = re.compile(
    r"\b(?:an?|all|almost|any|both|couple|each|enough|every|few|half|less|many|more|most|none|no"
    r"|numerous|once|only|pairs?|several|single|sole|some|twice|thrice|various)\b",
    re.IGNORECASE,
)
_TIME_UNIT = r"(?:second|minute|hour|day|night|week|fortnight|month|year|decade|century|centurie)s?"
_LASTING = re.compile(
    rf"(?<![-\w]){_CARDINAL}(?:(?:\s+(?:or|and|to)\s+|\s*[-–]\s*|\s+){_CARDINAL})*"
    rf"[\s-]+(?:\w+\s+)?(?P<unit>{_TIME_UNIT})\b",
    re.IGNORECASE,
)
_YEAR = r"(?:1\d|20)\d\d(?![\d,.]*\d)"
_DATE = re.compile(
    rf"\b(?:in|since|until|till|before|after|between|from|during|by|year)\s+{_YEAR}"
    rf"(?:(?:\s+(?:and|to|until|till)\s+|\s*[-–]\s*){_YEAR})?",
    re.IGNORECASE,
)
_BACKWARDS = 12
"""Characters before a span in which the word may stand that makes its number a year."""
NO_AMOUNT = "it asks how many, and the likeliest words hold no amount, or only times"
_ONWARDS = 30
"""Characters behind a span in which the number at its end may be told what it counts."""


def described(question: str) -> str | None:
    """The stem of what "who is the ...?" describes somebody as; None for other questions."""
    asked = _WHO_IS.match(question)
    words = re.findall(r"\w+", asked["described"].lower()) if asked else []
    return stem(words[-1]) if words and words[-1] not in FUNCTION_WORDS else None


def is_anothers(description: str, text: str, end: int) -> bool:
    """Whether the words that end here are of the one described, and so somebody else."""
    found = _POSSESSED.search(text, max(0, end - _FAR), end)
    if found is None or stem(found["owner"].lower()) != description:
        return False
    owned = re.findall(r"\w+", found["owned"].lower())
    # "The king's hat was found by Ivan" says nothing of whose Ivan is.
    return not (FUNCTION_WORDS | _CALLED).intersection(owned)


def fits_how_many(question: str, text: str, start: int, end: int) -> bool:
    """Whether these characters hold an amount, and not only times, if "how many" asks for one."""
    if not _HOW_MANY.search(question):
        return True
    numbers = [found.start() for found in _NUMBER.finditer(text, start, end)]
    if not numbers:
        return _AMOUNT.search(text, start, end) is not None
    counted = terms(question)
    times = [range(*f.span()) for f in _DATE.finditer(text, max(0, start - _BACKWARDS), end)]
    times += [
        range(*found.span())
        for found in _LASTING.finditer(text, start, end + _ONWARDS)
        if stem(found["unit"].lower()) not in counted
    ]
    return not all(any(number in one for one in times) for number in numbers)
