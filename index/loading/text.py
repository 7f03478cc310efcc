"""Plain text: stored as it is; it has no title of its own."""

from __future__ import annotations

from pathlib import Path

from index.loading.decoding import decode


def read(data: bytes, path: Path) -> tuple[str, str | None]:
    """The story's text, and no title; raises ``LoadingError``."""
    return decode(data, path), None
