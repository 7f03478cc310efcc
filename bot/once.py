"""What was begun already: Discord may deliver an event twice, or again when a session resumes."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final

from index import StoryIndexError

_log = logging.getLogger(__name__)

KEPT: Final = 10_000
"""Names that are remembered; what Discord repeats is minutes old at most."""

PATIENCE_SECONDS: Final = 1.0
"""How long others are asked; Discord waits three seconds for a first answer."""

First = Callable[[str], Awaitable[bool]]
"""Whether nobody else, in any process, has begun what has this name."""


class Once:
    """Lets each event through once.

    Args:
        kept: how many names are remembered.
    """

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._begun: OrderedDict[str, None] = OrderedDict()
        self.elsewhere: First | None = None
        """Asks the other processes that may be sent the same events; None where there are none."""

    def begins(self, name: str) -> bool:
        """Whether this process has not begun it yet; from now on it has."""
        if name in self._begun:
            return False
        self._begun[name] = None
        if len(self._begun) > self._kept:
            self._begun.popitem(last=False)
        return True

    async def first(self, name: str) -> bool:
        """Whether neither this process nor another one has begun it; from now on this one has."""
        if not self.begins(name):
            return False
        if self.elsewhere is None:
            return True
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self.elsewhere(name)
        except (StoryIndexError, TimeoutError) as error:
            # Then Discord decides: it takes one first answer to an interaction, and refuses a
            # second message that has the nonce of the first.
            _log.warning("It is not known whether others have begun it (%s).", type(error).__name__)
            return True
