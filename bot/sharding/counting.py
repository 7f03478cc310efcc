"""How many shards there are: one number for all processes that share a database."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.sharding.names import PROCESS

if TYPE_CHECKING:
    from index import Libraries

_COUNT = "discord.shard_count"
_TURN = "shard_count"
_TURN_SECONDS = 30.0
_LOOK_SECONDS = 0.2


class ShardsError(Exception):
    """This process cannot join the others; its text is one sentence that ends with what to do."""


def agree(
    libraries: Libraries, me: str, wanted: int | None, recommended: int, seconds: float
) -> int:
    """Return how many shards there are, and announce this process; on a thread.

    Args:
        libraries: those of the database that the processes share.
        me: the holder of what this process claims.
        wanted: what this process's settings say, if they say it.
        recommended: what Discord recommends, which counts if nobody says anything.
        seconds: for how long this process is announced.

    Raises:
        ShardsError: other processes serve another number of shards than is wanted here.
        StorageError, LibraryBusyError: the database cannot be asked.
    """
    claims = libraries.claims
    while not claims.claim(_TURN, me, _TURN_SECONDS):
        time.sleep(_LOOK_SECONDS)
    try:
        others = len(claims.held(PROCESS).keys() - {f"{PROCESS}{me}"})
        stored = stored_count(libraries)
        if others and stored is not None:
            count = _same(stored, wanted, others)
        else:
            count = wanted or recommended
            libraries.set_setting(_COUNT, str(count))
        claims.claim(f"{PROCESS}{me}", me, seconds)
    finally:
        claims.release(me, [_TURN])
    return count


def stored_count(libraries: Libraries) -> int | None:
    """How many shards there are; None before the first process said it. Raises as ``agree``."""
    stored = libraries.setting(_COUNT)
    return None if stored is None else int(stored)


def _same(stored: int, wanted: int | None, others: int) -> int:
    if wanted not in {None, stored}:
        raise ShardsError(
            f"The other processes of this database ({others}) divide Discord into {stored} shards"
            f" and SHARD_COUNT is {wanted} here; stop them all first, or set SHARD_COUNT={stored}."
        )
    return stored
