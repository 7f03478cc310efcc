"""Pronouns in a question, and which of them point out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What a pronoun can stand for."""

    HE = "he"
    SHE = "she"
    IT = "it"
    THEY = "they"


class Role(StrEnum):
    """What a pronoun is in its clause."""

    SUBJECT = "subject"
    OBJECT = "object"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun at ``question[start:end]``."""

    start: int
    end: int
    sort: Sort
    role: Role


_FORMS = {
    "he": (Sort.HE, Role.SUBJECT),
    "him": (Sort.HE, Role.OBJECT),
    "his": (Sort.HE, Role.OWNER),
    "she": (Sort.SHE, Role.SUBJECT),
    "her": (Sort.SHE, Role.OWNER),
    "hers": (Sort.SHE, Role.OWNER),
    "it": (Sort.IT, Role.SUBJECT),
    "its": (Sort.IT, Role.OWNER),
    "they": (Sort.THEY, Role.SUBJECT),
    "them": (Sort.THEY, Role.OBJECT),
    "their": (Sort.THEY, Role.OWNER),
    "theirs": (Sort.THEY, Role.OWNER),
    "these": (Sort.THEY, Role.OBJECT),
    "those": (Sort.THEY, Role.OBJECT),
}
_PRONOUN = re.compile(rf"(?<![\w’'-])(?:{'|'.join(_FORMS)})(?:['’]s)?(?![\w-])", re.IGNORECASE)
_AUXILIARY = (
    r"(?<![\w’'])(?:did|does|do|was|were|is|are|am|has|have|had|will|would|can|could|may|might|must|shall"
    r"|should|didn['’]?t|doesn['’]?t|don['’]?t|wasn['’]?t|weren['’]?t|isn['’]?t|aren['’]?t"
    r"|hasn['’]?t|haven['’]?t|hadn['’]?t|won['’]?t|wouldn['’]?t|can['’]?t|couldn['’]?t)"
)
AUXILIARY = re.compile(rf"{_AUXILIARY}(?!\w)", re.IGNORECASE)
_AFTER_AUXILIARY = re.compile(rf"{_AUXILIARY}\s+$", re.IGNORECASE)
_OWNED = re.compile(
    r"\s+(?!(?:in|on|at|to|for|from|with|by|of|about|into|after|before|when|while|if|and|or|but"
    r"|as|again|then|there|here|now|so|that|what|who|where|why|how|because|up|down|out|off|away"
    r"|back|home|over|first|next|the|a|an|his|her|not)\b)\w",
    re.IGNORECASE,
)
"""What follows "her" where it is not an object."""
_EMPTY_IT = re.compile(
    r"(?:\b(?:is|was|isn['’]?t|wasn['’]?t|will|would|did|does|has)\s+)?\bit\s+"
    r"(?:(?:is|was|be|been|were)\s+)?(?:also\s+|really\s+|not\s+)?"
    r"(?:true|false|possible|likely|said|told|known|clear|certain|right|wrong|necessary|important"
    r"|that|raining|snowing|rain|snow|hail|dark|light|late|early|night|day|winter|summer|spring"
    r"|autumn|the\s+\w+\s+(?:who|that))\b"
    r"|\b(?:when|while|until|before|after|as)\s+it\s+(?:is|was|got|became|gets|had)\b"
    r"|\bit\s+(?:\w+ly\s+|so\s+|too\s+|very\s+|not\s+)?(?:difficult|easy|hard|better|best|good|bad"
    r"|strange|useless|impossible|dangerous|safe|time|no\s+use|a\s+\w+)\s+(?:to|for|that|if)\b"
    r"|\b(?:what|which)\s+(?:time|day|year|month)\s+(?:is|was)\s+it\b"
    r"|\bhow\s+(?:late|early)\s+(?:is|was)\s+it\b",
    re.IGNORECASE,
)


def pronouns(question: str) -> Iterator[Pronoun]:
    """The personal pronouns of a question, in order; an "it" that means nothing is left out."""
    empty = [match.span() for match in _EMPTY_IT.finditer(question)]
    for match in _PRONOUN.finditer(question):
        start = match.start()
        word = re.split(r"['’]", match.group())[0].lower()
        sort, role = _FORMS[word]
        if word == "it":
            if any(first <= start < last for first, last in empty):
                continue
            if not _begins_clause(question, start):
                role = Role.OBJECT
        elif word == "her" and not _OWNED.match(question, match.end()):
            role = Role.OBJECT
        elif word in ("these", "those") and re.match(r"\s+\w", question[match.end() :]):
            continue
        yield Pronoun(start, start + len(word), sort, role)


def _begins_clause(question: str, start: int) -> bool:
    before = question[:start]
    return bool(
        _AFTER_AUXILIARY.search(before)
        or re.search(
            r"(?:^|\b(?:when|if|because|that|while|where|why|after|before|and|but|so)\s+)$",
            before,
            re.IGNORECASE,
        )
    )
