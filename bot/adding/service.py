"""Takes orders to fill a library: their turn, their thread, and the message that tells of them."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import discord

from bot.actions import Actions, Used
from bot.adding import pages
from bot.adding.filling import Failure, Filled, Filler, check_order
from bot.adding.live import LiveReply
from bot.adding.materials import check_sizes
from bot.adding.orders import RULES, Job, Order
from bot.adding.ready import ready
from bot.adding.rights import require
from bot.choices import chosen
from bot.desk import Desk
from bot.elsewhere import LeftError
from bot.errors import BusyError, PlainError, door
from bot.homes import Home
from bot.numbers import base36
from bot.pages import Page
from bot.rules import Rules
from bot.settings import Settings
from bot.texts import Texts
from bot.verification import verify
from bot.visits import Visit, Visitor
from bot.work import Place
from index import Deed, Quota, StoryTwinError

if TYPE_CHECKING:
    from index import Loader

_EVERY_SECONDS = 1.5
"""How often the message is edited at most; Discord slows down who edits more often."""
_KEPT = 200
"""Orders that were refused as nearly the text of a story, and may replace it."""
PAUSE_SECONDS = 1.0
"""How long one step of adding waits at most while questions are worked on."""


class OverError(PlainError):
    """What is to be cancelled is done already, or was never begun here."""

    def __init__(self) -> None:
        super().__init__("error-adding-over")


@dataclass(frozen=True, slots=True)
class _Nearly:
    """An order that was refused because the library nearly has its text."""

    key: str
    order: Order


class Adding:
    """Fills libraries, one story at a time, in the turns of the servers."""

    def __init__(self, desk: Desk, loader: Loader, settings: Settings) -> None:
        self._desk = desk
        self._loader = loader
        self._most_bytes = settings.story.max_bytes
        limits = settings.library
        self.quota = Quota(limits.max_stories, limits.max_characters, limits.adds_per_hour)
        self._jobs: dict[str, Job] = {}
        self._nearly: OrderedDict[str, _Nearly] = OrderedDict()

    def register(self, actions: Actions) -> None:
        """Take the buttons of the messages that tell of it."""
        actions.add(pages.CANCEL, self._cancel)
        actions.add(pages.REPLACE, self._replace)

    async def take(self, interaction: discord.Interaction, order: Order) -> None:
        """Carry out an order and tell of it; errors leave through the door."""
        reply = LiveReply(interaction)
        visitor = Visitor.of_interaction(interaction)
        with self._desk.under_way():
            async with door(reply, self._desk.meter):
                check_sizes(order.materials, self._most_bytes)
                home = await self._home(visitor)
                order, rules = await self._desk.look_into(home, partial(self._checked, order))
                job = Job(order, visitor.member, home.key, self._desk.is_closing)
                code = base36(interaction.id)
                with self._place(home.key) as place:
                    async with reply.at_work(rules):
                        self._jobs[code] = job
                        try:
                            told = await self._watched(reply, place, job, code, (home, rules))
                        finally:
                            del self._jobs[code]
                await reply.send(told)

    def _place(self, key: str) -> Place:
        """A place in the line; raises ``PlainError`` where there is none for this library."""
        try:
            return self._desk.adding.place(key)
        except BusyError as error:
            raise PlainError("error-adding-busy", others=error.others) from None

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

    async def _watched(
        self, reply: LiveReply, place: Place, job: Job, code: str, known: tuple[Home, Rules]
    ) -> Sequence[Page]:
        loop = asyncio.get_running_loop()
        work = asyncio.ensure_future(
            place.run(partial(self._work, reply.texts, job, code, known, loop))
        )
        # What is cancelled before its turn ends by itself, later, when nobody waits for it.
        work.add_done_callback(lambda done: done.cancelled() or done.exception())
        # Now it stands in the line, and knows how many come before it.
        await asyncio.sleep(0)
        try:
            while not work.done():
                if place.ahead:
                    job.check()
                page = pages.progress(reply.texts, job, code, place.ahead, time.monotonic())
                await reply.show(page)
                await asyncio.wait([work], timeout=_EVERY_SECONDS)
            return work.result()
        finally:
            if not work.done():
                job.cancel()

    def _work(
        self,
        say: Texts,
        job: Job,
        code: str,
        known: tuple[Home, Rules],
        loop: asyncio.AbstractEventLoop,
    ) -> Sequence[Page]:
        visit = self._desk.visit(*known)

        def pause() -> None:
            self._desk.wait_for_quiet(PAUSE_SECONDS)
            job.check()

        def tell(filled: Filled) -> Sequence[Page]:
            stories, failures, deed = filled.stories, filled.failures, job.order.deed
            told: Sequence[Page]
            if len(stories) == 1 and not failures:
                told = (ready(say, visit, stories[0], deed, pause),)
            elif len(failures) == 1 and not stories:
                told = (pages.failed(say, failures[0], self._nearly_code(job, code, failures[0])),)
            else:
                told = pages.several(say, stories, failures)
            verify(told, visit.library)
            return told

        filler = Filler(visit.whole, self._loader, self.quota, loop, pause)
        return filler.fill(job, tell)

    def _nearly_code(self, job: Job, code: str, failure: Failure) -> str | None:
        """By what a button puts in its place what is nearly a story of the library."""
        error = failure.error
        if not isinstance(error, StoryTwinError) or error.reason != "nearly":
            return None
        story = str(error.facts["name"])
        order = Order((failure.material,), Deed.REPLACED, story)
        self._nearly[code] = _Nearly(job.key, order)
        if len(self._nearly) > _KEPT:
            self._nearly.popitem(last=False)
        return code

    async def _cancel(self, used: Used) -> None:
        """End what is being added; who began it may do that, and those who manage the server."""
        job = self._jobs.get(used.payload)
        if job is None:
            raise OverError
        visitor = Visitor.of_interaction(used.interaction)
        if visitor.member != job.member:
            home = await self._desk.homes.of(visitor)
            if home.key != job.key:
                raise OverError
            if not visitor.manages:
                raise PlainError("denied-cancelling")
        if not job.cancel():
            raise OverError
        await used.interaction.response.defer()

    async def _replace(self, used: Used) -> None:
        """Put what was brought in the place of the story that it is nearly."""
        nearly = self._nearly.get(used.payload)
        home = await self._desk.homes.of(Visitor.of_interaction(used.interaction))
        if nearly is None or nearly.key != home.key:
            raise PlainError("error-brought-forgotten")
        await self.take(used.interaction, nearly.order)
