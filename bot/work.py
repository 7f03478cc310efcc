"""Threads for work on text and models, with a bounded queue in front."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self, TypeVar

from bot.errors import BusyError, ClosingError

_T = TypeVar("_T")


class Work:
    """A small pool of threads that says no when too many wait for it.

    A place is taken before anything is promised to a member and kept until the work has really
    ended, also when nobody waits for it any more.
    """

    def __init__(self, *, threads: int, queue_size: int, name: str) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._places = threads + queue_size
        self._taken = 0
        self._running: set[asyncio.Future[Any]] = set()
        self._closed = False

    def place(self) -> Place:
        """Take a place, to be used as a context manager.

        Raises:
            BusyError: all places are taken.
            ClosingError: the pool is closing.
        """
        if self._closed:
            raise ClosingError
        if self._taken >= self._places:
            raise BusyError(self._taken)
        self._taken += 1
        return Place(self)

    async def run(self, function: Callable[[], _T]) -> _T:
        """Take a place and run ``function`` on a thread; raises as ``place`` and it do."""
        with self.place() as place:
            return await place.run(function)

    async def close(self, timeout_seconds: float) -> None:
        """Drop what waits, and wait for what runs, but not for ever."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._running:
            await asyncio.wait(self._running, timeout=timeout_seconds)

    def _submit(self, function: Callable[[], _T]) -> asyncio.Future[_T]:
        if self._closed:
            raise ClosingError
        future = asyncio.get_running_loop().run_in_executor(self._threads, function)
        self._running.add(future)
        future.add_done_callback(self._running.discard)
        return future

    def _release(self) -> None:
        self._taken -= 1


class Place:
    """One place in the queue; it is free again when the block and its work have ended."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._future: asyncio.Future[Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._future is None or self._future.done():
            self._work._release()
        else:
            self._future.add_done_callback(lambda _: self._work._release())

    async def run(self, function: Callable[[], _T]) -> _T:
        """Run ``function`` on a thread.

        Raises:
            ClosingError: the pool was closed before it began.
        """
        future = self._work._submit(function)
        self._future = future
        try:
            # A thread cannot be stopped: the work goes on, and keeps its place, without us.
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            if future.cancelled():
                raise ClosingError from None
            raise
