"""Carries out what waits in the queue, one order at a time, whichever process took it."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

import discord

from bot.adding import pages
from bot.adding.filled import Filled
from bot.adding.filling import Filler
from bot.adding.live import LiveReply
from bot.adding.orders import CancelledError, Job
from bot.adding.telling import Told, told_aside, told_of
from bot.adding.threads import on_thread
from bot.adding.wishes import Wish
from bot.desk import Desk
from bot.errors import BusyError, ClosingError, PlainError, ShedError, door, sentence
from bot.rendering import notice
from bot.replies.delivery import UndeliveredError
from bot.rules import Rules
from bot.texts import texts_for
from index import Job as Queued
from index import (
    JobLostError,
    JobState,
    LibraryBusyError,
    Quota,
    StorageError,
    StoryIndexError,
)

if TYPE_CHECKING:
    from index import Jobs, Libraries, Loader

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

LEASE_SECONDS: Final = 60.0
"""How long after the end of a process another one takes what it was at."""
KEEP_SECONDS: Final = 5.0
"""How often a process says that it is still at it, and hears that it is to end it."""
EVERY_SECONDS: Final = 1.5
"""How often the message is edited at most; Discord slows down who edits more often."""
PAUSE_SECONDS: Final = 1.0
"""How long one step of adding waits at most while questions are worked on."""
_REST_SECONDS: Final = 15
"""How long to wait after the database failed."""


_PASSING: Final = (BusyError, ShedError, LibraryBusyError, StorageError)
"""What may be over in a moment, and says nothing about what is added."""


class _HungError(Exception):
    """A thread gives no sign of life any more."""


@dataclass(slots=True)
class _Ending:
    """How an order went that was taken."""

    told: Told | None = None
    ends: bool = True
    """Whether nobody is to take it any more."""


@dataclass(slots=True)
class Handed:
    """An order that was taken from a member by this process."""

    reply: LiveReply
    begun: bool = False
    """Whether this process carries it out."""
    over: asyncio.Event = field(default_factory=asyncio.Event)


class Runner:
    """Takes orders from the queue and carries them out."""

    def __init__(self, desk: Desk, loader: Loader, quota: Quota) -> None:
        self._desk = desk
        self._loader = loader
        self._quota = quota
        self._running: dict[str, Job] = {}
        self._task: asyncio.Task[None] | None = None
        self._woken = False
        self.holder = secrets.token_hex(8)
        """By which the queue knows this process."""
        self.client: discord.Client | None = None
        """As whom messages are edited; nothing is taken without."""
        self.handed: dict[str, Handed] = {}
        """By the ids of the jobs."""

    def wake(self) -> None:
        """Look whether anything is to be done."""
        self._woken = True
        if self.client is not None and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._run())

    async def queue(self, function: Callable[[Jobs], _T]) -> _T:
        """Do something with the queue, on a thread; raises as ``Desk.read`` does."""

        def with_jobs(libraries: Libraries) -> _T:
            return function(libraries.jobs)

        return await self._desk.read(with_jobs)

    async def _run(self) -> None:
        with self._desk.under_way():
            while self._woken and not self._desk.is_closing():
                self._woken = False
                try:
                    while await self._next():
                        pass
                except (PlainError, StoryIndexError) as error:
                    # The database is away.
                    _log.warning("What waits to be added cannot be seen to (%s).", error)
                    self._woken = True
                    await self._rest()
        if self._desk.is_closing():
            for handed in self.handed.values():
                handed.over.set()

    async def _rest(self) -> None:
        """Wait a while, but not when the bot goes down."""
        for _ in range(_REST_SECONDS):
            if self._desk.is_closing():
                return
            await asyncio.sleep(1)

    async def _next(self) -> bool:
        """Carry out the next order; False where none waits."""
        queued = await self.queue(lambda jobs: jobs.take(self.holder, LEASE_SECONDS))
        if queued is None:
            return False
        await self.carry_out(queued)
        return not self._desk.is_closing()

    def held(self) -> int:
        """How many orders are carried out here."""
        return len(self._running)

    def waiting(self) -> int:
        """How many orders that were taken from members here nobody has begun, as far as known."""
        return sum(not one.begun for one in self.handed.values())

    def running(self, job_id: str) -> Job | None:
        """The order that is carried out here, if it is this one."""
        return self._running.get(job_id)

    async def carry_out(self, queued: Queued) -> None:
        """Do what is left to do of an order that was taken, and tell of it."""
        handed = self.handed.get(queued.id)
        try:
            data = await self.queue(lambda jobs: jobs.material(queued.id))
            wish = Wish.read(queued.wish, data)
            reply = handed.reply if handed else self.reply_to(wish)
            reply.job = queued.id
            if handed:
                handed.begun = True
            ending = _Ending()
            async with door(reply, self._desk.meter):
                await self._told(queued, wish, reply, ending)
            if ending.ends:
                await self._end(queued, ending.told)
        finally:
            if handed:
                handed.over.set()

    def reply_to(self, wish: Wish) -> LiveReply:
        """The message that tells of an order, in whichever process it was taken."""
        assert self.client is not None, "nothing is taken without"  # noqa: S101
        return LiveReply(self.client, wish.spot, texts_for(wish.locale))

    async def _told(self, queued: Queued, wish: Wish, reply: LiveReply, ending: _Ending) -> None:
        """Carry it out and tell of it; what members did wrong leaves through the door."""
        try:
            ending.told = told = await self._done(queued, wish, reply)
            await reply.send(told.pages)
        except ClosingError:
            ending.ends = False
            await self._let_go(queued, tried=False)
            await reply.show(notice(reply.texts("adding-paused")))
        except _HungError:
            ending.ends = False
            _log.error("A thread that adds something hangs; it is left alone.")
            await self._let_go(queued, tried=True)
        except (*_PASSING, UndeliveredError) as error:
            ending.ends = False
            _log.warning("Something could not be added or told of yet: %s", error)
            if isinstance(error, StoryIndexError):
                text = sentence(reply.texts, error)
                await reply.show(pages.put_off(reply.texts, wish.order, queued.id, text))
            await self._rest()
            await self._let_go(queued, tried=False)
        except JobLostError:
            ending.ends = False
            await self._lost(queued, wish, reply, ending)

    async def _done(self, queued: Queued, wish: Wish, reply: LiveReply) -> Told:
        rules = await self._desk.look_into(wish.home, lambda visit: visit.rules)
        jobs = await self.queue(lambda jobs: jobs)
        job = Job(wish.order, wish.home.visitor.member, queued.library, self._desk.is_closing)
        if queued.state is JobState.STORED:
            job.settle()
        self._running[queued.id] = job
        try:
            work = partial(self._work, reply, queued, job, (wish, rules, jobs))
            return await self._watched(reply, queued, job, on_thread(work))
        finally:
            del self._running[queued.id]

    async def _watched(
        self, reply: LiveReply, queued: Queued, job: Job, work: asyncio.Future[Told]
    ) -> Told:
        kept = time.monotonic()
        while not work.done():
            now = time.monotonic()
            if job.hangs(now):
                raise _HungError
            if now - kept > KEEP_SECONDS:
                kept = now
                await self._keep(queued, job)
            if queued.state in (JobState.TAKEN, JobState.STORED):
                await reply.show(pages.progress(reply.texts, job, queued.id, 0, now))
            await asyncio.wait([work], timeout=EVERY_SECONDS)
        return work.result()

    async def _keep(self, queued: Queued, job: Job) -> None:
        try:
            mine = await self.queue(lambda jobs: jobs.keep(queued.id, self.holder, LEASE_SECONDS))
        except (PlainError, StoryIndexError) as error:
            _log.warning("It cannot be said that something is still being added (%s).", error)
            return
        if not mine:
            job.lose()

    def _work(
        self, reply: LiveReply, queued: Queued, job: Job, known: tuple[Wish, Rules, Jobs]
    ) -> Told:
        wish, rules, jobs = known
        visit = self._desk.visit(wish.home, rules)

        def pause() -> None:
            self._desk.wait_for_quiet(PAUSE_SECONDS)
            job.check()

        filled = Filled.read(queued.outcome, visit.whole)
        storing = partial(jobs.storing, queued.id, self.holder)
        filler = Filler(visit.whole, self._loader, self._quota, reply.texts, storing, pause)
        if queued.state is JobState.CANCELLED:
            filler.take_back(job.member, filled)
            raise CancelledError
        if queued.state is JobState.ASIDE:
            return told_aside(reply.texts, job.order, filled)
        return filler.fill(job, filled, partial(told_of, reply.texts, visit, job, queued.id, pause))

    async def _end(self, queued: Queued, told: Told | None) -> None:
        """It was told of, or cannot be; whoever takes it otherwise tells of it once more."""
        if queued.state is JobState.ASIDE:
            _log.error("Job %s was set aside: processes ended while they were at it.", queued.id)
        outcome = told.outcome if told else None
        keeps = outcome is not None
        await self._surely(
            lambda jobs: jobs.done(queued.id, self.holder, outcome, keeps_material=keeps)
        )

    async def _let_go(self, queued: Queued, *, tried: bool) -> None:
        await self._surely(lambda jobs: jobs.let_go(queued.id, self.holder, tried=tried))

    async def _surely(self, function: Callable[[Jobs], object]) -> None:
        """Do something with the queue as soon as the database lets it be done."""
        while True:
            try:
                await self.queue(function)
            except _PASSING as error:
                if self._desk.is_closing():
                    raise
                _log.warning("How far adding is cannot be noted yet (%s).", type(error).__name__)
                await self._rest()
            else:
                return

    async def _lost(self, queued: Queued, wish: Wish, reply: LiveReply, ending: _Ending) -> None:
        """It is another process's by now, or was cancelled, or forgotten with its member."""
        now = await self.queue(lambda jobs: jobs.find(queued.id))
        if now is None:
            raise CancelledError
        if now.state is JobState.CANCELLED and now.taken_by == self.holder:
            ending.ends = True
            await self._told(now, wish, reply, ending)
