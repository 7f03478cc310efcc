"""Where questions are taken: cooldown, a place in the queue, work on a thread, one last check."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from bot.cooldowns import Cooldowns
from bot.elsewhere import Run, answered
from bot.errors import ClosingError, door
from bot.homes import Home, Homes
from bot.metrics import Meter, Stage
from bot.pages import Page
from bot.replies import Reply, Sent
from bot.rules import Rules
from bot.settings import Settings
from bot.verification import verify
from bot.visits import Visit, Visitor, require_asker, rules_of, visit
from bot.work import Place, Work

if TYPE_CHECKING:
    from index import CacheFigures, Libraries

Task = Callable[[Visit], Sequence[Page]]
"""Work for a visitor, run on a thread, that ends in the pages to send."""
_T = TypeVar("_T")

_PATIENCE_SECONDS = 10.0
"""How long a stopping bot waits for answers that are under way."""


class Desk:
    """Holds the libraries while they are open and lets nobody at them but through a thread."""

    def __init__(
        self,
        settings: Settings,
        open_libraries: Callable[[], Libraries],
        homes: Homes,
        meter: Meter,
    ) -> None:
        self._open_libraries = open_libraries
        self._libraries: Libraries | None = None
        self.homes = homes
        self.meter = meter
        self._closed = threading.Event()
        room, deadline = settings.work.queue_size, settings.work.deadline_seconds
        self._work = Work(
            threads=settings.work.threads, queue_size=room, name="work", deadline_seconds=deadline
        )
        # Autocompletion and settings are quick, and must not wait behind models.
        self._reads = Work(threads=2, queue_size=room, name="read", deadline_seconds=deadline)
        for pool in (self._work, self._reads):
            meter.pool(pool.name, places=pool.places, held=pool.held, waiting=pool.waiting)
        meter.cache(self._cache_figures)
        self._cooldowns = Cooldowns()
        self.cooldown_seconds = settings.discord.cooldown_seconds
        """The operator's, for servers that settle none."""
        self._exchanges: set[asyncio.Task[object]] = set()

    async def open(self) -> None:
        """Open the libraries, on a thread; raises what opening raises."""
        await asyncio.get_running_loop().run_in_executor(None, self._open)

    async def exchange(
        self,
        reply: Reply,
        visitor: Visitor,
        task: Task,
        *,
        counted: bool = True,
        for_all: bool = False,
    ) -> Sent | None:
        """Take a question and reply to it; errors leave through the door.

        Returns where the answer went, or None where an error went instead.

        Args:
            reply: where the answer goes.
            visitor: who asks; what they may read is all that the task sees.
            task: what is asked.
            counted: whether it counts against the member's cooldown.
            for_all: whether those may do it, too, whom the server lets ask nothing.
        """
        current = asyncio.current_task()
        assert current is not None, "coroutines run in tasks"  # noqa: S101
        self._exchanges.add(current)
        sent: Sent | None = None
        try:
            async with door(reply, self.meter):
                begun = perf_counter()
                home = await self.homes.of(visitor)
                rules = await self._admitted(home, for_all=for_all)
                if counted:
                    self._cooldowns.check((visitor.server, visitor.member), rules.cooldown.value)
                with self._work.place(home.key) as place:
                    async with reply.at_work(rules):
                        run = self._runner(place, task, (home, rules), for_all=for_all)
                        pages = await answered(run, self.homes, home, reply)
                with self.meter.timing(Stage.SENDING):
                    sent = await reply.send(pages)
                self.meter.took(Stage.TOTAL, perf_counter() - begun)
        finally:
            self._exchanges.discard(current)
        return sent

    async def _admitted(self, home: Home, *, for_all: bool) -> Rules:
        """The rules of a library, for one whom they let ask, or who need not be let."""
        rules = await self._rules(home)
        if not for_all:
            require_asker(home.visitor, rules)
        return rules

    def _runner(self, place: Place, task: Task, known: tuple[Home, Rules], *, for_all: bool) -> Run:
        """What does the task in a library; one that is not known must let the member ask."""

        async def run(home: Home) -> Sequence[Page]:
            rules = known[1]
            if home is not known[0]:
                rules = await self._admitted(home, for_all=for_all)
            work = self.meter.timed(lambda: self._checked(task, home, rules))
            return await place.run(work)

        return run

    async def rules(self, visitor: Visitor) -> Rules:
        """The rules of a visitor's place; raises as ``read`` does."""
        return await self._rules(await self.homes.of(visitor))

    async def look(self, visitor: Visitor, function: Callable[[Visit], _T]) -> _T:
        """Run something quick for a visitor, on a thread; raises as ``read`` does."""
        return await self.look_into(await self.homes.of(visitor), function)

    async def look_into(self, home: Home, function: Callable[[Visit], _T]) -> _T:
        """Run something quick in a library, on a thread; raises as ``read`` does."""

        def look(libraries: Libraries) -> _T:
            rules = rules_of(libraries.of(home.key), home, self.cooldown_seconds)
            return function(visit(libraries, home, rules))

        return await self.read(look, home.key)

    async def read(self, function: Callable[[Libraries], _T], party: str = "") -> _T:
        """Run something quick on all libraries, on a thread of its own.

        What is shown to a member has to come through ``exchange`` or ``look`` instead.

        Raises:
            PlainError: too many wait, or the desk is closed; or what ``function`` raises.
        """
        return await self._reads.run(lambda: function(self._opened()), party)

    async def _rules(self, home: Home) -> Rules:
        return await self.read(
            lambda libraries: rules_of(libraries.of(home.key), home, self.cooldown_seconds),
            home.key,
        )

    def forget(self, member: int) -> None:
        """Forget what is remembered of a member without the library: when they asked last."""
        self._cooldowns.forget(member)

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Have the desk wait, when it closes, for what this task does in the block."""
        current = asyncio.current_task()
        assert current is not None, "coroutines run in tasks"  # noqa: S101
        self._exchanges.add(current)
        try:
            yield
        finally:
            self._exchanges.discard(current)

    def is_closing(self) -> bool:
        """Whether work of less hurry is to end; on any thread."""
        return self._closed.is_set()

    def wait_for_quiet(self, timeout_seconds: float) -> None:
        """Wait, on any thread, until no question is worked on, but not for ever."""
        self._work.wait_for_quiet(timeout_seconds)

    def visit(self, home: Home, rules: Rules) -> Visit:
        """What is open to a visitor; on a thread only.

        Raises:
            ClosingError: the libraries are not open.
        """
        return visit(self._opened(), home, rules)

    async def close(self) -> None:
        """Let answers that are under way go out, then close the libraries."""
        self._closed.set()
        await self._work.close(_PATIENCE_SECONDS)
        if self._exchanges:
            await asyncio.wait(self._exchanges, timeout=_PATIENCE_SECONDS)
        await self._reads.close(_PATIENCE_SECONDS)
        if self._libraries is not None:
            libraries, self._libraries = self._libraries, None
            await asyncio.get_running_loop().run_in_executor(None, libraries.close)

    def _open(self) -> None:
        libraries = self._open_libraries()
        if self._closed.is_set():
            # The bot was stopped while a long opening went on.
            libraries.close()
        else:
            self._libraries = libraries

    def _cache_figures(self) -> CacheFigures | None:
        libraries = self._libraries
        return None if libraries is None else libraries.cache_figures()

    def _opened(self) -> Libraries:
        if self._libraries is None:
            raise ClosingError
        return self._libraries

    def _checked(self, task: Task, home: Home, rules: Rules) -> Sequence[Page]:
        open_to = visit(self._opened(), home, rules)
        pages = task(open_to)
        # Against what the visitor may read: words beyond it would not be found there.
        with open_to.whole.at_one_moment():
            verify(pages, open_to.library)
        return pages
