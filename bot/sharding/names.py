"""The names of what processes claim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

PROCESS: Final = "process:"
"""With its holder: that it is alive."""
SHARD: Final = "shard:"
"""With its number: that somebody serves it."""
FORGOTTEN: Final = "forgotten:"
"""With a member: that all processes are to forget what they remember of them."""
READY: Final = "ready:"
"""With the number of a shard: that whoever serves it was sent its servers."""


def of_ready(shards: Iterable[int]) -> list[str]:
    """The names of being ready for shards."""
    return [f"{READY}{shard}" for shard in shards]


def of_shards(shards: Iterable[int]) -> list[str]:
    """The names of shards."""
    return [f"{SHARD}{shard}" for shard in shards]


def shard_of(name: str) -> int:
    """The number of a shard by its name."""
    return int(name.partition(":")[2])
