"""A story -> passages -> vectors -> hits -> answer: the public face of this package.

Importing it is quick: what stands on FAISS, SQLAlchemy or the encoder is imported when it is
first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from index.domain import (
    Answer,
    Direction,
    Explanation,
    Hit,
    Passage,
    Quote,
    QuoteMatch,
    ReadPassage,
    Story,
    StoryDraft,
    StoryEntry,
    Summary,
    SummaryLength,
    Sureness,
)
from index.errors import (
    EncoderError,
    EncoderMismatchError,
    LibraryBusyError,
    LoadingError,
    NoStoriesError,
    OperatorError,
    QuestionError,
    QuestionFileError,
    ReaderError,
    StorageError,
    StoryExistsError,
    StoryGoneError,
    StoryIndexError,
    StoryNotFoundError,
    StoryUnclearError,
    VectorError,
)
from index.progress import Progress, silent

if TYPE_CHECKING:
    from index.conversation import Turn
    from index.doctor import Check, CheckState, diagnose
    from index.evaluation import (
        Evaluation,
        Examination,
        Figures,
        KnownQuestion,
        Rate,
        SpanFigures,
        TextFile,
        evaluate,
        examination,
        precision_plot,
        read_known,
        read_questions,
    )
    from index.library import Library
    from index.loading import load_story
    from index.options import LibraryOptions
    from index.people import Person, PersonKind, complete_people, find_person, people_of

__all__ = [
    "Answer",
    "Check",
    "CheckState",
    "Direction",
    "EncoderError",
    "EncoderMismatchError",
    "Evaluation",
    "Examination",
    "Explanation",
    "Figures",
    "Hit",
    "KnownQuestion",
    "Library",
    "LibraryBusyError",
    "LibraryOptions",
    "LoadingError",
    "NoStoriesError",
    "OperatorError",
    "Passage",
    "Person",
    "PersonKind",
    "Progress",
    "QuestionError",
    "QuestionFileError",
    "Quote",
    "QuoteMatch",
    "Rate",
    "ReadPassage",
    "ReaderError",
    "SpanFigures",
    "StorageError",
    "Story",
    "StoryDraft",
    "StoryEntry",
    "StoryExistsError",
    "StoryGoneError",
    "StoryIndexError",
    "StoryNotFoundError",
    "StoryUnclearError",
    "Summary",
    "SummaryLength",
    "Sureness",
    "TextFile",
    "Turn",
    "VectorError",
    "complete_people",
    "diagnose",
    "evaluate",
    "examination",
    "find_person",
    "load_story",
    "people_of",
    "precision_plot",
    "read_known",
    "read_questions",
    "silent",
]

_LATER = {
    "Turn": "index.conversation",
    "Check": "index.doctor",
    "CheckState": "index.doctor",
    "diagnose": "index.doctor",
    "Evaluation": "index.evaluation",
    "Examination": "index.evaluation",
    "Figures": "index.evaluation",
    "KnownQuestion": "index.evaluation",
    "Rate": "index.evaluation",
    "SpanFigures": "index.evaluation",
    "TextFile": "index.evaluation",
    "evaluate": "index.evaluation",
    "examination": "index.evaluation",
    "precision_plot": "index.evaluation",
    "read_known": "index.evaluation",
    "read_questions": "index.evaluation",
    "Library": "index.library",
    "LibraryOptions": "index.options",
    "load_story": "index.loading",
    "Person": "index.people",
    "PersonKind": "index.people",
    "complete_people": "index.people",
    "find_person": "index.people",
    "people_of": "index.people",
}


def __getattr__(name: str) -> object:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
