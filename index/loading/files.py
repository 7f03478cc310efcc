"""A file -> the stories in it, checked, so that they may be stored."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePath
from typing import cast

from index.domain import StoryDraft
from index.errors import LoadingError
from index.loading import archives
from index.loading.blocks import language_code
from index.loading.cleaning import one_line
from index.loading.decoding import check_file, read_bytes
from index.loading.kinds import refuse_lie
from index.loading.limits import LoadingLimits
from index.loading.loaded import Format, Loaded
from index.loading.refusals import too_deep, too_long


def _reader(module: str) -> Format:
    """The reader of a format, whose libraries are imported when the first such file comes."""

    def read(data: bytes, label: str, limits: LoadingLimits) -> Loaded:
        read = cast("Format", import_module(f"index.loading.{module}").read)
        return read(data, label, limits)

    return read


FORMATS: dict[str, Format] = {
    ".txt": _reader("text"),
    ".md": _reader("markdown"),
    ".html": _reader("html"),
    ".htm": _reader("html"),
    ".pdf": _reader("pdf"),
    ".docx": _reader("docx"),
    ".epub": _reader("epub"),
    ".odt": _reader("odt"),
    ".rtf": _reader("rtf"),
}
"""The reader of each file name's ending, in small letters."""
ARCHIVE = ".zip"
_SAME = {".htm": ".html"}

_MAX_NAME = 100
"""Characters; a name travels as the value of a Discord choice, which holds no more."""
_MAX_TITLE = 200
"""Characters; a longer heading is a paragraph that was marked up wrongly."""
_MAX_AUTHOR = 200
_MAX_LABEL = 80
"""Characters of a file's name in a message."""
_ARCHIVE_STORIES = 2
"""All stories of an archive together, in times the characters that one may have."""


def load_story(path: Path, *, name: str | None = None, max_bytes: int) -> StoryDraft:
    """Load the one story in ``path``, a file of at most ``max_bytes``, in this process.

    Raises:
        LoadingError: as ``read_stories`` does, or the file cannot be read.
    """
    check_file(path)
    limits = LoadingLimits(max_bytes=max_bytes)
    return _story(read_bytes(path, max_bytes), path.name, str(path), name, limits)


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
            f"{label} is larger than {limits.max_bytes:,} bytes; split it into several files",
            reason="too-large",
            file=label,
            limit=limits.max_bytes,
        )
    if PurePath(filename).suffix.lower() != ARCHIVE:
        return (_story(data, filename, label, name, limits),)
    refuse_lie(data, PurePath(filename).stem, ARCHIVE, label)
    drafts = tuple(_of_archive(data, label, limits))
    return drafts if name is None else (_renamed(drafts, name, label),)


def shown(filename: str) -> str:
    """A file's name as a message shows it: printable, on one line, and not too long."""
    printable = "".join(c if c.isprintable() else "�" for c in _last_part(filename))
    if len(printable) <= _MAX_LABEL:
        return printable or "The file"
    return f"{printable[: _MAX_LABEL - 21]}…{printable[-20:]}"


def _last_part(filename: str) -> str:
    """A file's name without folders, of whichever system it comes from."""
    return re.split(r"[/\\]", filename)[-1]


def _story(
    data: bytes, filename: str, label: str, name: str | None, limits: LoadingLimits
) -> StoryDraft:
    path = PurePath(_last_part(filename))
    ending = path.suffix.lower()
    refuse_lie(data, shown(path.stem), _SAME.get(ending, ending), label)
    read = FORMATS.get(ending)
    if read is None:
        raise LoadingError(
            f"{label} has no known format; save it as a {', '.join(FORMATS)} or {ARCHIVE} file",
            reason="unknown-format",
            file=label,
            known=(*FORMATS, ARCHIVE),
        )
    try:
        loaded = read(data, label, limits)
    except RecursionError:
        raise too_deep(label) from None
    return draft_of(loaded, path.stem, label, name, limits)


def _of_archive(data: bytes, label: str, limits: LoadingLimits) -> Iterator[StoryDraft]:
    """The stories of an archive, each with a name of its own."""
    left = _ARCHIVE_STORIES * limits.max_characters
    taken: set[str] = set()
    for filename, member in archives.members(data, label, limits, frozenset(FORMATS)):
        name = _free(_usable(PurePath(filename).stem), taken)
        taken.add(name.casefold())
        draft = _story(member, filename, f"{shown(filename)} in {label}", name, limits)
        left -= len(draft.text)
        if left < 0:
            raise too_long(label, _ARCHIVE_STORIES * limits.max_characters)
        yield draft


def _usable(stem: str) -> str:
    printable = "".join(c for c in stem if c.isprintable()).strip()
    return printable[: _MAX_NAME - 8].strip() or "story"


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name} ({number})"
    return free


def _renamed(drafts: tuple[StoryDraft, ...], name: str, label: str) -> StoryDraft:
    if len(drafts) > 1:
        raise LoadingError(
            f"{label} holds {len(drafts)} stories, which cannot share a name; add it without one",
            reason="one-name",
            file=label,
            count=len(drafts),
        )
    return replace(drafts[0], name=_checked_name(name, label))


def draft_of(
    loaded: Loaded, stem: str, label: str, name: str | None, limits: LoadingLimits
) -> StoryDraft:
    """Check what was read and name it ``name``, else ``stem``.

    Raises:
        LoadingError: it is too long, there are no words in it, or the name cannot be used.
    """
    if len(loaded.text) > limits.max_characters:
        raise too_long(label, limits.max_characters)
    if not loaded.text.strip():
        raise LoadingError(
            f"{label} is empty; write the story into it first", reason="empty", file=label
        )
    if not any(character.isalnum() for character in loaded.text):
        raise LoadingError(
            f"{label} holds no words; write the story into it first", reason="no-words", file=label
        )
    checked = _checked_name(stem if name is None else name, label)
    return StoryDraft(
        name=checked,
        title=_title(loaded.title, stem, checked),
        text=loaded.text,
        language=language_code(loaded.language) or "en",
        author=one_line(loaded.author, _MAX_AUTHOR),
        published=loaded.published,
        headings=loaded.headings,
    )


def _checked_name(name: str, label: str) -> str:
    name = name.strip()
    if not name or not name.isprintable():
        raise LoadingError(
            f"{label} needs a readable name for the story; give one with --name",
            reason="no-name",
            file=label,
        )
    if len(name) > _MAX_NAME:
        raise LoadingError(
            f"The name of the story in {label} is longer than {_MAX_NAME} characters; give a"
            " shorter one with --name",
            reason="long-name",
            file=label,
            limit=_MAX_NAME,
        )
    return name


def _title(title: str | None, stem: str, name: str) -> str:
    readable = title or re.sub(r"[\s_-]+", " ", stem).strip()
    if not readable.isprintable() or not readable:
        readable = name
    if title is None:
        readable = readable[:1].upper() + readable[1:]
    return textwrap.shorten(readable, _MAX_TITLE, placeholder=" …")
