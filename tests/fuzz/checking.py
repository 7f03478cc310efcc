"""What must hold of every file, whatever is in it."""

from __future__ import annotations

from index.domain import StoryDraft
from index.errors import LoadingError
from index.loading.files import draft_of, read_stories
from index.loading.limits import LoadingLimits
from index.loading.web import article
from index.loading.wire import GarbledError, drafts_of, lines_of

ARTICLE = ".article"
"""Stands for a web page of which only the article is read."""
ANSWER = ".answer"
"""Stands for what a process that parses says, taken over or not."""

LIMITS = LoadingLimits(
    max_bytes=2_000_000,
    max_unpacked_bytes=5_000_000,
    max_characters=1_000_000,
    max_pages=100,
    max_files=20,
)
"""Small ones, so that the limits themselves are met."""
_MAX_MESSAGE = 300
_TRACES = ("Traceback", "Error(", "0x", "Exception", "site-packages", "/usr/")


class BrokenPromiseError(AssertionError):
    """A reader gave something that it never may give."""


def check(data: bytes, filename: str) -> bool:
    """Read a file as the process that parses does; return whether it became stories.

    Raises:
        BrokenPromiseError: it became something else, or was refused in unclear words.
        Exception: any error of a reader other than those that such a process tells apart.
    """
    try:
        drafts = _read(data, filename)
    except LoadingError as error:
        check_words(str(error))
        return False
    except (GarbledError, MemoryError, RecursionError):
        return False  # each of them is told by a sentence of its own
    if drafts_of(b"".join(lines_of(drafts)), LIMITS) != drafts:
        raise BrokenPromiseError("a story changes on its way between the processes")
    return True


def _read(data: bytes, filename: str) -> tuple[StoryDraft, ...]:
    if filename.endswith(ANSWER):
        return drafts_of(data, LIMITS)
    if filename.endswith(ARTICLE):
        return (draft_of(article.read(data, filename, LIMITS), "a", filename, None, LIMITS),)
    return read_stories(data, filename, limits=LIMITS)


def check_words(message: str) -> None:
    """Check that what is told is one clear sentence."""
    if not message.isprintable() or len(message) > _MAX_MESSAGE:
        raise BrokenPromiseError(f"an unclear message: {message[:500]!r}")
    if any(trace in message for trace in _TRACES):
        raise BrokenPromiseError(f"a message with traces of code: {message!r}")
