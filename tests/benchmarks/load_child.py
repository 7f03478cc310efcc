"""One measurement of ``load`` in a process of its own, so that its memory is its own.

Arguments: JSON with the step and what it needs. Prints JSON.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from index import Libraries, Library, LibraryOptions, server_key
from index.storage.database import Database
from tests.benchmarks.load_asking import Bot, Questions, stages
from tests.benchmarks.load_material import FIRST, SIZES, Tales
from tests.benchmarks.load_watching import traffic
from tests.benchmarks.million_bare import settle
from tests.benchmarks.million_places import Figures, Places, resident, server_memory, server_worked

OPENED = 100
"""Libraries that are open before anything is counted."""
WARMED = 10
"""Questions that are asked before."""
REMEMBERED_QUESTIONS = 40
STATEMENTS = 20
"""Questions whose statements are counted."""


class Child:
    """The steps."""

    def __init__(self, places: Places, engine: str) -> None:
        self._places = places
        self._engine = engine
        self._tales = Tales(places.folder)

    def build(self, counts: dict[str, int]) -> Figures:
        """Store libraries of each size that are missing, telling what the disk grew by."""
        with self._database() as database:
            held = set(database.library_keys())
        grown: list[tuple[str, int, int, int, float]] = []
        for size, count in counts.items():
            for first, last in itertools.pairwise([0, count // 10, count // 2, count]):
                numbers = [FIRST[size] + one for one in range(first, last)]
                numbers = [one for one in numbers if server_key(str(one)) not in held]
                before, begun = self._disk(), time.perf_counter()
                # It is closed before the disk is looked at: then nothing is left in a log.
                with self._database() as database:
                    passages = self._tales.fill(database, numbers, SIZES[size])
                spent = time.perf_counter() - begun
                grown.append((size, len(numbers), passages, self._disk() - before, spent))
        return {"grown": grown}

    def ask(
        self,
        libraries: int,
        members: int,
        asked: int,
        *,
        threads: int,
        seed: int,
        again: bool = False,
    ) -> Figures:
        """Let members ask that many questions of libraries drawn by chance."""
        return asyncio.run(self._ask(libraries, members, asked, threads, seed, again))

    async def _ask(
        self,
        libraries: int,
        members: int,
        asked: int,
        threads: int,
        seed: int,
        again: bool,
    ) -> Figures:
        numbers = range(libraries)
        questions: Questions = self._tales.questions(numbers, seed)
        bot = Bot(self._places.data(self._engine, "load"), self._url(), threads)
        await bot.desk.open()
        figures: Figures = {"models": resident()}
        try:
            await bot.open(range(min(libraries, OPENED)))
            for _ in range(WARMED):
                server, question = next(self._tales.questions(numbers[:OPENED], seed + 1))
                await bot.ask(1, server, question)
            if again:
                known = list(itertools.islice(questions, REMEMBERED_QUESTIONS))
                for number, question in known:
                    await bot.ask(1, number, question)
                questions = itertools.cycle(known)
            _ready()
            worked = self._worked()
            with stages(bot, figures), traffic() as went:
                run = await bot.load(questions, members, asked)
            figures |= {"times": run.times, "seconds": run.seconds, "shed": run.shed}
            figures["worked"] = self._worked() - worked
            figures["traffic"] = went.each(max(1, int(figures["exchanges"])))
            figures["resident"] = resident()
        finally:
            await bot.desk.close()
        return figures

    def memory(self, size: str, points: Sequence[int]) -> Figures:
        """Open libraries one after the other; what they take and how long it takes."""
        options = LibraryOptions(self._places.data(self._engine, "load"), self._url())
        figures: Figures = {"points": [], "opened": [], "worked": [], "read": []}
        with Libraries.open(options) as libraries, ExitStack() as held:
            libraries.warm_up()
            first = libraries.of(server_key(str(FIRST[size])))
            first.ask("Who is this about?")
            del first
            gc.collect()
            figures["models"] = resident()
            kept: list[Library] = []
            for number in range(1, points[-1] + 1):
                key = server_key(str(FIRST[size] + number))
                begun, worked = time.perf_counter(), time.thread_time()
                library = libraries.of(key)
                corpus = library._corpus()
                figures["opened"].append(time.perf_counter() - begun)
                figures["worked"].append(time.thread_time() - worked)
                figures["read"].append(_read_again(library))
                kept.append(library)
                if number in points:
                    gc.collect()
                    figures["points"].append([number, resident()])
            figures["passages"] = len(corpus.passages)
            figures["used"] = _used(kept)
            held.callback(kept.clear)
        return figures

    def connections(self, points: Sequence[int]) -> Figures:
        """Open connections that each have read a library; what the server takes for them."""
        figures: Figures = {"points": [[0, server_memory(self._places.folder)]]}
        with ExitStack() as opened:
            for number in range(1, points[-1] + 1):
                database = opened.enter_context(self._database())
                storage = database.library(server_key(str(FIRST["small"] + number)))
                storage.texts(), storage.passages(), storage.vectors()
                if number in points:
                    figures["points"].append([number, server_memory(self._places.folder)])
        return figures

    def statements(self) -> Figures:
        """What one question sends to the database: the first of a library, and the next."""
        return asyncio.run(self._statements())

    async def _statements(self) -> Figures:
        bot = Bot(self._places.data(self._engine, "load"), self._url(), 2)
        await bot.desk.open()
        figures: Figures = {}
        try:
            for number in range(STATEMENTS):
                await bot.ask(1, number, "Who is this about?")
            for name, numbers in (
                ("next", range(STATEMENTS)),
                ("first", range(STATEMENTS, 2 * STATEMENTS)),
            ):
                asked = [next(self._tales.questions([number], 7)) for number in numbers]
                with traffic() as went:
                    for one in asked:
                        await bot.ask(1, *one)
                figures[name] = went.each(len(asked))
        finally:
            await bot.desk.close()
        return figures

    def _database(self) -> Database:
        return Database.open(self._places.data(self._engine, "load"), self._url())

    def _url(self) -> str | None:
        return self._places.url("small") if self._engine == "postgres" else None

    def _worked(self) -> float:
        """The processor time of this process until now, and of the server that it asks."""
        server = server_worked(self._places.folder) if self._engine == "postgres" else 0.0
        return time.process_time() + server

    def _disk(self) -> int:
        if self._engine == "postgres":
            settle(self._places.url("small"))
            return self._places.disk("postgres", "small")
        return self._places.disk("sqlite", "load")


def _read_again(library: Library) -> float:
    """The seconds that the database takes of opening a library."""
    begun = time.perf_counter()
    with library._storage.at_one_moment():
        library._storage.texts(), library._storage.passages(), library._storage.vectors()
    return time.perf_counter() - begun


def _used(opened: Sequence[Library]) -> Figures:
    """What some of them take more once their stories are taken apart for a question."""
    before, some = resident(), opened[: max(1, len(opened) // 4)]
    for library in some:
        part = library.up_to({})._searchable(None)
        for text in part.stories.values():
            _ = text.outline, text.sentence_terms
    gc.collect()
    return {"libraries": len(some), "megabytes": resident() - before}


def _ready() -> None:
    """Wait for the word to begin, where several processes are to begin together."""
    if os.environ.get("LOAD_TOGETHER"):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()


def main(written: str) -> None:
    """Do the step and print its figures."""
    wanted: dict[str, Any] = json.loads(written)
    places = Places(Path(wanted.pop("folder")), 0, wanted.pop("server"))
    child = Child(places, wanted.pop("engine"))
    steps: dict[str, Callable[..., Figures]] = {
        "build": child.build,
        "ask": child.ask,
        "memory": child.memory,
        "connections": child.connections,
        "statements": child.statements,
    }
    sys.stdout.write(json.dumps(steps[wanted.pop("step")](**wanted)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
