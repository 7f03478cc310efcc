"""How often one member may ask."""

from __future__ import annotations

import time

from discord.app_commands import Cooldown
from discord.ext.commands import CooldownMapping

from bot.errors import CoolingDownError


class Cooldowns:
    """One question per member in ``seconds``, however it is asked; 0 for no limit."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._asked = self._mapping()
        self._told = self._mapping()

    def check(self, member_id: int) -> None:
        """Count a question of this member.

        Raises:
            CoolingDownError: it comes too soon after the one before.
        """
        if not self._seconds:
            return
        now = time.monotonic()
        wait = self._asked.update_rate_limit(member_id, now)
        if wait:
            told = self._told.update_rate_limit(member_id, now) is not None
            raise CoolingDownError(wait, told=told)

    def _mapping(self) -> CooldownMapping[int]:
        return CooldownMapping(Cooldown(1, self._seconds or 1), lambda member_id: member_id)
