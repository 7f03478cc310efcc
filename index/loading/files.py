"""A file -> the stories in it, checked, so that they may be stored."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path, PurePath

from index.domain import StoryDraft
from index.errors import LoadingError
from index.loading import markdown, text
from index.loading.decoding import check_file, read_bytes
from index.loading.limits import LoadingLimits
from index.loading.loaded import Format, Loaded

FORMATS: dict[str, Format] = {".txt": text.read, ".md": markdown.read}
"""The reader of each file name's ending, in small letters."""

_MAX_NAME = 100
"""Characters; a name travels as the value of a Discord choice, which holds no more."""
_MAX_TITLE = 200
"""Characters; a longer heading is a paragraph that was marked up wrongly."""
_MAX_LABEL = 80
"""Characters of a file's name in a message."""


def load_story(path: Path, *, name: str | None = None, max_bytes: int) -> StoryDraft:
    """Load the one story in ``path``, a file of at most ``max_bytes``, in this process.

    Raises:
        LoadingError: as ``read_stories`` does, or the file cannot be read.
    """
    check_file(path)
    limits = LoadingLimits(max_bytes=max_bytes)
    (draft,) = _drafts(read_bytes(path, max_bytes), path.name, str(path), name, limits)
    return draft


def read_stories(
    data: bytes, filename: str, *, name: str | None = None, limits: LoadingLimits
) -> tuple[StoryDraft, ...]:
    """Read the stories in a file's bytes, in this process: one, or several of an archive.

    A story is named ``name``, else by its file's stem. Its title is the one the format gives,
    such as a Markdown file's first heading, else the stem made readable.

    Raises:
        LoadingError: the file cannot become a story; the message says what to do.
    """
    label = shown(filename)
    if len(data) > limits.max_bytes:
        raise LoadingError(
            f"{label} is larger than {limits.max_bytes:,} bytes; split it into several files"
        )
    return _drafts(data, filename, label, name, limits)


def shown(filename: str) -> str:
    """A file's name as a message shows it: printable, on one line, and not too long."""
    base = re.split(r"[/\\]", filename)[-1]
    printable = "".join(c if c.isprintable() else "�" for c in base)
    if len(printable) <= _MAX_LABEL:
        return printable or "The file"
    return f"{printable[: _MAX_LABEL - 21]}…{printable[-20:]}"


def _drafts(
    data: bytes, filename: str, label: str, name: str | None, limits: LoadingLimits
) -> tuple[StoryDraft, ...]:
    stem, suffix = PurePath(filename).stem, PurePath(filename).suffix.lower()
    read = FORMATS.get(suffix)
    if read is None:
        known = " or ".join(FORMATS)
        raise LoadingError(f"{label} has no known format; save it as a {known} file")
    return (draft_of(read(data, label, limits), stem, label, name),)


def draft_of(loaded: Loaded, stem: str, label: str, name: str | None) -> StoryDraft:
    """Check what was read and name it ``name``, else ``stem``.

    Raises:
        LoadingError: there are no words in it, or the name cannot be used.
    """
    if not loaded.text.strip():
        raise LoadingError(f"{label} is empty; write the story into it first")
    if not any(character.isalnum() for character in loaded.text):
        raise LoadingError(f"{label} holds no words; write the story into it first")
    checked = _checked_name(stem if name is None else name, label)
    return StoryDraft(
        name=checked,
        title=_title(loaded.title, stem, checked),
        text=loaded.text,
        language=loaded.language or "en",
        author=loaded.author,
        published=loaded.published,
        headings=loaded.headings,
    )


def _checked_name(name: str, label: str) -> str:
    name = name.strip()
    if not name or not name.isprintable():
        raise LoadingError(f"{label} needs a readable name for the story; give one with --name")
    if len(name) > _MAX_NAME:
        raise LoadingError(
            f"The name of the story in {label} is longer than {_MAX_NAME} characters; give a"
            " shorter one with --name"
        )
    return name


def _title(title: str | None, stem: str, name: str) -> str:
    readable = title or re.sub(r"[\s_-]+", " ", stem).strip()
    if not readable.isprintable() or not readable:
        readable = name
    if title is None:
        readable = readable[:1].upper() + readable[1:]
    return textwrap.shorten(readable, _MAX_TITLE, placeholder=" …")
