"""What a question asks for, read from its words."""

from __future__ import annotations

import re
from enum import StrEnum

from index.terms import content_words, stem, terms


class Wanted(StrEnum):
    """The kind of words that would answer a question."""

    PERSON = "person"
    TIME = "time"
    NUMBER = "number"
    MONEY = "money"
    PLACE = "place"
    REASON = "reason"
    OTHER = "other"


EXACT = frozenset({Wanted.NUMBER, Wanted.MONEY, Wanted.TIME})
"""Kinds whose words are easily told from others, so that their absence says much."""
LOOSE = frozenset({Wanted.PERSON, Wanted.PLACE, Wanted.REASON})

_KINDS: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    (
        Wanted.MONEY,
        re.compile(
            r"\bhow\s+much\b.*\b(?:pay|paid|cost|costs|spend|spent|worth|owe|earn|money|charge|sell"
            r"|sold|buy|bought)|\b(?:what|which)\s+(?:(?:is|was|were|are)\s+the\s+)?(?:price|cost)s?\b",
            re.IGNORECASE,
        ),
    ),
    (
        Wanted.NUMBER,
        re.compile(
            r"\bhow\s+(?:many|much|old|tall|fast|big|large|long\s+is|far|high|heavy|deep|wide)\b"
            r"|\b(?:what|which)\s+(?:(?:is|was)\s+the\s+)?(?:number|amount|age|range|speed|size"
            r"|percentage)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Wanted.TIME,
        re.compile(
            # "What did he do when ..." asks for no time.
            r"^\W*(?:\w+\W+)?when\b|\bhow\s+(?:soon|long|often|late|early)\b"
            r"|\b(?:what|which)\s+(?:day|date|month|year|time|hour|week|season|century)\b",
            re.IGNORECASE,
        ),
    ),
    (Wanted.REASON, re.compile(r"\bwhy\b|\bhow\s+come\b|\bwhat\s+(?:for|reason)\b", re.IGNORECASE)),
    (
        Wanted.PLACE,
        re.compile(
            r"\bwhere\b|\b(?:what|which)\s+(?:place|country|city|town|village)\b", re.IGNORECASE
        ),
    ),
    (Wanted.PERSON, re.compile(r"\bwho(?:'?s|m|se)?\b", re.IGNORECASE)),
)

_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundreds?|thousands?|millions?|billions?|dozens?|half|twice|thrice|once|single|sole|couple"
    r"|pair|none|several|both|first|second|third|fourth|fifth)"
)
_TIME_WORD = (
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may"
    r"|june|july|august|september|october|november|december|today|tomorrow|yesterday|tonight|now"
    r"|morning|evening|night|noon|midnight|midday|afternoon|dawn|dusk|sunrise|sunset|spring|summer"
    r"|autumn|winter|day|days|week|weeks|month|months|year|years|hour|hours|minute|minutes|century"
    r"|centuries|decade|decades|christmas|easter|when|until|till|after|before|soon|later|earlier"
    r"|always|never|often|\d{4}|\d{1,2}:\d{2}|o'clock)"
)
_HOW_MANY = re.compile(r"\bhow\s+many\s+(?P<thing>.+)", re.IGNORECASE)
_COUNT = re.compile(
    rf"(?<![-\w])(?:\d[\d.,]*|{_NUMBER_WORD}|both|several|many|few|no)\s+", re.IGNORECASE
)
_COUNTED_WITHIN = 4
"""Words between a number and what it counts ("three very old brothers")."""

_SIGNS: dict[Wanted, re.Pattern[str]] = {
    Wanted.MONEY: re.compile(
        r"[$€£¥]\s?\d|\b(?:dollars?|euros?|pounds?|cents?|rubles?|lira|coins?|pennies|pence|shillings?"
        r"|crowns?|ducats?|florins?|guineas?|gold|silver|money|price|millions?|billions?|free)\b",
        re.IGNORECASE,
    ),
    Wanted.NUMBER: re.compile(
        rf"(?<![-\w])(?:[$€£]?\d[\d.,]*(?:%|k|m|th|st|nd|rd)?|{_NUMBER_WORD})(?![-\w])",
        re.IGNORECASE,
    ),
    Wanted.TIME: re.compile(rf"(?<![-\w]){_TIME_WORD}(?!\w)", re.IGNORECASE),
    Wanted.REASON: re.compile(
        r"\b(?:because|since|for|so\s+that|so|in\s+order|to|as|due|amid|therefore|thus|reason|lest"
        r"|that|afraid|wanted|which\s+means|lead)\b",
        re.IGNORECASE,
    ),
    Wanted.PLACE: re.compile(
        r"\b(?:in|at|on|to|from|into|near|under|over|by|through|beside|behind|inside|outside|home)"
        r"\s+(?:(?:the|a|an|his|her|their|its|my|our)\s+)?\w+",
        re.IGNORECASE,
    ),
    Wanted.PERSON: re.compile(
        r"(?<=[\w,;] )[A-Z][\w’'-]+|^[A-Z][\w’'-]+\s+[A-Z]"
        r"|\b(?:man|woman|king|queen|prince|princess|boy|girl|son|daughter|father|mother|brother"
        r"|sister|wife|husband|minister|president|people|he|she|they|giant|witch|fairy)\b"
    ),
}


def wanted(question: str) -> Wanted:
    """The kind of words that would answer ``question``."""
    return next((kind for kind, sign in _KINDS if sign.search(question)), Wanted.OTHER)


def offers(sentence: str, kind: Wanted) -> bool:
    """Whether ``sentence`` has words of this kind; every sentence has OTHER."""
    sign = _SIGNS.get(kind)
    return sign is None or sign.search(sentence) is not None


def counts_what_is_asked(question: str, sentence: str) -> bool | None:
    """Whether ``sentence`` counts the things of a "how many" question; None for other questions."""
    asked = _HOW_MANY.search(question)
    if asked is None:
        return None
    things = [stem(word) for word in content_words(asked.group("thing"))[:2]]
    for count in _COUNT.finditer(sentence):
        following = terms(sentence[count.end() : count.end() + 80])[:_COUNTED_WITHIN]
        if any(thing in following for thing in things):
            return True
    return False
