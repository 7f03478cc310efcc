"""Where questions are taken: cooldown, a place in the queue, work on a thread, one last check."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from bot.cooldowns import Cooldowns
from bot.errors import ClosingError, door
from bot.pages import Page
from bot.replies import Reply
from bot.settings import Settings
from bot.verification import verify
from bot.work import Work

if TYPE_CHECKING:
    from index import Library

Task = Callable[["Library"], Sequence[Page]]
"""Work on the library, run on a thread, that ends in the pages to send."""
_T = TypeVar("_T")

_PATIENCE_SECONDS = 10.0
"""How long a stopping bot waits for answers that are under way."""


class Desk:
    """Holds the library while it is open and lets nobody at it but through a thread."""

    def __init__(self, settings: Settings, open_library: Callable[[], Library]) -> None:
        self._open_library = open_library
        self._library: Library | None = None
        self._closed = threading.Event()
        self._work = Work(
            threads=settings.work.threads, queue_size=settings.work.queue_size, name="work"
        )
        # Autocompletion and settings are quick, and must not wait behind models.
        self._reads = Work(threads=1, queue_size=settings.work.queue_size, name="read")
        self._cooldowns = Cooldowns(settings.discord.cooldown_seconds)
        self._exchanges: set[asyncio.Task[object]] = set()

    async def open(self) -> None:
        """Open the library, on a thread; raises what opening raises."""
        await asyncio.get_running_loop().run_in_executor(None, self._open)

    async def exchange(self, reply: Reply, task: Task, *, member_id: int | None = None) -> None:
        """Take a question and reply to it; errors leave through the door.

        ``member_id`` counts it against that member's cooldown.
        """
        current = asyncio.current_task()
        assert current is not None, "coroutines run in tasks"  # noqa: S101
        self._exchanges.add(current)
        try:
            async with door(reply):
                if member_id is not None:
                    self._cooldowns.check(member_id)
                with self._work.place() as place:
                    await reply.acknowledge()
                    pages = await place.run(lambda: self._checked(task))
                await reply.send(pages)
        finally:
            self._exchanges.discard(current)

    async def read(self, function: Callable[[Library], _T]) -> _T:
        """Run something quick on the library, on a thread of its own.

        Raises:
            PlainError: too many wait, or the desk is closed; or what ``function`` raises.
        """
        return await self._reads.run(lambda: function(self._opened()))

    async def close(self) -> None:
        """Let answers that are under way go out, then close the library."""
        self._closed.set()
        await self._work.close(_PATIENCE_SECONDS)
        if self._exchanges:
            await asyncio.wait(self._exchanges, timeout=_PATIENCE_SECONDS)
        await self._reads.close(_PATIENCE_SECONDS)
        if self._library is not None:
            library, self._library = self._library, None
            await asyncio.get_running_loop().run_in_executor(None, library.close)

    def _open(self) -> None:
        library = self._open_library()
        if self._closed.is_set():
            # The bot was stopped while a long opening went on.
            library.close()
        else:
            self._library = library

    def _opened(self) -> Library:
        if self._library is None:
            raise ClosingError
        return self._library

    def _checked(self, task: Task) -> Sequence[Page]:
        library = self._opened()
        pages = task(library)
        verify(pages, library)
        return pages
