"""How often one member may ask."""

from __future__ import annotations

import time

from bot.errors import CoolingDownError

Asker = tuple[int | None, int]
"""A server, None in direct messages, and a member."""


class Cooldowns:
    """One question per asker in some seconds, however it is asked."""

    def __init__(self) -> None:
        self._until: dict[Asker, float] = {}
        self._told: set[Asker] = set()

    def forget(self, member: int) -> None:
        """Forget when a member asked, in every server."""
        self._until = {asker: until for asker, until in self._until.items() if asker[1] != member}
        self._told &= self._until.keys()

    def check(self, asker: Asker, seconds: float) -> None:
        """Count a question; the next one may come in ``seconds``, 0 for at once.

        Raises:
            CoolingDownError: it comes too soon after the one before.
        """
        now = time.monotonic()
        # Few members ask within one cooldown, so forgetting the others each time is cheap.
        self._until = {other: until for other, until in self._until.items() if until > now}
        self._told &= self._until.keys()
        if asker not in self._until:
            self._until[asker] = now + seconds
            return
        told = asker in self._told
        self._told.add(asker)
        raise CoolingDownError(self._until[asker] - now, told=told)
