"""How often one member may ask."""

from __future__ import annotations

import time

from bot.errors import CoolingDownError


class Cooldowns:
    """One question per member in ``seconds``, however it is asked; 0 for no limit."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until: dict[int, float] = {}
        self._told: set[int] = set()

    def check(self, member_id: int) -> None:
        """Count a question of this member.

        Raises:
            CoolingDownError: it comes too soon after the one before.
        """
        now = time.monotonic()
        # Few members ask within one cooldown, so forgetting the others each time is cheap.
        self._until = {member: until for member, until in self._until.items() if until > now}
        self._told &= self._until.keys()
        if member_id not in self._until:
            self._until[member_id] = now + self._seconds
            return
        told = member_id in self._told
        self._told.add(member_id)
        raise CoolingDownError(self._until[member_id] - now, told=told)
