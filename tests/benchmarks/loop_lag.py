"""How late the bot's event loop is while members ask and a novel is added, by its own measure."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import sys
from asyncio.subprocess import PIPE
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median, quantiles

import discord
import simcord

from bot.client import Bot, create_bot
from bot.health.pulse import BEAT_SECONDS
from bot.metrics import Outcome
from bot.settings import Settings
from index import Libraries, server_key
from tests.benchmarks.material import Material, Tale
from tests.benchmarks.measuring import Report
from tests.bot.support.filling import leave_running

MEMBERS = 20
SHELF = 5
"""Fairytales that are asked; the novel is made of the others."""
CHARACTERS = 500_000
SECONDS = 60.0
"""Of each phase; the bot remembers the lags of a minute."""
_PATIENCE_SECONDS = 3600.0
_GLANCE_SECONDS = 0.05
"""Between two looks at how many wait."""


def run(material: Material) -> Report:
    """Measure a minute of nothing, one of questions, and one of questions beside a novel."""
    with material.new_folder() as folder:
        rows = asyncio.run(_measure(material, folder))
    idle = "p99 of an idle process beside it (ms)"
    columns = ("meanwhile", "p50 (ms)", "p99 (ms)", "max (ms)", idle, "answers")
    remark = (
        f"A real bot with its models in one process: {MEMBERS} members of one server ask, each"
        " again as soon as others are answered; the novel has"
        f" {CHARACTERS:,} characters. The bot's own pulse wakes every {BEAT_SECONDS * 1000:.0f} ms;"
        " its lag is how much later it was woken than it asked for. The members and their Discord"
        " live on the same event loop, and their share is in it; what the machine's other work adds"
        " shows in the idle process."
    )
    return Report("The event loop's lag", columns, rows, (remark,))


async def _measure(material: Material, folder: Path) -> list[list[str]]:
    settings = Settings(
        _env_file=None, discord={"cooldown_seconds": 0}, database={"folder": folder}
    )
    bot = create_bot(settings)
    tales = material.tales[: SHELF + 60]
    async with simcord.run(bot, settle_timeout=_PATIENCE_SECONDS, check_errors=False) as env:
        guild = env.create_guild("Readers")
        channel = guild.create_text_channel("stories")
        role = guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
        people = [
            guild.add_member(env.create_user(f"member-{number}"), roles=[role])
            for number in range(MEMBERS)
        ]
        await _fill(bot, server_key(str(guild.id)), tales[:SHELF])
        asking = Asking(env, channel, people, _questions(tales[:SHELF]))
        await asking.keep(1, 2.0)  # loads what the first question loads
        rows = [await _row("nothing", bot, asking, members=0)]
        rows.append(await _row(f"{MEMBERS} members ask", bot, asking, members=MEMBERS))
        novel = _novel(tale.draft.text for tale in tales[SHELF:])
        adding = people[0].slash(channel, "story add", file1=("novel.txt", novel))
        await leave_running(env, adding)
        label = f"{MEMBERS} members ask, and a novel is added"
        rows.append(await _row(label, bot, asking, members=MEMBERS))
        await bot.close()
    return rows


class Asking:
    """Members who ask one after the other, so that so many questions wait at any time."""

    def __init__(
        self,
        env: simcord.Env,
        channel: simcord.ChannelHandle,
        people: list[simcord.MemberActor],
        questions: Iterator[str],
    ) -> None:
        self._env = env
        self._channel = channel
        self._people = itertools.cycle(people)
        self._questions = questions

    async def keep(self, waiting: int, seconds: float) -> int:
        """Keep so many questions waiting for some seconds; return how many were answered."""
        loop = asyncio.get_running_loop()
        before, end = self._answered(), loop.time() + seconds
        while loop.time() < end:
            while self._asked() - self._answered() < waiting:
                asking = next(self._people).slash(
                    self._channel, "ask", question=next(self._questions)
                )
                await leave_running(self._env, asking, seconds=0.001)
            await asyncio.sleep(_GLANCE_SECONDS)
        return self._answered() - before

    def _asked(self) -> int:
        return self._figure("verse_questions_total")

    def _answered(self) -> int:
        return sum(self._figure("verse_answers_total", outcome=one) for one in Outcome)

    def _figure(self, name: str, **labels: str) -> int:
        return int(self._env.bot.meter.registry.get_sample_value(name, labels) or 0)


async def _row(label: str, bot: Bot, asking: Asking, *, members: int) -> list[str]:
    idle = asyncio.create_task(_idle_lags())
    answers = await asking.keep(members, SECONDS)
    lags = [lag for _, lag in bot.watch.pulse.recent]
    return [label, *_told(lags), _told(await idle)[1], str(answers)]


async def _idle_lags() -> list[float]:
    """Those of a process beside the bot that does nothing but measure them."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.benchmarks.idle_child",
        str(SECONDS),
        str(BEAT_SECONDS),
        stdout=PIPE,
    )
    told, _ = await child.communicate()
    lags: list[float] = json.loads(told)
    return lags


def _told(lags: list[float]) -> tuple[str, str, str]:
    """The median, the 99th percentile and the greatest, in milliseconds."""
    spread = (median(lags), quantiles(lags, n=100)[98], max(lags))
    return f"{spread[0] * 1000:.1f}", f"{spread[1] * 1000:.1f}", f"{spread[2] * 1000:.1f}"


async def _fill(bot: Bot, key: str, tales: Iterable[Tale]) -> None:
    def fill(libraries: Libraries) -> None:
        for tale in tales:
            libraries.of(key).add(tale.draft)

    await bot.desk.read(fill)


def _questions(tales: Iterable[Tale]) -> Iterator[str]:
    asked = [question for tale in tales for question in tale.questions]
    random.Random(20).shuffle(asked)
    return itertools.cycle(asked or ["What did Akar promise?", "What will not be integrated?"])


def _novel(texts: Iterable[str]) -> bytes:
    chapters = [f"Chapter {number}\n\n{text}" for number, text in enumerate(texts, 1)]
    return "\n\n".join(chapters)[:CHARACTERS].encode()
