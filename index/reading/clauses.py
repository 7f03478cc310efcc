"""Which words of a sentence answer, where its grammar makes that plain."""

from __future__ import annotations

import re

from index.domain import Sentence
from index.terms import stem, terms

_SPEECH_VERB = (
    r"(?:say|says|said|promise[sd]?|vow(?:s|ed)?|swears?|swore|threaten(?:s|ed)?|warn(?:s|ed)?"
    r"|claim(?:s|ed)?|announce[sd]?|repl(?:y|ies|ied)|answer(?:s|ed)?|declare[sd]?|explain(?:s|ed)?"
    r"|insist(?:s|ed)?|state[sd]?|admit(?:s|ted)?|den(?:y|ies|ied)|add(?:s|ed)?|hope[sd]?"
    r"|think|thinks|thought|believe[sd]?|told|tells)"
)
_THAT_CLAUSE = re.compile(
    rf"\b({_SPEECH_VERB})\b(?:\s+[\w’'-]+){{0,4}}?\s+that\s+(?=\S)", re.IGNORECASE
)
_MERELY_HELD = frozenset(stem(verb) for verb in ("hope", "think", "believe"))
_ASKS_WHAT = re.compile(r"\bwhat\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"](?P<said>[^“”\"]{12,})[”\"]")
_ASKS_SPEECH = re.compile(rf"\b{_SPEECH_VERB}\b|\bsay\b", re.IGNORECASE)
_CLOSING = ".!?…\"”’' "


def answer_span(question: str, text: str, sentence: Sentence) -> tuple[int, int]:
    """The part of ``text[sentence.start:sentence.end]`` that answers ``question``.

    What somebody said or promised is the clause after "that", or the words between quotation
    marks. Everything else is the whole sentence: half an answer would be worse.
    """
    whole = (sentence.start, sentence.end)
    if not _ASKS_WHAT.search(question) or not _ASKS_SPEECH.search(question):
        return whole
    for match in _THAT_CLAUSE.finditer(text, *whole):
        if _asks_for(question, match.group(1).lower()):
            return _without_stop(text, match.end(), sentence.end)
    said = _QUOTED.search(text, *whole)
    if said and said.end("said") - said.start("said") > (sentence.end - sentence.start) / 3:
        return _without_stop(text, said.start("said"), said.end("said"))
    return whole


def _asks_for(question: str, verb: str) -> bool:
    """Whether a clause after this verb is what the question asks for.

    "What did he say" may be told as a promise or a threat, but not as what he hoped: that would
    turn a hope into a claim.
    """
    asked = terms(question)
    if stem(verb) in asked:
        return True
    return "say" in asked and stem(verb) not in _MERELY_HELD


def _without_stop(text: str, start: int, end: int) -> tuple[int, int]:
    stripped = text[start:end].rstrip(_CLOSING)
    return (start, start + len(stripped)) if stripped else (start, end)
