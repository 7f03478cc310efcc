"""Where the time words of a text stand, and which that look like them do not count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.domain import SentenceKind
from index.story_text import StoryText
from index.timeline.patterns import HINT, PATTERNS

_ALSO_NAMES = ("May", "April", "June", "March", "August")
_TITLED = (
    r"(?:(?:Mrs?|Ms|Miss|Dr|Lady|Sir|Aunt|Uncle|President|Minister)\.?\s+|[a-z]\s+[A-Z][a-z]+\s+)"
)
_AMOUNT_AFTER = re.compile(
    r"\s+(?:people|men|women|children|soldiers|times|percent|[a-z]+s)\b(?<!\bwas)(?<!\bhas)(?<!\bis)"
)
_MONEY_AFTER = re.compile(r"\s+(?:dollars|euros|pounds|prices|money)\b")
_CURRENCY_BEFORE = re.compile(r"[$€£¥#№]\s?$")


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Time words, how they are written, and the sentence they stand in."""

    kind: str
    match: re.Match[str]
    sentence: int
    """Its position in the outline."""


def time_words(text: StoryText, within: tuple[int, int] | None = None) -> Iterator[TimeWords]:
    """All time words of the story, in order; they never overlap.

    Args:
        text: the story.
        within: the span whose sentences alone are looked at; all of them where it is not given.
    """
    words = text.story.text
    names = _names_of_months(words)
    for position in text.outline.positions_between(*(within or (0, len(words)))):
        sentence = text.outline.sentences[position]
        if sentence.kind is not SentenceKind.STORY:
            continue
        end = 0
        candidates = _candidates(words, sentence.start, sentence.end)
        for match, kind in sorted(candidates, key=_first_and_longest):
            if match.start() >= end and not _is_no_time(kind, match, names):
                end = match.end()
                yield TimeWords(kind, match, position)


def _candidates(words: str, start: int, end: int) -> Iterator[tuple[re.Match[str], str]]:
    if HINT.search(words, start, end):
        for kind, pattern in PATTERNS.items():
            for match in pattern.finditer(words, start, end):
                yield match, kind


def _first_and_longest(candidate: tuple[re.Match[str], str]) -> tuple[int, int]:
    match, _ = candidate
    return match.start(), -match.end()


def _names_of_months(words: str) -> frozenset[str]:
    """The months that the text also has as names of people ("Theresa May")."""
    return frozenset(name for name in _ALSO_NAMES if re.search(rf"{_TITLED}{name}\b", words))


def _is_no_time(kind: str, match: re.Match[str], names: frozenset[str]) -> bool:
    words = match.string
    if kind == "month":
        at = (match["at"] or "").lower()
        unsure = match["month"] in names or (
            match["month"] in _ALSO_NAMES and at in ("by", "for", "before", "after", "from")
        )
        return unsure or words[match.end() : match.end() + 2] in ("'s", "’s")
    if kind == "year":
        if _MONEY_AFTER.match(words, match.end()):
            return True
        is_round = match["year"].endswith("00")
        return is_round and bool(_AMOUNT_AFTER.match(words, match.end()))
    return bool(_CURRENCY_BEFORE.search(words[max(0, match.start() - 2) : match.start()]))
