"""Questions of many members at once: how many a second, and how long each waits for its answer."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from typing import Any

import torch

from index import Library
from index.answers import Answers
from tests.benchmarks.material import Material
from tests.benchmarks.measuring import Report, p50_and_p99

WAITING = (1, 10, 100)
"""Members, each of whom asks again as soon as they have their answer."""
ASKED = 120
"""Questions in each run."""
SHAPES = ((2, 2, False), (2, 1, False), (2, 2, True), (4, 2, False))
"""Threads that answer, torch's threads for each, and whether the reader reads for one at a time."""


def run(material: Material) -> Report:
    """Ask one library in several shapes, in which answers are not remembered."""
    shelf = material.shelves[-1]
    rows, cores = [], torch.get_num_threads()
    with material.library(shelf) as library:
        library._equipment.answers = Answers(entries=0)
        library.ask(shelf.questions[0])
        for threads, each, alone in SHAPES:
            for members in WAITING:
                drawn = random.Random(members).choices(shelf.questions, k=ASKED)
                taken, spent = _asked(library, drawn, (threads, each, alone), members)
                label = f"{threads} x {each}{', one reading' if alone else ''}"
                rate = f"{len(taken) / spent:.1f}"
                rows.append([label, str(members), rate, *p50_and_p99(taken)])
    torch.set_num_threads(cores)
    columns = ("threads x torch's", "members", "questions per second", "p50 (ms)", "p99 (ms)")
    return Report(f"Many ask at once: {shelf.label}", columns, rows)


def _asked(
    library: Library, questions: list[str], shape: tuple[int, int, bool], members: int
) -> tuple[list[float], float]:
    """Seconds from asking to the answer of each question, and those of all of them."""
    threads, each, alone = shape
    taken: list[float] = []
    left, one = iter(questions), threading.Lock()

    def answer(question: str, begun: float) -> None:
        library.ask(question)
        taken.append(time.perf_counter() - begun)

    def member() -> None:
        while True:
            with one:
                question = next(left, None)
            if question is None:
                return
            pool.submit(answer, question, time.perf_counter()).result()

    with (
        _one_at_a_time(library) if alone else nullcontext(),
        ThreadPoolExecutor(threads, initializer=torch.set_num_threads, initargs=(each,)) as pool,
    ):
        begun = time.perf_counter()
        asking = [threading.Thread(target=member) for _ in range(members)]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
        return taken, time.perf_counter() - begun


@contextmanager
def _one_at_a_time(library: Library) -> Iterator[None]:
    """Have the reader read for one question at a time, as one that reads batches would."""
    reader: Any = library._equipment.reader()[0]
    whole, one = reader.read, threading.Lock()

    def read(*given: object) -> object:
        with one:
            return whole(*given)

    reader.read = read
    yield
    del reader.read
