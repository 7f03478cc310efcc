"""Shards as they stand in a setting: ``0-3,7``."""

from __future__ import annotations

import re

MOST = 100_000
"""Shards that an application may have; far more than Discord gives out."""
_PART = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")


def listed(text: str) -> tuple[int, ...]:
    """Return the numbers of a list of numbers and ranges, ascending, each once.

    Raises:
        ValueError: it is no such list.
    """
    found: set[int] = set()
    for part in filter(None, (part.strip() for part in text.split(","))):
        match = _PART.fullmatch(part)
        if match is None:
            raise ValueError(f"“{part}” is no shard; write numbers and ranges such as 0-3,7")
        first, last = int(match[1]), int(match[2] or match[1])
        if not first <= last < MOST:
            raise ValueError(f"“{part}” does not ascend to less than {MOST}; write it as 0-3")
        found.update(range(first, last + 1))
    return tuple(sorted(found))
