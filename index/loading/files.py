"""A file -> a story that was checked and may be stored."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from pathlib import Path

from index.domain import StoryDraft
from index.errors import LoadingError
from index.loading import markdown, text
from index.loading.decoding import check_file, read_bytes

Format = Callable[[bytes, Path], tuple[str, str | None]]
"""Turns a file's bytes into the text to store and its title, if it has one of its own."""

FORMATS: dict[str, Format] = {".txt": text.read, ".md": markdown.read}

_MAX_NAME = 100
"""Characters; a name travels as the value of a Discord choice, which holds no more."""
_MAX_TITLE = 200
"""Characters; a longer heading is a paragraph that was marked up wrongly."""


def load_story(path: Path, *, name: str | None = None, max_bytes: int) -> StoryDraft:
    """Load the story in ``path``, a UTF-8 file of at most ``max_bytes``.

    It is named ``name``, else by the file's stem. Its title is the one the format gives, such
    as a Markdown file's first heading, else the stem made readable.

    Raises:
        LoadingError: the file cannot become a story; the message says what to do.
    """
    check_file(path)
    read = FORMATS.get(path.suffix.lower())
    if read is None:
        known = " or ".join(FORMATS)
        raise LoadingError(f"{path} has no known format; save it as a {known} file")
    story, title = read(read_bytes(path, max_bytes), path)
    if not story.strip():
        raise LoadingError(f"{path} is empty; write the story into it first")
    if not any(character.isalnum() for character in story):
        raise LoadingError(f"{path} holds no words; write the story into it first")
    checked = _checked_name(path.stem if name is None else name, path)
    return StoryDraft(name=checked, title=_title(title, path.stem, checked), text=story)


def _checked_name(name: str, path: Path) -> str:
    name = name.strip()
    if not name or not name.isprintable():
        raise LoadingError(f"{path} needs a readable name for the story; give one with --name")
    if len(name) > _MAX_NAME:
        raise LoadingError(
            f"The name of the story in {path} is longer than {_MAX_NAME} characters; give a"
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
