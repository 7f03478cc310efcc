"""Questions with known answers -> measured figures."""

from __future__ import annotations

from index.evaluation.asking import Asker, Evaluation, evaluate
from index.evaluation.figures import Figures, Rate, Verdict
from index.evaluation.questions import KnownQuestion, read_questions

__all__ = [
    "Asker",
    "Evaluation",
    "Figures",
    "KnownQuestion",
    "Rate",
    "Verdict",
    "evaluate",
    "read_questions",
]
