"""A story's questions, asked of stretches of it that are cut as the reader cuts them.

Learned from whole sections alone, the reader meets texts in use that it never learned from: some
sentences around one that looks promising, of which several lie near the answer and hold none.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby

from index.domain import Story
from index.keywords import Keywords
from index.reading.regions import Region, told_positions
from index.reading.second_look import around
from index.reading.training.asking import AskedStory, joined
from index.reading.training.examples import SpanExample, mistyped, whole_name
from index.reading.training.sources import Context, Question
from index.scoring import Span
from index.story_text import StoryText

_SIZES = (330, 500, 800, 1_000)
_OTHER_SIZES = (330, 330, 500, 800)
"""Characters of a stretch that answers, and of one that does not."""
_ASIDE = (-2, -1, 0, 0, 0, 1, 2)
"""Sentences from the answer's to the middle one of its stretch."""
_FOUND = 6
"""Sentences that BM25 finds, around which there may be no answer."""
_OTHERS = (1, 1, 2)
"""How many of their stretches are learned from."""
_MISTYPED, _STRANGE = 0.05, 0.05
"""Shares of the questions that have a typing error, and that another text's is asked beside."""


def stretches(
    sections: Sequence[Context], others: Sequence[Context], draw: random.Random
) -> Iterator[SpanExample]:
    """Every question asked of the stretch that answers it, and of some that do not.

    Args:
        sections: those of one story side by side.
        others: whose questions strangers ask.
        draw: decides how long the stretches are and where they lie.
    """
    for _, run in groupby(sections, key=lambda context: (context.source, context.group)):
        tale = _Tale(joined(list(run)))
        for question in tale.asked:
            yield from tale.examples(question, others, draw)


class _Tale:
    """A story whose sentences can be found."""

    def __init__(self, story: AskedStory) -> None:
        told = Story(1, story.name, story.name, story.text, None, "en", datetime.now(UTC))
        self._source, self.asked = story.source, story.asked
        self._text = StoryText(told)
        self._told = told_positions(self._text)
        self._sentences = [self._text.outline.sentences[position] for position in self._told]
        self._keywords = Keywords.build(story.text[s.start : s.end] for s in self._sentences)

    def examples(
        self, question: Question, others: Sequence[Context], draw: random.Random
    ) -> Iterator[SpanExample]:
        """A question's own stretch, others, and now and then a stranger's question."""
        words = mistyped(question.words, draw) if draw.random() < _MISTYPED else question.words
        span = question.span
        own = [n for n, s in enumerate(self._sentences) if span and _meet((s.start, s.end), span)]
        if not span or not own:
            return
        answering = self._answering(words, span, own, draw)
        if answering:
            yield answering
        beside = list(self._others(question.words, span, own, draw))
        draw.shuffle(beside)
        for region in beside[: draw.choice(_OTHERS)]:
            yield SpanExample(words, region.words, None, self._source)
        if draw.random() < _STRANGE:
            region = self._around(draw.randrange(len(self._told)), max(_OTHER_SIZES))
            asked = draw.choice(others[draw.randrange(len(others))].questions or (question,))
            yield SpanExample(asked.words, region.words, None, self._source)

    def _answering(
        self, words: str, span: Span, own: Sequence[int], draw: random.Random
    ) -> SpanExample | None:
        """The stretch beside or, where that would cut the answer, around its sentence."""
        aside = min(max(0, draw.choice(own) + draw.choice(_ASIDE)), len(self._told) - 1)
        size = draw.choice(_SIZES)
        for middle in (aside, own[0]):
            region = self._around(middle, size)
            place = region.place_of(span)
            if place:
                named = whole_name(words, region.words, place)
                return SpanExample(words, region.words, named, self._source)
        return None

    def _others(
        self, question: str, span: Span, own: Sequence[int], draw: random.Random
    ) -> Iterator[Region]:
        """Stretches that look as if they answered, and do not say the answer's words."""
        answer = self._text.story.text[slice(*span)].lower()
        scores = self._keywords.scores(self._keywords.question_terms(question))
        holding = {self._told[number] for number in own}
        for number in scores.argsort()[::-1][:_FOUND]:
            if scores[number] <= 0:
                continue
            region = self._around(int(number), draw.choice(_OTHER_SIZES))
            if answer not in region.words.lower() and holding.isdisjoint(region.positions):
                yield region

    def _around(self, number: int, size: int) -> Region:
        return around(self._text, self._told[number], size)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
