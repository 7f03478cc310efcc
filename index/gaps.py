"""The questions that a library should answer better, grouped by likeness.

Likeness is the cosine of the encoder's vectors. Groups are those of complete linkage: any two
questions of a group are alike, so that none is hidden behind the example of another matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.excerpts import Encode
from index.records import AskedQuestion, Gap, GapKind

ALIKE_FROM = 0.62
"""The cosine from which two questions are alike. Of 73 questions written by hand, with 3 or 4 that
mean the same, it puts 72% of the alike pairs together, and 84% of its pairs are alike; 0.5 joins
80% at 65%, 0.7 joins 63% at 90% (``tests/index/alike.py``)."""
_CUT = "…"
"""Ends a question of which only the beginning is known."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that was refused or answered wrongly, however often."""

    question: str
    asked: tuple[AskedQuestion, ...]
    """Each time, the newest first."""
    refused: int
    """How often the story did not say."""
    wrong: int
    """How often a member called an answer, or a refusal, wrong."""
    times: int
    """How often it went wrong; a refusal that was called wrong counts once."""


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Open questions that are alike; the one asked most often comes first."""

    questions: tuple[OpenQuestion, ...]

    @property
    def times(self) -> int:
        """How often any of them went wrong."""
        return sum(one.times for one in self.questions)

    @property
    def refused(self) -> int:
        """How often the story did not say."""
        return sum(one.refused for one in self.questions)

    @property
    def wrong(self) -> int:
        """How often a member called what was said wrong."""
        return sum(one.wrong for one in self.questions)


@dataclass(frozen=True, slots=True)
class GroupedGaps:
    """What a library should answer better."""

    groups: tuple[GapGroup, ...]
    """The biggest first."""
    untold: int
    """How often a question went wrong whose text is not kept."""


def group_gaps(found: Sequence[Gap], encode: Encode, alike_from: float = ALIKE_FROM) -> GroupedGaps:
    """Group gaps by the likeness of their questions.

    Args:
        found: the newest first.
        encode: gives texts vectors of length 1.
        alike_from: the least cosine of two questions of a group.
    """
    untold = [gap for gap in found if gap.asked.question is None]
    questions = sorted(_questions(found), key=lambda one: -one.times)
    vectors = encode([one.question for one in questions]) if questions else np.zeros((0, 0))
    groups = _grouped(questions, vectors.astype(np.float32), alike_from)
    named = sorted((GapGroup(tuple(group)) for group in groups), key=lambda group: -group.times)
    return GroupedGaps(tuple(named), _times(untold))


def _questions(found: Sequence[Gap]) -> list[OpenQuestion]:
    told: dict[str, list[Gap]] = {}
    cut = []
    for gap in found:
        if gap.asked.question is not None:
            if gap.asked.question.endswith(_CUT):
                cut.append(gap)
            else:
                told.setdefault(_key(gap.asked.question), []).append(gap)
    for gap in cut:
        begins = _key(gap.asked.question or "")
        whole = next((key for key in told if key.startswith(begins)), begins)
        told.setdefault(whole, []).append(gap)
    return [_question(gaps) for gaps in told.values()]


def _key(question: str) -> str:
    return " ".join(question.casefold().split()).rstrip("?!.… ")


def _question(gaps: Sequence[Gap]) -> OpenQuestion:
    texts = [gap.asked.question or "" for gap in gaps]
    return OpenQuestion(
        # The longest is the one that was not cut.
        question=max(texts, key=len),
        asked=tuple(gap.asked for gap in gaps),
        refused=sum(gap.kind is GapKind.REFUSED for gap in gaps),
        wrong=sum(gap.kind is GapKind.WRONG for gap in gaps),
        times=_times(gaps),
    )


def _times(gaps: Sequence[Gap]) -> int:
    refused = sum(gap.kind is GapKind.REFUSED for gap in gaps)
    wrong = [gap for gap in gaps if gap.kind is GapKind.WRONG]
    # Where a refusal was called wrong, it was kept when it was made, and again with the vote.
    answered = sum(gap.asked.found for gap in wrong)
    return answered + max(refused, len(wrong) - answered)


def _grouped(
    questions: Sequence[OpenQuestion], vectors: NDArray[np.float32], alike_from: float
) -> list[list[OpenQuestion]]:
    """Join the two groups that are likest until none are like enough (complete linkage)."""
    groups = [[question] for question in questions]
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -np.inf)
    while groups:
        first, second = sorted(divmod(int(likeness.argmax()), len(questions)))
        if likeness[first, second] < alike_from:
            break
        groups[first] += groups[second]
        groups[second] = []
        joined = np.minimum(likeness[first], likeness[second])
        likeness[first] = likeness[:, first] = joined
        likeness[second] = likeness[:, second] = -np.inf
    return [sorted(group, key=lambda one: -one.times) for group in groups if group]
