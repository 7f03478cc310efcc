"""Takes orders to fill a library: into the queue, and out of it when they are cancelled."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import discord

from bot.actions import Actions, Used
from bot.adding import pages
from bot.adding.filling import check_order
from bot.adding.live import LiveReply
from bot.adding.materials import check_sizes, fetched
from bot.adding.orders import RULES, CancelledError, Job, Order
from bot.adding.rights import require
from bot.adding.running import EVERY_SECONDS, LEASE_SECONDS, Handed, Runner
from bot.adding.telling import nearly_of
from bot.adding.wishes import Wish
from bot.choices import chosen
from bot.desk import Desk
from bot.elsewhere import LeftError
from bot.errors import PlainError, door, sentence
from bot.homes import Home
from bot.rendering import notice
from bot.rules import Rules
from bot.settings import Settings
from bot.visits import Visit, Visitor
from index import Deed, JobState, Quota, StoryIndexError
from index import Job as Queued

if TYPE_CHECKING:
    from index import Jobs, Loader

_log = logging.getLogger(__name__)

_CROWD = 8
"""All libraries together have at most this many times the places that one may have alone."""
_TIDY_EVERY = timedelta(hours=1).total_seconds()


class OverError(PlainError):
    """What is to be cancelled is done already, or was never begun here."""

    def __init__(self) -> None:
        super().__init__("error-adding-over")


class Adding:
    """Fills libraries, one story at a time, in the turns of the servers."""

    def __init__(self, desk: Desk, loader: Loader, settings: Settings) -> None:
        self._desk = desk
        self._most_bytes = settings.story.max_bytes
        limits = settings.library
        self.quota = Quota(limits.max_stories, limits.max_characters, limits.adds_per_hour)
        # One story at a time, so that adding takes little from those who ask.
        self._runner = runner = Runner(desk, loader, self.quota)
        desk.meter.pool("add", places=lambda: 1, held=runner.held, waiting=runner.waiting)
        self._places = settings.work.queue_size + 1
        self._tidied = -_TIDY_EVERY

    def register(self, actions: Actions) -> None:
        """Take the buttons of the messages that tell of it."""
        actions.add(pages.CANCEL, self._cancel)
        actions.add(pages.REPLACE, self._replace)

    async def look(self, client: discord.Client, *, first: bool) -> bool:
        """Look after what waits, also what other processes left when they ended.

        Args:
            client: as whom messages are edited.
            first: whether there may be more than is known to wait.

        Returns whether anything waits, or it cannot be seen.
        """
        self._runner.client = client
        try:
            waits = await self._runner.queue(self._seen)
        except (PlainError, StoryIndexError) as error:
            _log.warning("What waits to be added cannot be seen to (%s).", error)
            return True
        if waits or first:
            self._runner.wake()
        return waits

    def _seen(self, jobs: Jobs) -> bool:
        """Whether anything waits; forgets what ended long ago, now and then."""
        if time.monotonic() - self._tidied > _TIDY_EVERY:
            jobs.tidy()
            self._tidied = time.monotonic()
        return bool(jobs.crowd())

    async def take(self, interaction: discord.Interaction, order: Order) -> None:
        """Take an order, and be there until it is carried out; errors leave through the door."""
        reply = LiveReply.of(interaction)
        visitor = Visitor.of_interaction(interaction)
        self._runner.client = interaction.client
        with self._desk.under_way():
            async with door(reply, self._desk.meter):
                check_sizes(order.materials, self._most_bytes)
                home = await self._home(visitor)
                order, rules = await self._desk.look_into(home, partial(self._checked, order))
                await self._find_room(home.key)
                async with reply.at_work(rules):
                    order = replace(order, materials=await fetched(order.materials))
                    wish = Wish(order, home, str(interaction.locale), reply.spot)
                    queued, ahead = await self._queued(wish)
                    job = Job(order, visitor.member, home.key, self._desk.is_closing)
                    page = pages.progress(reply.texts, job, queued.id, ahead, time.monotonic())
                    await reply.show(page)
                    await self._until_over(queued, job, reply)

    async def _queued(self, wish: Wish) -> tuple[Queued, int]:
        """Put it into the queue, and tell how many come before it."""
        written, material = wish.written()
        member = str(wish.home.visitor.member)

        def put(jobs: Jobs) -> tuple[Queued, int]:
            queued = jobs.put(wish.home.key, written, material, member)
            return queued, jobs.waiting_ahead(queued.id)

        return await self._runner.queue(put)

    async def _find_room(self, key: str) -> None:
        """Refuse what would wait too long; raises ``PlainError``."""
        crowd: Mapping[str, int] = await self._runner.queue(lambda jobs: jobs.crowd())
        share = max(1, self._places // len(crowd.keys() | {key}))
        total = sum(crowd.values())
        if crowd.get(key, 0) >= share or total >= _CROWD * self._places:
            raise PlainError("error-adding-busy", others=total)

    async def _home(self, visitor: Visitor) -> Home:
        """The library to fill; nothing is put into another one than the member thinks of.

        Raises:
            LeftError: they are no longer in the server whose library they read before.
        """
        home = await self._desk.homes.of(visitor)
        if home.left:
            await self._desk.homes.told(home)
            raise LeftError
        return home

    def _checked(self, order: Order, visit: Visit) -> tuple[Order, Rules]:
        """The order with the name of its story, and the rules; raises where it may not be."""
        require(visit, RULES[order.deed])
        story = None if order.story is None else chosen(visit.library, order.story)
        check_order(visit.whole, order)
        return replace(order, story=story), visit.rules

    async def _until_over(self, queued: Queued, job: Job, reply: LiveReply) -> None:
        """Tell how many come before it, until a process takes it; then wait if it is this one."""
        handed = self._runner.handed[queued.id] = Handed(reply)
        self._runner.wake()
        try:
            while not (handed.begun or handed.over.is_set()):
                if not await self._waits(queued, job, handed):
                    return
            if self._desk.is_closing() and not handed.begun:
                await reply.show(notice(reply.texts("adding-paused")))
                return
            await handed.over.wait()
        finally:
            del self._runner.handed[queued.id]

    async def _waits(self, queued: Queued, job: Job, handed: Handed) -> bool:
        """Show where an order stands in the queue; False where nobody here has to wait for it."""
        reply = handed.reply
        if self._desk.is_closing():
            handed.over.set()
            return True
        with suppress(PlainError, StoryIndexError):
            now, ahead = await self._runner.queue(
                lambda jobs: (jobs.find(queued.id), jobs.waiting_ahead(queued.id))
            )
            if now is None:
                # It was forgotten with the member.
                await reply.show(notice(sentence(reply.texts, CancelledError())))
                return False
            if now.state is not JobState.WAITING and now.taken_by != self._runner.holder:
                return handed.over.is_set()
            if not handed.begun:
                page = pages.progress(reply.texts, job, queued.id, ahead, time.monotonic())
                await reply.show(page)
        with suppress(TimeoutError):
            await asyncio.wait_for(handed.over.wait(), EVERY_SECONDS)
        return True

    async def _cancel(self, used: Used) -> None:
        """End what is being added; who began it may do that, and those who manage the server."""
        queued = await self._runner.queue(lambda jobs: jobs.find(used.payload))
        if queued is None or queued.by is None:
            raise OverError
        visitor = Visitor.of_interaction(used.interaction)
        if str(visitor.member) != queued.by:
            home = await self._desk.homes.of(visitor)
            if home.key != queued.library:
                raise OverError
            if not visitor.manages:
                raise PlainError("denied-cancelling")
        # Under another name than the one that carries out: who had it is known by that.
        teller = f"{self._runner.holder}-cancels"
        cancelled = await self._runner.queue(
            lambda jobs: jobs.cancel(queued.id, teller, LEASE_SECONDS)
        )
        if cancelled is None:
            raise OverError
        running = self._runner.running(queued.id)
        if running is not None:
            running.cancel()
        await used.interaction.response.defer()
        if cancelled.taken_by == teller:
            await self._tell_cancelled(queued, teller)

    async def _tell_cancelled(self, queued: Queued, teller: str) -> None:
        """Tell that nothing came of an order that nobody had begun."""
        handed = self._runner.handed.get(queued.id)
        reply = handed.reply if handed else self._runner.reply_to(Wish.read(queued.wish, None))
        if handed:
            handed.over.set()
        await reply.say(sentence(reply.texts, CancelledError()))
        await self._runner.queue(lambda jobs: jobs.done(queued.id, teller))

    async def _replace(self, used: Used) -> None:
        """Put what was brought in the place of the story that it is nearly."""
        queued, data = await self._runner.queue(
            lambda jobs: (jobs.find(used.payload), jobs.material(used.payload))
        )
        home = await self._desk.homes.of(Visitor.of_interaction(used.interaction))
        story = nearly_of(queued.outcome) if queued and queued.state is JobState.DONE else None
        if queued is None or story is None or queued.library != home.key:
            raise PlainError("error-brought-forgotten")
        brought = Wish.read(queued.wish, data).order.materials
        await self.take(used.interaction, Order(brought, Deed.REPLACED, story))
