"""The pulse: a task that sleeps a little and measures how late the event loop wakes it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from time import perf_counter

BEAT_SECONDS = 0.02
ALIVE_SECONDS = 5.0
"""Without a beat for as long, the event loop does not turn."""
_RECENT_SECONDS = 60.0


class Pulse:
    """Beats while the event loop turns.

    Args:
        beat: called with each beat and the seconds that it came too late.
    """

    def __init__(self, beat: Callable[[float], None]) -> None:
        self._beat = beat
        self._last: float | None = None
        self.recent: deque[tuple[float, float]] = deque()
        """When the beats of the last minute were due, by ``perf_counter``, and their lags."""

    async def run(self) -> None:
        """Beat until cancelled."""
        while True:
            due = perf_counter() + BEAT_SECONDS
            await asyncio.sleep(BEAT_SECONDS)
            self._last = perf_counter()
            lag = max(0.0, self._last - due)
            self.recent.append((due, lag))
            while self.recent[0][0] < due - _RECENT_SECONDS:
                self.recent.popleft()
            self._beat(lag)

    def beats(self) -> bool:
        """Whether there was a beat in the last seconds."""
        return self._last is not None and perf_counter() - self._last < ALIVE_SECONDS

    def worst(self) -> float:
        """The longest lag of the last minute, in seconds."""
        return max((lag for _, lag in self.recent), default=0.0)
