"""What doctor says of the processes that divide Discord's shards among themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.opening import open_libraries
from bot.settings import Settings
from bot.sharding.counting import stored_count
from bot.sharding.names import PROCESS, SHARD
from index import StoryIndexError

if TYPE_CHECKING:
    from index import Check

_NAME = "Shards"


def shard_checks(settings: Settings) -> Iterator[Check]:
    """How many shards are served and by how many processes, if they are claimed."""
    from index import Check, CheckState

    if not settings.shard.claim:
        return
    try:
        with open_libraries(settings) as libraries:
            count = stored_count(libraries)
            held, processes = libraries.claims.held(SHARD), libraries.claims.held(PROCESS)
    except StoryIndexError as error:
        yield Check(_NAME, CheckState.FAILED, str(error), "see to the database first")
        return
    found = f"{len(held)} of {count or 0} are served, by {_processes(len(processes))}"
    if not processes:
        yield Check(_NAME, CheckState.NOTE, found, "start the bot with `verse run`")
    elif len(held) == count:
        yield Check(_NAME, CheckState.FINE, found)
    else:
        yield Check(
            _NAME,
            CheckState.NOTE,
            found,
            "the others are claimed within half a minute; if not, look into the bot's log",
        )


def _processes(number: int) -> str:
    return "1 process" if number == 1 else f"{number} processes"
