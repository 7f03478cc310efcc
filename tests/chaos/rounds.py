"""One round after the other: members do things, something fails, and all is compared."""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import StoryIndexError
from tests.bot.support.loopback import serving
from tests.chaos.bots import Orders
from tests.chaos.deed import Deed
from tests.chaos.deeds import Ask
from tests.chaos.disks import small_disk
from tests.chaos.drawing import QUESTION, Drawing, unexpected
from tests.chaos.faults import FAULTS, LOSES, Scene, faults_for
from tests.chaos.fleet import Fleet, StuckError, fleet, until
from tests.chaos.ledger import Key, Ledger, Value, ViolationError, Word
from tests.chaos.places import Folder, Server, place_of
from tests.chaos.storing import Fitting, found_in, open_jobs
from tests.chaos.world import ChaosDiscord

_DEEDS = (5, 9)
"""Of a round."""
_SPREAD_SECONDS = 1.2
"""Over how long they begin."""
_BEFORE_SECONDS = 1.0
"""How long after the first of them something fails, at most."""


@dataclass
class Chaos:
    """All that rounds are made of."""

    fleet: Fleet
    place: Folder | Server
    draw: random.Random
    ledger: Ledger = field(default_factory=Ledger)
    fitting: Fitting = field(default_factory=Fitting)
    ended: int = 0
    """Bots that ended by themselves."""

    def __post_init__(self) -> None:
        self.drawing = Drawing(self.discord, self.ledger, self.draw)

    @property
    def discord(self) -> ChaosDiscord:
        return self.fleet.discord

    async def begin(self) -> None:
        """Start the bots, and let members do something while nothing fails."""
        await self.fleet.fill_up()
        await until(self.fleet.is_served, "all shards are served")
        for server in self.discord.servers:
            asked = Ask(server, "alice", QUESTION)
            await asked.begin(self.discord)
            await until(lambda one=asked: one.word is Word.DONE, "a first answer")  # type: ignore[misc]
        await self._settled([])
        found = await self._found()
        self.ledger.held = {key: frozenset({value}) for key, value in found.items()}
        with self.place.open() as database:
            for server in self.discord.servers:
                (story,) = database.library(f"server:{server.guild}").stories()
                self.drawing.seeded = {
                    **self.drawing.seeded, str(server.guild): (story.name, story.id)
                }  # fmt: skip
        self.drawing.keep([])

    async def round(self, fault: str) -> None:
        """Let members do things while something fails, then compare.

        Raises:
            ViolationError, StuckError: a promise is broken.
        """
        self.ledger.tally.faults[fault] += 1
        deeds: list[Deed] = self.drawing.deeds(self.draw.randint(*_DEEDS))
        starts = sorted(self.draw.uniform(0, _SPREAD_SECONDS) for _ in deeds)
        scene = Scene(self.fleet, self.place, random.Random(self.draw.random()))
        when = self.draw.uniform(0, _BEFORE_SECONDS)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._fail(scene, fault, when))
            for deed, start in zip(deeds, starts, strict=True):
                group.create_task(self._do(deed, start))
        try:
            await self._settled(deeds)
        except StuckError as error:
            raise StuckError("\n".join([str(error), *map(str, deeds)])) from None
        await self._compare(fault, deeds)
        self.drawing.keep(deeds)

    async def _do(self, deed: Deed, start: float) -> None:
        await asyncio.sleep(start)
        await deed.begin(self.discord)

    async def _fail(self, scene: Scene, fault: str, when: float) -> None:
        await asyncio.sleep(when)
        await FAULTS[fault](scene)
        self.discord.clear()
        await self.place.mend()
        self.ended += await self.fleet.fill_up()

    async def _settled(self, deeds: list[Deed]) -> None:
        """Wait until nothing is to be done any more."""
        self.ended += await self.fleet.fill_up()
        await self.place.mend()
        for _ in range(3):
            await self.fleet.quiet()
            states = await asyncio.to_thread(self._open_jobs)
            if states:
                await self._jobs_ended()
            # A job that ended was told of, and its end noted, a moment later.
            await self.fleet.quiet()
            if all(deed.word is not Word.PROMISED for deed in deeds):
                break
        self.discord.gateway.forget_closed()

    async def _jobs_ended(self) -> None:
        deadline = time.monotonic() + 90
        while states := await asyncio.to_thread(self._open_jobs):
            if time.monotonic() > deadline:
                raise StuckError(f"jobs are stuck: {states}")
            await asyncio.sleep(0.3)

    def _open_jobs(self) -> list[str]:
        with self.place.open() as database:
            return open_jobs(database)

    async def _found(self) -> dict[Key, Value]:
        return await asyncio.to_thread(self._look)

    def _look(self) -> dict[Key, Value]:
        for again in (True, True, False):
            try:
                with self.place.open() as database:
                    return found_in(database, self.discord.servers)
            except StoryIndexError:
                if not again:
                    raise
                time.sleep(1)
        raise AssertionError

    def _fit(self) -> None:
        with self.place.open() as database:
            self.fitting.check(database, self.discord.servers)

    async def _compare(self, fault: str, deeds: list[Deed]) -> None:
        wrong = [f"{deed}: it was told {deed.answers} times" for deed in deeds if deed.answers > 1]
        wrong += unexpected(self.drawing, deeds)
        wrong += [f"Discord would refuse: {one}" for one in self.discord.broken]
        if FAULTS[fault] not in LOSES:
            wrong += [
                f"{deed}: it was not answered, though no bot was killed"
                for deed in deeds
                if deed.word is Word.NOTHING
            ]
        found = await self._found()
        self.ledger.tally.stories = self.fitting.compared
        for check in (self._fit, lambda: self.ledger.settle(deeds, found, fault)):
            try:
                check()
            except ViolationError as error:
                wrong.append(str(error))
        if wrong:
            told = [f"  {deed}" for deed in deeds]
            raise ViolationError("\n".join([*wrong, "the ledger of the round:", *told]))

    def faults(self, rounds: int) -> list[str]:
        """What fails in so many rounds: each thing as often as another, in a drawn order."""
        all_of_them = faults_for(self.place)
        drawn: list[str] = []
        while len(drawn) < rounds:
            drawn += self.draw.sample(all_of_them, len(all_of_them))
        return drawn[:rounds]


@asynccontextmanager
async def chaos(
    engine: str, seed: int, folder: Path | None = None, lies: tuple[str, ...] = ()
) -> AsyncIterator[Chaos]:
    """A Discord, a database and two bots.

    Args:
        engine: ``sqlite`` or ``postgres``.
        seed: of everything that is drawn.
        folder: where to keep logs; a temporary one without.
        lies: promises that the bots break (``tests.chaos.lies``).
    """
    with tempfile.TemporaryDirectory(prefix="verse-chaos-") as name:
        kept = folder or Path(name)
        os.chmod(name, 0o755)  # noqa: PTH101, S103 - PostgreSQL runs as somebody else
        discord = ChaosDiscord()
        with small_disk(Path(name)) as disk, place_of(engine, disk) as place:
            async with serving(discord) as api:
                gateway = discord.gateway.url

                def orders(_log: str, status: str) -> Orders:
                    log = str(kept / "bots.log")
                    return Orders(api, gateway, str(place.folder), place.url, log, status, lies)

                async with fleet(discord, orders, Path(name)) as started:
                    yield Chaos(started, place, random.Random(seed))
