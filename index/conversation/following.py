"""Whether a question follows up on what was said before, and what it asks if it does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.conversation.entities import in_question
from index.conversation.past import Past
from index.conversation.rewriting import (
    THAT,
    THERE,
    free_pronouns,
    repeated,
    replaced,
    resolved,
    spelt_out,
)
from index.conversation.shapes import bare, fragment, without_lead
from index.conversation.turns import REMEMBERED, Turn
from index.domain import Quote
from index.names import name_spans
from index.story_text import StoryText
from index.terms import FUNCTION_WORDS, words

_ELSE = re.compile(r"\b(?:who|what|where|when|why|how|any\w+|some\w+|no\w+)\s+else\b", re.I)
_NEXT = re.compile(r"\b(?:then|next|afterwards?|after\s+that)\W*$", re.IGNORECASE)

_LONGEST_THERE = 8
"""Words of a question whose "there" points out of it; a longer one has a place of its own."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a follow-up asks, and where in the story its conversation is."""

    questions: tuple[str, ...]
    """In full, in words of the conversation and of the story; a second one where a pronoun may
    well mean another."""
    near: tuple[Quote, ...]
    """The first quotes of the turns before, the last turn's first."""
    besides: tuple[Quote, ...]
    """What was shown already and is not asked for again ("what else")."""
    onward: bool
    """Whether it asks what comes next in the story ("and then?")."""
    bare: bool
    """Whether it says nothing by itself ("why?")."""


def understand(
    question: str, turns: Sequence[Turn], texts: Mapping[int, StoryText]
) -> FollowUp | None:
    """What a question asks after these turns, the oldest first; None if it stands alone.

    Args:
        question: as it was asked, spaces set right.
        turns: all of their quotes stand in ``texts``.
        texts: the stories that may be read, by their ids.
    """
    past: list[Past] = []
    text = next(iter(texts.values())) if len(texts) == 1 else None
    for turn in turns[-REMEMBERED:]:
        text = texts[turn.quotes[0].story.id] if turn.quotes else text
        past.append(Past(_in_full(turn.question, past) or turn.question, turn.quotes, text))
    meant = _in_full(question, past)
    if meant is None:
        return None
    other = _in_full(question, past, other=True) or meant
    shown = past[-1].quotes[:1] if _ELSE.search(question) else ()
    onward = _NEXT.search(question) is not None
    near = tuple(turn.quotes[0] for turn in reversed(past) if turn.quotes)
    says = [word for word in words(question) if word not in FUNCTION_WORDS]
    return FollowUp(
        tuple(dict.fromkeys((_tidy(meant), _tidy(other)))), near, shown, onward, bare=not says
    )


def _in_full(question: str, past: Sequence[Past], *, other: bool = False) -> str | None:
    if not past:
        return None
    said, led = without_lead(question)
    asked = bare(said)
    if asked is not None:
        return repeated(asked, past[-1]) or said
    whom = fragment(said, led=led)
    if whom is not None:
        named = in_question(whom, past[-1].text)
        return replaced(resolved(whom, free_pronouns(whom, named), past), past) or said
    if _names_a_stranger(said, past):
        return None
    named = in_question(said, past[-1].text)
    free = free_pronouns(said, named)
    signs = [THAT, _NEXT]
    if not named:
        signs.append(_ELSE)
    if len(said.split()) <= _LONGEST_THERE:
        signs.append(THERE)
    points = any(sign.search(said) for sign in signs)
    if not (led or free or points):
        return None
    return spelt_out(resolved(said, free, past, other=other), past)


def _names_a_stranger(question: str, past: Sequence[Past]) -> bool:
    """Whether it names somebody of whom neither the story nor the conversation speaks."""
    told = " ".join(turn.text.story.text for turn in past[-1:] if turn.text is not None)
    known = f"{told} {' '.join(turn.question for turn in past)}".lower()
    return any(
        all(word.lower() not in known for word in re.findall(r"\w{3,}", question[start:end]))
        for start, end in name_spans(question)
    )


def _tidy(question: str) -> str:
    whole = " ".join(question.split()).rstrip(" ?.!…,")
    return f"{whole[:1].upper()}{whole[1:]}?"
