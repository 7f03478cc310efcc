"""What teacher and student learn from, and for how long."""

from __future__ import annotations

from index.reading.training.examples import Recipe, Share
from index.reading.training.loop import Course

TEACHER: Recipe = {
    "squadshifts-wiki": Share(1.0, neighbours=0.15, changed=0.2),
    "squadshifts-reddit": Share(0.1, neighbours=0.02, changed=0.02),
    "squadshifts-amazon": Share(0.1, neighbours=0.02, changed=0.02),
    "qamr": Share(0.06),
    "squad2-part": Share(1.0, neighbours=0.2, changed=0.2),
    "fairytaleqa": Share(1.0, neighbours=0.2, changed=0.1),
}
"""Few of everything that is not told or written as stories and articles are."""
TEACHER_COURSE = Course(
    steps=980, seed=0, tokens=4_096, peak=6e-5, warm_up=80, averaged=0.99, frozen_layers=6
)

STUDENT: Recipe = {
    "squadshifts-wiki": Share(1.0, neighbours=0.5, changed=0.4, strange=0.05),
    "squadshifts-reddit": Share(0.5, neighbours=0.1, changed=0.1, strange=0.05),
    "squadshifts-amazon": Share(0.4, neighbours=0.1, changed=0.1, strange=0.05),
    "qamr": Share(0.35, neighbours=0.05, changed=0.1),
    "squad2-part": Share(1.0, neighbours=0.4, changed=0.4, strange=0.05),
    "fairytaleqa": Share(1.0, neighbours=1.0, changed=0.3, strange=0.1),
}
STUDENT_COURSE = Course(steps=4_300, seed=0, peak=1.5e-4)

MEASURED: Recipe = {
    "squadshifts-wiki": Share(strange=1.0),
    "squadshifts-reddit": Share(0.5),
    "squad2-part": Share(1.0),
    "fairytaleqa": Share(1.0, neighbours=1.0),
}
