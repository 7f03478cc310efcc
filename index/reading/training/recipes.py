"""What teacher and student learn from, and for how long."""

from __future__ import annotations

from index.reading.training.examples import Recipe, Share
from index.reading.training.loop import Course

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

MEASURED: Recipe = {
    "squadshifts-wiki": Share(strange=1.0),
    "squadshifts-reddit": Share(0.5),
    "squad2-part": Share(1.0),
    "fairytaleqa": Share(1.0, neighbours=1.0),
}
