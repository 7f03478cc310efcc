"""Questions with known answers -> measured figures."""

from __future__ import annotations

from index.evaluation.asking import Asker, Evaluation, evaluate
from index.evaluation.conversing import Conversations, Converser, DialogueFigures, converse
from index.evaluation.dialogues import Dialogue, DialogueFile, stories_of
from index.evaluation.examining import Examination, examination, read_known
from index.evaluation.figures import Figures, Rate, SpanFigures
from index.evaluation.formats import TextFile
from index.evaluation.known import KnownQuestion
from index.evaluation.measures import Latency
from index.evaluation.plotting import precision_plot
from index.evaluation.questions import read_questions
from index.evaluation.verdicts import Verdict

__all__ = [
    "Asker",
    "Conversations",
    "Converser",
    "Dialogue",
    "DialogueFigures",
    "DialogueFile",
    "Evaluation",
    "Examination",
    "Figures",
    "KnownQuestion",
    "Latency",
    "Rate",
    "SpanFigures",
    "TextFile",
    "Verdict",
    "converse",
    "evaluate",
    "examination",
    "precision_plot",
    "read_known",
    "read_questions",
    "stories_of",
]
