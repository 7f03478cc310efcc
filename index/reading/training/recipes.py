"""What teacher and student learn from, and for how long."""

from __future__ import annotations

import random
from collections.abc import Sequence

from index.reading.training.examples import Recipe, Share, SpanExample, examples
from index.reading.training.loop import Course
from index.reading.training.sources import Context
from index.reading.training.stretches import stretches

TEACHER: Recipe = {
    "squadshifts-wiki": Share(1.0, neighbours=0.2, changed=0.25, strange=0.03),
    "squadshifts-reddit": Share(0.5, neighbours=0.04, changed=0.04, strange=0.02),
    "squadshifts-amazon": Share(0.35, neighbours=0.04, changed=0.04, strange=0.02),
    "qamr": Share(0.3, changed=0.03),
    "squad2-part": Share(1.0, neighbours=0.2, changed=0.2, strange=0.03),
    "fairytaleqa": Share(1.0, neighbours=0.4, changed=0.1, strange=0.05),
}
"""Less of what is not told or written as stories and articles are."""
TEACHER_COURSE = Course(
    steps=1_250, seed=0, tokens=4_096, peak=6e-5, warm_up=80, averaged=0.995, frozen_layers=2
)

STUDENT: Recipe = {
    "squadshifts-wiki": Share(1.0, neighbours=0.5, changed=0.5, strange=0.05),
    "squadshifts-reddit": Share(0.45, neighbours=0.08, changed=0.08, strange=0.04),
    "squadshifts-amazon": Share(0.3, neighbours=0.06, changed=0.06, strange=0.04),
    "qamr": Share(0.5, neighbours=0.03, changed=0.08),
    "squad2-part": Share(1.0, neighbours=0.4, changed=0.4, strange=0.05),
    "fairytaleqa": Share(1.0, neighbours=0.7, changed=0.2, strange=0.1),
}
STUDENT_COURSE = Course(steps=5_400, seed=0, peak=1.5e-4)

FURTHER: Recipe = {
    "squadshifts-wiki": Share(1.0, neighbours=0.2, changed=0.2, strange=0.03),
    "squadshifts-reddit": Share(1.0),
    "squadshifts-amazon": Share(1.0),
    "qamr": Share(1.0, changed=0.03),
    "squad2-part": Share(1.0, neighbours=0.1, changed=0.2),
}
"""Besides, the tales' questions are asked of stretches (``further_examples``)."""
UNMET = {"squadshifts-reddit": 1.0, "squadshifts-amazon": 0.7, "qamr": 1.0}
"""Shares of what the student has not met, the only questions of these sources to go on with."""
FURTHER_COURSE = Course(
    steps=1_700, seed=0, tokens=4_096, peak=8e-5, warm_up=60, averaged=0.995, frozen_layers=1
)

FURTHER_SHARE = 0.4
"""Of the weights that went on in those that are kept: by themselves they tell a tale's right text
from others better than the student's, and find the words in it less often."""

_SAMPLE = 7
"""The seed of which unmet questions and which stretches are drawn."""

MEASURED: Recipe = {
    "squadshifts-wiki": Share(strange=1.0),
    "squadshifts-reddit": Share(0.5),
    "squad2-part": Share(1.0),
    "fairytaleqa": Share(1.0, neighbours=1.0),
}


def further_examples(contexts: Sequence[Context], seed: int) -> list[SpanExample]:
    """What a student goes on with: questions it has not met, and old ones asked anew.

    Args:
        contexts: those the student learned from.
        seed: the student's.
    """
    draw = random.Random(_SAMPLE)  # noqa: S311 - a sample of questions, not a secret
    met = {(one.question, one.context) for one in examples(contexts, STUDENT, seed)}
    found = [
        one
        for one in examples(contexts, FURTHER, seed + 1)
        if one.source not in UNMET
        or ((one.question, one.context) not in met and draw.random() <= UNMET[one.source])
    ]
    tales = [context for context in contexts if context.source == "fairytaleqa"]
    return found + list(stretches(tales, contexts, draw))
