"""How long one address may take, over everything that is done for it."""

from __future__ import annotations

import time
from collections.abc import Callable

TICK = 0.2
"""Seconds between two looks at whether the work was cancelled."""


class CancelledError(Exception):
    """Whoever asked for the page took it back."""


class Deadline:
    """A moment after which nothing is waited for, and a question whether to go on at all."""

    def __init__(self, seconds: float, cancelled: Callable[[], bool] | None = None) -> None:
        self._end = time.monotonic() + seconds
        self._cancelled = cancelled

    def left(self, at_most: float = float("inf")) -> float:
        """Seconds that are left, more than 0 and no more than ``at_most``.

        Raises:
            TimeoutError: none is left.
            CancelledError: the work was cancelled.
        """
        if self._cancelled is not None and self._cancelled():
            raise CancelledError
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, at_most)
