"""The forms of questions: asked in full, with one word, or with a name alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.conversation.pronouns import AUXILIARY

_LEAD = re.compile(
    r"^\W*(?:(?:and|but|so|or|ok|okay|also|well|yes|no|oh|ah|hm+|thanks|thank you|then|now)"
    r"\b[\s,;:.!…-]*)+(?=\w)",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(r"^\W*(?:(?:ok|okay|yes|no|oh|ah|well)\W+)*(?:and|but|so|or|then)\b", re.I)
_PREPOSITION = r"about|to|with|from|for|by|in|of|at|on|since|until|till|after|under|through"
_ASKED = (
    rf"(?:(?:{_PREPOSITION})\s+)?"
    r"(?:how\s+(?:many|much|long|often|far|old|soon|big|large|tall|come|so)"
    r"|(?:what|which)\s+(?:time|day|date|month|year|place|kind|sort|colou?r|number|reason)"
    r"|who|whom|whose|what|which|where|when|why|how)"
)
_BARE = re.compile(
    rf"^(?P<asked>{_ASKED})(?:\s+(?:exactly|not|then|though|precisely|{_PREPOSITION}))?"
    r"(?:\s+(?:is|was|did|does|would|will|has)\s+(?:that|this)(?:\s+(?:happen|happened|be|so|for))?"
    r"|\s+(?:is|was|did|does)\s+it\s+(?:happen|so))?\W*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(?:what|how)\s+about\s+(?P<whom>.*\w)\W*$", re.IGNORECASE)
_FULL = re.compile(
    rf"^\W*(?P<asked>(?:(?:{_PREPOSITION})\s+)?(?:(?:what|which|whose)(?:\s+[\w’'-]+){{0,3}}?"
    r"|how(?:\s+(?:many|much)(?:\s+[\w’'-]+){0,3}?|\s+(?:long|often|far|old|soon|big|tall|come))?"
    rf"|who|whom|where|when|why))\s+(?P<auxiliary>{AUXILIARY.pattern})\s+(?P<rest>.*?)\W*$",
    re.IGNORECASE,
)
_WHO_DID = re.compile(
    r"^\W*(?P<asked>who|what|(?:what|which|whose)\s+[\w’'-]+|how\s+many\s+[\w’'-]+)\s+"
    r"(?P<rest>\w.*?)\W*$",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    rf"^\W*(?P<auxiliary>{AUXILIARY.pattern})\s+(?P<rest>.*?)\W*$", re.IGNORECASE
)
_ASKS = re.compile(r"\b(?:who|whom|whose|what|which|where|when|why|how)\b", re.IGNORECASE)
_LONGEST_FRAGMENT = 6
"""Words of "and the other one?"."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart: "in what month" "did" "she come"."""

    asked: str
    """What is asked for; empty for a question of yes or no."""
    auxiliary: str
    """Empty where who or what is asked for did it: "who" "" "came"."""
    rest: str


def without_lead(question: str) -> tuple[str, bool]:
    """The question without "and", "ok" and the like before it, and whether it says "and"."""
    lead = _LEAD.match(question)
    if lead is None:
        return question.strip(), False
    return question[lead.end() :].strip(), _LEADS_ON.match(question) is not None


def bare(question: str) -> str | None:
    """What "why?" or "when was that?" asks for; None for a question that says more."""
    match = _BARE.match(question)
    return None if match is None else match["asked"]


def fragment(question: str, *, led: bool) -> str | None:
    """Whom "what about him?" or "and Erdogan?" is about; None for other questions."""
    about = _ABOUT.match(question)
    if about is not None:
        return about["whom"]
    words = question.split()
    if not led or len(words) > _LONGEST_FRAGMENT or _ASKS.search(question):
        return None
    return None if AUXILIARY.search(question) else question.rstrip(" ?!.…")


def taken_apart(question: str) -> Asked | None:
    """The parts of a question in full; None where it has another form."""
    for form in (_FULL, _YES_OR_NO, _WHO_DID):
        match = form.match(question)
        if match is not None:
            parts = match.groupdict(default="")
            return Asked(parts.get("asked", ""), parts.get("auxiliary", ""), parts["rest"])
    return None
