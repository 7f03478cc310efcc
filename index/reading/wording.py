"""The words of an answer: the model's span, mended where grammar or spelling say more."""

from __future__ import annotations

import re
import unicodedata

from index.domain import Sentence
from index.names import name_spans
from index.reading.clauses import answer_span
from index.reading.questions import Wanted, wanted

_YES_OR_NO = re.compile(
    r"^\W*(?:(?:so|and|but|then|ok|okay|hey|please)\W+)*(?:tell\s+me\s+(?:if|whether)|"
    # "Can you tell me who" asks who.
    r"(?!(?:can|could|would|will|do|does)\s+(?:you|some(?:one|body)|any(?:one|body))"
    r"\s+(?:\w+\s+){0,4}(?:who|whom|whose|what|when|where|which|why|how)\b)"
    r"(?:is|isn['’]t|are|aren['’]t|was|wasn['’]t|were|weren['’]t|am|do|does|doesn['’]t|don['’]t|did"
    r"|didn['’]t|has|hasn['’]t|have|haven['’]t|had|hadn['’]t|can|can['’]t|could|couldn['’]t|will"
    r"|won['’]t|would|wouldn['’]t|shall|should|may|might|must)\b)",
    re.IGNORECASE,
)
_ASKS_NAME = re.compile(r"\bname[ds]?\b|\bcalled\b", re.IGNORECASE)
_EDGE = ",;:.!?…-–—"
_NUMBER = re.compile(r"(?<!\w)[-.]\d")
"""A sign or a point that belongs to the number after it."""
_ABBREVIATION = re.compile(r"(?:\b[^\W\d_]\.){2,}$|\b(?:Mr|Mrs|Dr|Jr|Sr|St|Inc|Co|Ltd)\.$")
_PAIRS = {"“": "”", '"': '"', "(": ")", "[": "]", "‘": "’"}


def is_yes_or_no(question: str) -> bool:
    """Whether a question asks for yes or no."""
    return _YES_OR_NO.match(question) is not None


def worded(
    question: str, text: str, quoted: tuple[int, int], span: tuple[int, int]
) -> tuple[int, int]:
    """The words of ``text`` that are given as the answer.

    What settles a yes-or-no question is the whole sentence: the bot does not say yes or no. What
    somebody said is the clause, where the span lies in it. Half a name becomes the whole one.

    Args:
        question: as it was asked.
        text: the story.
        quoted: the span of the whole sentences.
        span: what the model chose, within ``quoted``.
    """
    if is_yes_or_no(question):
        return quoted
    clause = answer_span(question, text, Sentence(*quoted, 0))
    if clause != quoted and clause[0] < span[1] and span[0] < clause[1]:
        return clause
    start, end = _trimmed(text, _whole_name(question, text, quoted, span))
    return start, _with_marks(text, end, quoted[1])


def _whole_name(
    question: str, text: str, quoted: tuple[int, int], span: tuple[int, int]
) -> tuple[int, int]:
    """The span with all of each name that it has a part of, where a name is asked for."""
    if wanted(question) is not Wanted.PERSON and not _ASKS_NAME.search(question):
        return span
    start, end = span
    for first, last in name_spans(text[slice(*quoted)]):
        first, last = first + quoted[0], last + quoted[0]
        if first < span[1] and span[0] < last:
            start, end = min(start, first), max(end, last)
    return start, end


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Without spaces and stops at the edges, nor a bracket or quotation mark that stands alone."""
    start, end = span
    while start < end - 1 and _is_edge(text[start], text[start + 1 : end]):
        if _NUMBER.match(text, start, end):
            break
        start += 1
    while start < end - 1 and _is_edge(text[end - 1], text[start : end - 1]):
        if _ABBREVIATION.search(text, start, end):
            break
        end -= 1
    return start, end


def _with_marks(text: str, end: int, limit: int) -> int:
    """With the accents and vowel signs of the last letter, which tokenizers leave out."""
    while end < limit and unicodedata.category(text[end]).startswith("M"):
        end += 1
    return end


def _is_edge(character: str, rest: str) -> bool:
    if character.isspace() or character in _EDGE:
        return True
    for opening, closing in _PAIRS.items():
        if character in (opening, closing):
            return opening not in rest and closing not in rest
    return False
