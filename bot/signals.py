"""SIGINT and SIGTERM end the program cleanly; a second one ends it at once."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

_log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 5.0


async def until_signalled(
    work: Coroutine[Any, Any, None], close: Callable[[], Awaitable[None]]
) -> None:
    """Run ``work`` to its end, or ``close`` it when a signal comes; raises what it raises."""
    stop = asyncio.Event()
    with _handled(stop):
        working = asyncio.create_task(work)
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if working.done():
            await working
            return
        _log.info("Stopping; answers under way are finished first.")
        await close()
        await asyncio.wait({working}, timeout=_PATIENCE_SECONDS)
        working.cancel()
        # A start that is broken off may fail in any way, and nobody waits for it any more.
        await asyncio.gather(working, return_exceptions=True)


@contextmanager
def _handled(stop: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()

    def ask_to_stop(number: int) -> None:
        if stop.is_set():
            # The database survives this; whoever asks twice does not want to wait.
            os._exit(128 + number)
        stop.set()

    def later(number: int, _frame: object) -> None:
        loop.call_soon_threadsafe(ask_to_stop, number)

    # signal.signal and not the loop's own handlers, which Windows does not have.
    before = {number: signal.signal(number, later) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
