"""Plain text: stored as it is; it has no title of its own."""

from __future__ import annotations

from index.loading.decoding import decode_story
from index.loading.limits import LoadingLimits
from index.loading.loaded import Loaded


def read(data: bytes, label: str, _limits: LoadingLimits) -> Loaded:
    """The story's text, and no title; raises ``LoadingError``."""
    return Loaded(decode_story(data, label))
