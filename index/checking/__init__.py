"""Words that somebody wrote -> whether a story has them, and what differs."""

from index.checking.check import LONGEST_MESSAGE, check_words
from index.checking.outcome import (
    ChangeKind,
    CheckedWords,
    Difference,
    Standing,
    WarningKind,
    WordChange,
    WordWarning,
)

__all__ = [
    "LONGEST_MESSAGE",
    "ChangeKind",
    "CheckedWords",
    "Difference",
    "Standing",
    "WarningKind",
    "WordChange",
    "WordWarning",
    "check_words",
]
