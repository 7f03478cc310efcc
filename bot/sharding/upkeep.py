"""What processes that share a database do for one another beside serving their shards."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from typing import Final

from bot.sharding.names import FORGOTTEN
from bot.sharding.pace import Pace
from bot.sharding.processes import Processes
from index import Claim, StoryIndexError

_log = logging.getLogger(__name__)

_TOLD_SECONDS: Final = 120.0
"""For so long it stands in the database whom all processes are to forget."""


class Upkeep:
    """Forgets claims that ended, and what others were told to forget of a member."""

    def __init__(self, processes: Processes, forget: Callable[[int], None], pace: Pace) -> None:
        """Take the processes, what forgets a member in this one, and how often to look."""
        self._processes = processes
        self._forget = forget
        self._pace = pace
        self._told: Mapping[str, Claim] = {}

    async def tell(self, member: int) -> None:
        """Let all other processes forget what they remember of a member; raises as claims do."""
        name, me = f"{FORGOTTEN}{member}", self._processes.me
        # Released first, so that it is news to those who heard of the same member before.
        await self._processes.ask(lambda claims: claims.release(me, [name]))
        await self._processes.ask(lambda claims: claims.claim(name, me, _TOLD_SECONDS))

    async def keep(self) -> None:
        """Go on until this is cancelled."""
        tidied_at = time.monotonic()
        while True:
            try:
                await self._listen()
                if time.monotonic() - tidied_at >= self._pace.tidy_seconds:
                    tidied_at = time.monotonic()
                    await self._processes.ask(lambda claims: claims.tidy())
            except StoryIndexError as error:
                # Tried again in the next round.
                _log.debug("What the processes share cannot be seen to: %s", error)
            await asyncio.sleep(self._pace.round_seconds)

    async def _listen(self) -> None:
        told = await self._processes.ask(lambda claims: claims.held(FORGOTTEN))
        for name, claim in told.items():
            if self._told.get(name) != claim and claim.holder != self._processes.me:
                self._forget(int(name.removeprefix(FORGOTTEN)))
        self._told = told
