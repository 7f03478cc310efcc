"""Members who ask through the bot's own path, all of it but Discord.

In it are ``bot.inquiries``, the desk with its rules, queue, threads and deadlines, the libraries
with their models and database, the rendering of the answer and its last check. Left out are
discord.py and Discord: an answer is taken by ``Taken``, which costs nothing.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.desk import Desk
from bot.homes import Home, Homes
from bot.inquiries import Inquiries, Inquiry
from bot.metrics import Meter, Stage
from bot.opening import open_ready_libraries
from bot.pages import Page
from bot.replies import Sent
from bot.rules import Rules
from bot.settings import Settings
from bot.talks import Talks
from bot.texts import texts_for
from bot.visits import Visitor
from index import Libraries, server_key
from tests.benchmarks.million_places import Figures

Questions = Iterator[tuple[int, str]]
"""The number of a server and what its library is asked."""
_END_SECONDS = 60.0
_PAUSE_SECONDS = 1.0
"""For which a member waits who was told that the bot is busy."""


@dataclass(slots=True)
class Taken:
    """Stands for Discord where an answer would go."""

    owed: bool = False
    where: str = "nowhere"
    answered: bool = False
    texts = texts_for("en-US")

    @asynccontextmanager
    async def at_work(self, rules: Rules, /) -> AsyncIterator[None]:
        """Show nobody that an answer is on its way."""
        yield

    async def send(self, pages: Sequence[Page]) -> Sent:
        """Take the answer."""
        self.answered = True
        return Sent(None, 0)

    async def say(self, text: str) -> None:
        """Take what is said instead of an answer."""


class NoDirectMessages:
    """Stands for what knows the libraries of direct messages, of which there are none."""

    def used(self, visitor: Visitor, server: int) -> None:
        """Note nothing."""

    async def home(self, visitor: Visitor) -> Home:
        """Refuse."""
        raise NotImplementedError

    async def others(self, home: Home) -> tuple[Home, ...]:
        """Refuse."""
        raise NotImplementedError

    async def told(self, visitor: Visitor) -> None:
        """Refuse."""
        raise NotImplementedError


@dataclass(slots=True)
class Run:
    """What so many members met."""

    times: list[float] = field(default_factory=list)
    """Seconds from a question to its answer, of those that were counted."""
    shed: int = 0
    """How often somebody was told that too many wait, while answers were counted."""
    seconds: float = 0.0


class Bot:
    """A bot without Discord."""

    def __init__(self, folder: Path, url: str | None, threads: int) -> None:
        settings = Settings(
            _env_file=None,
            discord={"cooldown_seconds": 0},
            database={"folder": folder, "url": url},
            work={"threads": threads},
        )
        self.meter = Meter()
        homes = Homes(NoDirectMessages())
        self.desk = Desk(settings, lambda: open_ready_libraries(settings), homes, self.meter)
        self._inquiries = Inquiries(self.desk, Talks())

    async def open(self, servers: Sequence[int]) -> None:
        """Have the libraries of these servers in memory."""

        def opened(libraries: Libraries) -> None:
            for server in servers:
                libraries.of(server_key(str(server))).warm_up()

        await self.desk.read(opened)

    async def ask(self, member: int, server: int, question: str) -> bool:
        """Ask one question; False where something else than an answer came."""
        reply = Taken()
        visitor = Visitor(member, server, server)
        await self._inquiries.take(reply, Inquiry(question, visitor, None))
        return reply.answered

    async def load(self, questions: Questions, members: int, asked: int) -> Run:
        """Let so many members ask, each again when answered, until so many more have answers.

        What is answered before as many were answered as there are members is not counted: until
        then fewer wait than will.
        """
        run, given, done = Run(), 0, asyncio.Event()
        begun = time.perf_counter()

        def answered(seconds: float) -> None:
            nonlocal given, begun
            given += 1
            if given == members:
                begun, run.shed = time.perf_counter(), 0
            elif given > members and len(run.times) < asked:
                run.times.append(seconds)
                if len(run.times) == asked:
                    run.seconds = time.perf_counter() - begun
                    done.set()

        async def member(number: int) -> None:
            while not done.is_set():
                server, question = next(questions)
                asked_at = time.perf_counter()
                while not await self.ask(number, server, question):
                    run.shed += not done.is_set()
                    await asyncio.sleep(_PAUSE_SECONDS)
                    asked_at = time.perf_counter()
                answered(time.perf_counter() - asked_at)

        asking = [asyncio.create_task(member(number)) for number in range(1, members + 1)]
        await done.wait()
        for task in asking:
            task.cancel()
        # What a thread has begun goes on to its end, and what waits is withdrawn.
        await asyncio.gather(*asking, return_exceptions=True)
        await asyncio.to_thread(self.desk.wait_for_quiet, _END_SECONDS)
        return run

    def spent(self) -> dict[str, float]:
        """The seconds of all exchanges by stage, as the bot's own meter tells them."""
        name = "verse_stage_seconds_sum"
        values = {
            stage: self.meter.registry.get_sample_value(name, {"stage": stage}) for stage in Stage
        }
        return {stage: value or 0.0 for stage, value in values.items()}


@contextmanager
def stages(bot: Bot, figures: Figures) -> Iterator[None]:
    """Note what the stages took in the block, and how many questions they took it for."""
    before, count = bot.spent(), _count(bot)
    yield
    after = bot.spent()
    figures["stages"] = {stage: after[stage] - before[stage] for stage in after}
    figures["exchanges"] = _count(bot) - count


def _count(bot: Bot) -> float:
    name, labels = "verse_stage_seconds_count", {"stage": Stage.TOTAL}
    return bot.meter.registry.get_sample_value(name, labels) or 0.0
