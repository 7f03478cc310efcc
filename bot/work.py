"""Threads for work on text and models, with a bounded queue in front where servers take turns."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeVar

from bot.errors import BusyError, ClosingError, ShedError

_T = TypeVar("_T")

_LEAST = 3
"""Places that each party may have at once, however many parties there are."""
_CROWD = 8
"""All parties together hold at most this many times the places that one may have alone."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Work that no thread has begun."""

    function: Callable[[], Any]
    future: asyncio.Future[Any]
    context: Context
    """Of whoever asked for it, so that the log tells to which exchange it belongs."""
    deadline: asyncio.TimerHandle | None
    """Sheds it unless it has begun by then."""


class Work:
    """A small pool of threads that says no when too many wait for it.

    A place is taken before anything is promised to a member and kept until the work has really
    ended, also when nobody waits for it any more.

    Those who wait do so by party, which is a library's key, and the parties take turns. While
    several hold places, none may hold more than its share of them; what one holds beyond that
    takes no place away from another.

    What no thread has begun by its deadline is shed, and what nobody waits for any more is not
    begun.
    """

    def __init__(
        self, *, threads: int, queue_size: int, name: str, deadline_seconds: float | None = None
    ) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self.name = name
        self._deadline_seconds = deadline_seconds
        self._free = threads
        self._places = threads + queue_size
        self._held: Counter[str] = Counter()
        self._lines: dict[str, deque[_Waiting]] = {}
        """What waits, by party; the party whose turn is next comes first."""
        self._running: set[asyncio.Future[Any]] = set()
        self._quiet = threading.Event()
        self._quiet.set()
        self._closed = False

    def place(self, party: str = "") -> Place:
        """Take a place, to be used as a context manager.

        Raises:
            BusyError: all places are taken, or all that are this party's share.
            ClosingError: the pool is closing.
        """
        if self._closed:
            raise ClosingError
        parties = len(self._held.keys() | {party})
        share = max(min(_LEAST, self._places), self._places // parties)
        if self._held[party] >= share or self._held.total() >= _CROWD * self._places:
            raise BusyError(self._held.total())
        self._held[party] += 1
        self._quiet.clear()
        return Place(self, party)

    async def run(self, function: Callable[[], _T], party: str = "") -> _T:
        """Take a place and run ``function`` on a thread; raises as ``place`` and it do."""
        with self.place(party) as place:
            return await place.run(function)

    def places(self) -> int:
        """How many places there are, waiting ones included."""
        return self._places

    def held(self) -> int:
        """How many places are taken."""
        return self._held.total()

    def waiting(self) -> int:
        """How much work no thread has begun."""
        return sum(map(len, self._lines.values()))

    def wait_for_quiet(self, timeout_seconds: float) -> bool:
        """Wait, on any thread, until nobody holds a place; False when that takes longer."""
        return self._quiet.wait(timeout_seconds)

    async def close(self, timeout_seconds: float) -> None:
        """Drop what waits, and wait for what runs, but not for ever."""
        self._closed = True
        lines, self._lines = self._lines, {}
        for waiting in (one for line in lines.values() for one in line):
            _stop_clock(waiting)
            waiting.future.cancel()
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._running:
            await asyncio.wait(self._running, timeout=timeout_seconds)

    def _submit(self, party: str, function: Callable[[], _T]) -> asyncio.Future[_T]:
        if self._closed:
            raise ClosingError
        loop = asyncio.get_running_loop()
        future: asyncio.Future[_T] = loop.create_future()
        seconds = self._deadline_seconds
        deadline = None if seconds is None else loop.call_later(seconds, self._shed, party, future)
        waiting = _Waiting(function, future, copy_context(), deadline)
        self._lines.setdefault(party, deque()).append(waiting)
        self._begin()
        return future

    def _shed(self, party: str, future: asyncio.Future[Any]) -> None:
        if self._withdraw(party, future):
            future.set_exception(self._too_late())

    def _too_late(self) -> ShedError:
        return ShedError(self._deadline_seconds or 0)

    def _withdraw(self, party: str, future: asyncio.Future[Any]) -> bool:
        """Take what no thread has begun out of its line; False when one has."""
        line = self._lines.get(party, ())
        waiting = next((one for one in line if one.future is future), None)
        if waiting is None:
            return False
        _stop_clock(waiting)
        self._lines[party].remove(waiting)
        if not self._lines[party]:
            del self._lines[party]
        return True

    def _begin(self) -> None:
        """Give free threads to the parties in turn."""
        while self._free and self._lines:
            party = next(iter(self._lines))
            line = self._lines.pop(party)
            waiting = line.popleft()
            if line:
                # Last in the order now: every other party comes before its next one.
                self._lines[party] = line
            _stop_clock(waiting)
            loop = waiting.future.get_loop()
            # A thread may be free in the very turn of the loop in which the clock would ring.
            if waiting.deadline is not None and waiting.deadline.when() <= loop.time():
                waiting.future.set_exception(self._too_late())
                continue
            self._free -= 1
            running = loop.run_in_executor(self._threads, waiting.context.run, waiting.function)
            self._running.add(running)
            running.add_done_callback(partial(self._ended, waiting.future))

    def _ended(self, future: asyncio.Future[Any], running: asyncio.Future[Any]) -> None:
        self._running.discard(running)
        self._free += 1
        if running.cancelled():
            future.cancel()
        elif (error := running.exception()) is not None:
            future.set_exception(error)
        else:
            future.set_result(running.result())
        if not self._closed:
            self._begin()

    def _ahead_of(self, future: asyncio.Future[Any]) -> int:
        """How many others end or begin before this one begins; 0 once it has begun."""
        lines = list(self._lines.values())
        for turn, line in enumerate(lines):
            for behind, waiting in enumerate(line):
                if waiting.future is future:
                    others = (
                        min(len(other), behind + (position < turn))
                        for position, other in enumerate(lines)
                        if position != turn
                    )
                    return len(self._running) + behind + sum(others)
        return 0

    def _release(self, party: str) -> None:
        self._held[party] -= 1
        if not self._held[party]:
            del self._held[party]
        if not self._held:
            self._quiet.set()


def _stop_clock(waiting: _Waiting) -> None:
    if waiting.deadline is not None:
        waiting.deadline.cancel()


class Place:
    """One place in the queue; it is free again when the block and its work have ended."""

    def __init__(self, work: Work, party: str) -> None:
        self._work = work
        self._party = party
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
            self._work._release(self._party)
        else:
            self._future.add_done_callback(lambda _: self._work._release(self._party))

    @property
    def ahead(self) -> int:
        """How many others come before this one as things stand; 0 once its work has begun."""
        return 0 if self._future is None else self._work._ahead_of(self._future)

    async def run(self, function: Callable[[], _T]) -> _T:
        """Run ``function`` on a thread.

        Raises:
            ClosingError: the pool was closed before it began.
            ShedError: it had to wait until its deadline.
        """
        future = self._work._submit(self._party, function)
        self._future = future
        try:
            # A thread cannot be stopped: the work goes on, and keeps its place, without us.
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            if future.cancelled():
                raise ClosingError from None
            if self._work._withdraw(self._party, future):
                future.cancel()
            raise
