"""Held-out contexts -> whole stories with questions, as a library is asked them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index.reading.training.sources import Context, Question
from index.reading.training.unanswerable import made_unanswerable
from index.terms import content_words

_PARAGRAPHS = 6
"""That make one story, where a source has paragraphs only."""
OWN = 24
"""Answerable questions that a story is asked, at most; and shares of them made unanswerable,
and asked of another story:"""
CHANGED = 0.2
STRANGE = 0.2
IMPOSSIBLE = 0.4
"""Unanswerable questions of the story's own, as a share of the answerable ones that are asked:
with the others, about three questions in ten have no answer."""
_WHOLE = frozenset({"fairytaleqa"})


@dataclass(frozen=True, slots=True)
class AskedStory:
    """A story, and questions with the places in it that answer them."""

    source: str
    name: str
    text: str
    asked: tuple[Question, ...]
    changed: frozenset[str] = frozenset()
    """The questions that were made by rule to have no answer: some of them have one still."""


def asked_stories(contexts: Sequence[Context], seed: int) -> list[AskedStory]:
    """Stories with their own questions, some of those changed, and other stories'."""
    draw = random.Random(seed)  # noqa: S311 - a sample of questions, not a secret
    told = [joined(run) for run in _runs(contexts)]
    everyones = [question.words for story in told for question in story.asked if question.span]
    strange_words = sorted({w for words in everyones[::5] for w in content_words(words)})
    return [_asked(story, everyones, strange_words, draw) for story in told if story.asked]


def _runs(contexts: Sequence[Context]) -> Iterator[list[Context]]:
    for (source, _), group in groupby(
        contexts, key=lambda context: (context.source, context.group)
    ):
        run = list(group)
        size = len(run) if source in _WHOLE else _PARAGRAPHS
        for start in range(0, len(run), size):
            yield run[start : start + size]


def joined(run: Sequence[Context]) -> AskedStory:
    """Contexts put together as one story, with all their questions."""
    text = ""
    asked: list[Question] = []
    for context in run:
        lead = len(context.text) - len(context.text.lstrip())
        shift = len(text) - lead
        text += context.text.strip() + "\n\n"
        asked += [_moved(question, shift) for question in context.questions]
    return AskedStory(run[0].source, run[0].group, text, tuple(asked))


def _moved(question: Question, shift: int) -> Question:
    span = question.span and (question.span[0] + shift, question.span[1] + shift)
    return replace(question, span=span, golds=tuple(gold.moved(shift) for gold in question.golds))


def _asked(
    story: AskedStory, everyones: Sequence[str], strange_words: Sequence[str], draw: random.Random
) -> AskedStory:
    answerable = [one for one in story.asked if one.span]
    impossible = [one for one in story.asked if not one.span]
    own = draw.sample(answerable, min(OWN, len(answerable)))
    made: list[Question] = []
    by_rule: set[str] = set()
    for question in own:
        if draw.random() < CHANGED and not impossible:
            changed = made_unanswerable(question.words, story.text, strange_words, draw)
            by_rule |= {changed} if changed else set()
        if draw.random() < STRANGE:
            made.append(Question(draw.choice(everyones), None))
    made += draw.sample(impossible, min(round(IMPOSSIBLE * len(own)), len(impossible)))
    made += [Question(words, None) for words in sorted(by_rule)]
    return AskedStory(story.source, story.name, story.text, (*own, *made), frozenset(by_rule))
