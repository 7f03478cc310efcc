"""What questions notice of a novel that is being added beside them, as the bot does it."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from dataclasses import dataclass
from statistics import quantiles

from bot.adding.running import PAUSE_SECONDS
from bot.opening import ADDING_BATCH
from bot.work import Work
from index import Library, LibraryOptions, Progress, StoryDraft, silent
from index.encoding import SentenceEncoder
from tests.benchmarks.material import Material
from tests.benchmarks.measuring import Report

SHELF = 10
"""Fairytales that are asked; the novel is made of the others."""
CHARACTERS = 500_000
ALONE = 100
"""Questions that are asked while nothing is added."""
WARMING = 5
"""Questions before those that are timed; they are not asked again, for answers are remembered."""
THINKING_SECONDS = 0.5
"""Between two questions."""
THREADS = 2


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of each question, and of adding."""

    questions: list[float]
    adding: float


def run(material: Material) -> Report:
    """Ask while nothing is added, while a novel is added politely, and while it is added rudely."""
    tales = [tale.draft for tale in material.tales]
    novel = StoryDraft("novel", "The Novel", _novel(tales[SHELF:]))
    asked = [question for tale in material.tales[:SHELF] for question in tale.questions]
    random.Random(7).shuffle(asked)
    rows = []
    for label, batch, polite in (
        ("nothing is added", ADDING_BATCH, True),
        ("a novel is added as the bot does", ADDING_BATCH, True),
        ("the same in batches of 32, without waiting for questions", 32, False),
    ):
        encoder = SentenceEncoder(batch_size=batch)
        with material.new_folder() as folder:
            options = LibraryOptions(folder)
            with Library.open(options, encoder=encoder) as library:
                for draft in tales[:SHELF]:
                    library.add(draft)
                added = novel if rows else None
                taken = asyncio.run(_measure(library, asked, added, polite=polite))
        rows.append([label, *_told(taken)])
    columns = ("meanwhile", "questions", "p50 (ms)", "p95 (ms)", "adding (s)")
    title = f"Adding {len(novel.text):,} characters beside questions"
    remark = (
        f"One question at a time of a library of {SHELF + 1} stories, {THINKING_SECONDS:g} s after"
        f" the answer to the last, on {THREADS} threads. Adding waits at most {PAUSE_SECONDS:g} s"
        " a step while a question is worked on."
    )
    return Report(title, columns, rows, (remark,))


async def _measure(
    library: Library, questions: list[str], novel: StoryDraft | None, *, polite: bool
) -> Taken:
    work = Work(threads=THREADS, queue_size=32, name="work")
    for question in questions[:WARMING]:
        library.ask(question)
    done = threading.Event()
    adding = None
    if novel is not None:
        pause = _waiting(work) if polite else silent
        adding = asyncio.ensure_future(asyncio.to_thread(_add, library, novel, pause, done))
    times: list[float] = []
    for question in questions[WARMING:]:
        begun = time.perf_counter()
        await work.run(lambda question=question: library.ask(question))
        times.append(time.perf_counter() - begun)
        if done.is_set() or (adding is None and len(times) == ALONE):
            break
        await asyncio.sleep(THINKING_SECONDS)
    spent = await adding if adding is not None else 0.0
    await work.close(1)
    return Taken(times, spent)


def _waiting(work: Work) -> Progress:
    def pause(_stage: str, _done: int, _total: int) -> None:
        work.wait_for_quiet(PAUSE_SECONDS)

    return pause


def _add(library: Library, novel: StoryDraft, progress: Progress, done: threading.Event) -> float:
    begun = time.perf_counter()
    library.add(novel, progress=progress)
    done.set()
    return time.perf_counter() - begun


def _novel(tales: list[StoryDraft]) -> str:
    chapters = [f"Chapter {number}\n\n{tale.text}" for number, tale in enumerate(tales, 1)]
    return "\n\n".join(chapters)[:CHARACTERS]


def _told(taken: Taken) -> list[str]:
    cuts = quantiles(taken.questions, n=20)
    adding = f"{taken.adding:.0f}" if taken.adding else ""
    return [str(len(taken.questions)), f"{cuts[9] * 1000:.0f}", f"{cuts[18] * 1000:.0f}", adding]
