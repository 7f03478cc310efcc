"""Threads that may be left alone."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

_T = TypeVar("_T")


def on_thread(work: Callable[[], _T]) -> asyncio.Future[_T]:
    """Run something on a thread of its own, which may be left alone when it hangs."""
    future: Future[_T] = Future()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - the edge of the thread: whoever waits gets it
            future.set_exception(error)
        else:
            future.set_result(result)

    threading.Thread(target=run, name="add", daemon=True).start()
    return asyncio.wrap_future(future)
