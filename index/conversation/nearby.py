"""Where a conversation is in its story: passages beside those found, preferred a little."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.conversation.following import FollowUp
from index.conversation.turns import REMEMBERED, Turn
from index.domain import Hit, Passage, Quote
from index.reading.base import Reading, Verdict
from index.retrieval import Corpus

_WIDE = 80
"""Passages among which the scores of those nearby are looked up."""
_FAR = 0.0
"""The score of one that is not among them."""
PREFERRED = 1.0
"""What ranks an answer beside the last one higher, in nats of its odds."""
LIKELIER = 1.5
"""What speaks for its being right, in nats of its odds."""
AGAIN = 1.0
"""What speaks against words that were an answer already, in nats."""
SHOWN = 3.0
"""What speaks against a sentence that was shown, where something else is asked for."""
_REACH = 700
"""Characters before and after a quote in which its talk goes on."""


def told_before(corpus: Corpus, story_id: int | None, turns: Sequence[Turn]) -> list[Turn]:
    """The last turns, with those of their quotes that may be read in what is asked now.

    The others may have been shown to somebody who has read further.
    """
    return [
        Turn(turn.question, tuple(q for q in turn.quotes if _stands(corpus, story_id, q)))
        for turn in turns[-REMEMBERED:]
    ]


def _stands(corpus: Corpus, story_id: int | None, quote: Quote) -> bool:
    if story_id not in (None, quote.story.id) or quote.story.id not in corpus.stories:
        return False
    text = corpus.stories[quote.story.id].story.text
    return text[quote.start : quote.end] == quote.text


def hits_nearby(
    corpus: Corpus,
    vector: NDArray[np.float32],
    terms: Sequence[str],
    followed: FollowUp,
    found: Sequence[Hit],
) -> tuple[Hit, ...]:
    """What was found, then the passages around the last answers that were not."""
    known = {hit.passage.id for hit in found}
    wanted = {
        passage.id: passage
        for quote in followed.near
        for passage in _around(corpus, quote)
        if passage.id not in known
    }
    scored: dict[int, Hit] = {}
    for story_id in {passage.story_id for passage in wanted.values()}:
        wide = corpus.search(vector, terms, _WIDE, story_id=story_id)
        scored |= {hit.passage.id: hit for hit in wide}
    beside = (
        scored.get(id_) or Hit(passage, _FAR, _FAR, None, None) for id_, passage in wanted.items()
    )
    return (*found, *beside)


def _around(corpus: Corpus, quote: Quote) -> Iterator[Passage]:
    """The passages of a quote, and those right before and after it."""
    passages, _ = corpus.passages_of(quote.story.id)
    for passage in passages:
        if passage.start < quote.end + _REACH and quote.start - _REACH < passage.end:
            yield passage


def preferred(verdict: Verdict, followed: FollowUp) -> Verdict:
    """The verdict with what stands near the last answers ranked higher, and likelier than before.

    Rank and chance are weighed apart: where somebody asks on tells much about where the answer
    stands, if there is one, and less about whether there is.
    """
    if verdict.objection is not None:
        return verdict
    best = max((reading.score for reading in verdict.readings), default=0.0)
    weighed = []
    for reading in verdict.readings:
        near, against = _nearest(reading, followed), _against(reading, followed)
        rank = reading.score * math.exp(PREFERRED * near - against)
        weighed.append((rank, _shifted(min(rank, best), LIKELIER * near), reading))
    weighed.sort(key=lambda one: (-one[0], one[2].text.story.id, one[2].start))
    readings: list[Reading] = []
    for _, chance, reading in weighed:
        # What ranks lower is never shown as likelier.
        least = min(chance, readings[-1].score) if readings else chance
        readings.append(replace(reading, score=least))
    return Verdict(tuple(readings), verdict.answerable)


def _against(reading: Reading, followed: FollowUp) -> float:
    """What speaks against an answer that was given where something else is asked for, in nats."""
    again = any(
        quote.highlight is not None and _overlaps(reading, quote.story.id, quote.highlight)
        for quote in followed.near
    )
    against = AGAIN if again else 0.0
    for quote in followed.besides:
        if _overlaps(reading, quote.story.id, (quote.start, quote.end)):
            against = max(against, SHOWN)
        if _overlaps(reading, quote.story.id, quote.highlight or (quote.start, quote.end)):
            against = max(against, 2 * SHOWN)
    return against


def _overlaps(reading: Reading, story_id: int, span: tuple[int, int]) -> bool:
    first, last = span
    return reading.text.story.id == story_id and reading.start < last and first < reading.end


def _nearest(reading: Reading, followed: FollowUp) -> float:
    """How near an answer is to the last ones, 0..1; of what comes next, only to the very last."""
    if not followed.onward:
        return max((_nearness(reading, quote) for quote in followed.near), default=0.0)
    last = followed.near[:1]
    return max((_nearness(reading, q) for q in last if reading.start >= q.end), default=0.0)


def _nearness(reading: Reading, quote: Quote) -> float:
    """1 within a quote, falling to 0 at the end of its reach."""
    if reading.text.story.id != quote.story.id:
        return 0.0
    apart = max(quote.start - reading.end, reading.start - quote.end, 0)
    return max(0.0, 1 - apart / _REACH)


def _shifted(chance: float, nats: float) -> float:
    """A chance whose odds are so much higher."""
    if not 0 < chance < 1:
        return chance
    return 1 / (1 + math.exp(-(math.log(chance / (1 - chance)) + nats)))
