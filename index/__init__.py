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
    NoSuchPlaceError,
    NothingReadError,
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
from index.records import (
    AnsweredRound,
    AskedQuestion,
    Feedback,
    Gap,
    GapKind,
    KeptQuestion,
    MemberData,
    MemberScore,
    Records,
    ServerSetting,
    Versions,
    direct_server,
)

if TYPE_CHECKING:
    from index.ceilings import HowFar, ceiling_of, how_far
    from index.chapters import Chapter, chapters
    from index.checking import (
        ChangeKind,
        CheckedWords,
        Difference,
        Standing,
        WarningKind,
        WordChange,
        WordWarning,
    )
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
    from index.picturing import Picture, map_picture
    from index.readable import Readable
    from index.shielding import ShieldedLibrary
    from index.story_text import StoryText
    from index.timeline import Event, in_time_order, timeline_of, told_on

__all__ = [
    "Answer",
    "AnsweredRound",
    "AskedQuestion",
    "ChangeKind",
    "Chapter",
    "Check",
    "CheckState",
    "CheckedWords",
    "Difference",
    "Direction",
    "EncoderError",
    "EncoderMismatchError",
    "Evaluation",
    "Event",
    "Examination",
    "Explanation",
    "Feedback",
    "Figures",
    "Gap",
    "GapKind",
    "Hit",
    "HowFar",
    "KeptQuestion",
    "KnownQuestion",
    "Library",
    "LibraryBusyError",
    "LibraryOptions",
    "LoadingError",
    "MemberData",
    "MemberScore",
    "NoStoriesError",
    "NoSuchPlaceError",
    "NothingReadError",
    "OperatorError",
    "Passage",
    "Person",
    "PersonKind",
    "Picture",
    "Progress",
    "QuestionError",
    "QuestionFileError",
    "Quote",
    "QuoteMatch",
    "Rate",
    "ReadPassage",
    "Readable",
    "ReaderError",
    "Records",
    "ServerSetting",
    "ShieldedLibrary",
    "SpanFigures",
    "Standing",
    "StorageError",
    "Story",
    "StoryDraft",
    "StoryEntry",
    "StoryExistsError",
    "StoryGoneError",
    "StoryIndexError",
    "StoryNotFoundError",
    "StoryText",
    "StoryUnclearError",
    "Summary",
    "SummaryLength",
    "Sureness",
    "TextFile",
    "Turn",
    "VectorError",
    "Versions",
    "WarningKind",
    "WordChange",
    "WordWarning",
    "ceiling_of",
    "chapters",
    "complete_people",
    "diagnose",
    "direct_server",
    "evaluate",
    "examination",
    "find_person",
    "how_far",
    "in_time_order",
    "load_story",
    "map_picture",
    "people_of",
    "precision_plot",
    "read_known",
    "read_questions",
    "silent",
    "timeline_of",
    "told_on",
]

_LATER = {
    "HowFar": "index.ceilings",
    "ceiling_of": "index.ceilings",
    "how_far": "index.ceilings",
    "Chapter": "index.chapters",
    "chapters": "index.chapters",
    "ShieldedLibrary": "index.shielding",
    "StoryText": "index.story_text",
    "ChangeKind": "index.checking",
    "CheckedWords": "index.checking",
    "Difference": "index.checking",
    "Standing": "index.checking",
    "WarningKind": "index.checking",
    "WordChange": "index.checking",
    "WordWarning": "index.checking",
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
    "Readable": "index.readable",
    "load_story": "index.loading",
    "Person": "index.people",
    "PersonKind": "index.people",
    "complete_people": "index.people",
    "find_person": "index.people",
    "people_of": "index.people",
    "Picture": "index.picturing",
    "map_picture": "index.picturing",
    "Event": "index.timeline",
    "in_time_order": "index.timeline",
    "timeline_of": "index.timeline",
    "told_on": "index.timeline",
}


def __getattr__(name: str) -> object:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
