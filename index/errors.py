"""Everything that can go wrong in a library; every message ends with what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Fact = str | int | tuple[str, ...]
"""What the sentence of an error names."""


class StoryIndexError(Exception):
    """Base of all errors of this package; its text may be shown to those who asked.

    Args:
        message: one sentence in English that ends with what to do.
        reason: which of its class's sentences it is, where a class has several.
        facts: what the sentence names, so that it can be said in other languages.
    """

    def __init__(self, message: str, /, *, reason: str = "", **facts: Fact) -> None:
        super().__init__(message)
        self.reason = reason
        self.facts: Mapping[str, Fact] = facts


class OperatorError(StoryIndexError):
    """What those who run the program have to mend; the text may name folders and commands."""


class LoadingError(StoryIndexError):
    """A file cannot become a story."""


class StoryNotFoundError(StoryIndexError):
    """No story of the library has this name, title or id.

    Args:
        message: the sentence.
        name: what was looked for, as it was typed.
        near: names of stories that are like it, the nearest first.
    """

    def __init__(self, message: str, /, *, name: str = "", near: Sequence[str] = ()) -> None:
        super().__init__(message, name=name, near=tuple(near))


class StoryGoneError(StoryNotFoundError):
    """The story of a number, which is never typed by hand, was removed."""


class NoStoriesError(StoryNotFoundError):
    """The library is empty."""


class StoryExistsError(StoryIndexError):
    """The library has a story of this name already."""


class StoryTwinError(StoryIndexError):
    """The library has this text already, or nearly: ``reason`` is "same" or "nearly".

    Args:
        message: the sentence.
        reason: which of the two.
        name: the name of the story that it is like.
    """

    def __init__(self, message: str, /, *, reason: str, name: str) -> None:
        super().__init__(message, reason=reason, name=name)


class QuotaError(StoryIndexError):
    """A library may not grow further; ``reason`` is "stories", "characters" or "hour".

    Args:
        message: the sentence.
        reason: which limit.
        limit: what it is.
    """

    def __init__(self, message: str, /, *, reason: str, limit: int) -> None:
        super().__init__(message, reason=reason, limit=limit)


class StoryUnclearError(StoryIndexError):
    """Several stories could be meant and none was named.

    Args:
        message: the sentence.
        names: the names of the stories that could be meant, or the first of them.
        more: how many others there are.
    """

    def __init__(self, message: str, /, *, names: Sequence[str] = (), more: int = 0) -> None:
        super().__init__(message, names=tuple(names), more=more)


class NothingReadError(StoryIndexError):
    """No whole sentence of a story lies before the ceiling of the one who asks."""


class NoSuchPlaceError(StoryIndexError):
    """A story has no such paragraph, chapter or percentage."""


class QuestionError(StoryIndexError):
    """A question or some words to find cannot be used."""


class QuizError(StoryIndexError):
    """A story has too little in it for a round of the quiz."""


class QuestionFileError(StoryIndexError):
    """A file of questions with known answers cannot be used."""


class EncoderError(OperatorError):
    """The encoder's weights are missing, damaged, or not to be had without a network."""


class EncoderMismatchError(OperatorError):
    """The stored vectors come from another encoder than the one that is set."""


class ReaderError(OperatorError):
    """The reader's weights are missing, damaged, unfit, or not to be had without a network."""


class LibraryBusyError(OperatorError):
    """Another process is changing the library."""


class StorageError(OperatorError):
    """The library's database cannot be opened, read or written."""


class StorageUnavailableError(StorageError):
    """The library's database cannot be reached just now; it may be back in a moment."""


class JobLostError(OperatorError):
    """A job is another process's by now, or was cancelled; nothing may be stored for it."""


class NoLibraryError(OperatorError):
    """The data folder holds no library of this server."""


class CarryingError(OperatorError):
    """An archive or a backup cannot be written or read, or is not what it says it is."""


class VectorError(OperatorError):
    """A vector is not finite, not normalised, or of the wrong size."""
