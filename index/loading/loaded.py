"""What a format's reader gives: a text and what its file says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from index.domain import Heading
from index.loading.limits import LoadingLimits


@dataclass(frozen=True, slots=True)
class Loaded:
    """The text of one story with what its file says of it; unknown things are None."""

    text: str = field(repr=False)
    title: str | None = None
    author: str | None = None
    published: date | None = None
    language: str | None = None
    """An ISO 639-1 code."""
    headings: tuple[Heading, ...] = field(default=(), repr=False)
    """In the order of the text; spans of ``text``."""


Format = Callable[[bytes, str, LoadingLimits], Loaded]
"""Reads a file's bytes; the text names it in messages. Raises ``LoadingError``."""
