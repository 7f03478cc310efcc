"""Questions of many members at once: how many a second, and how long each waits for its answer.

As the bot does it, a thread for each core and each question's rows read by themselves, beside more
questions in flight than that, whose rows are read together by as many lanes.
"""

from __future__ import annotations

import random
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import torch

from index import Library
from index.answers import Answers
from index.reading.span_model import SpanModel
from tests.benchmarks.material import Material
from tests.benchmarks.measuring import Report, p50_and_p99

ROUNDS = 2
LANES = 2
IN_FLIGHT = (1, 2, 4, 8)
"""Questions for each lane; 1 is without batches."""
TORCH_THREADS = (1, 2)
"""For each lane."""
ASKED = {1: 15, 10: 40, 100: 100}
"""Questions by how many members wait, each of whom asks again as soon as they have their answer."""


@dataclass(slots=True)
class Taken:
    """What a shape took, in all rounds."""

    waits: list[float] = field(default_factory=list)
    """Seconds from asking to the answer, of each question."""
    wall: float = 0.0
    cpu: float = 0.0
    """Seconds of all threads together."""

    def cells(self) -> list[str]:
        """As the table has it."""
        each = self.cpu / len(self.waits) * 1000
        return [f"{len(self.waits) / self.wall:.1f}", *p50_and_p99(self.waits), f"{each:.0f}"]


def run(material: Material) -> Report:
    """Ask one library in several shapes in turns, with no answer remembered."""
    shelf = material.shelves[-1]
    cores = torch.get_num_threads()
    # One member has no more than one question in flight.
    shapes = [
        (each, members, flight)
        for each, members, flight in product(TORCH_THREADS, ASKED, IN_FLIGHT)
        if flight <= 2 or members > 1
    ]
    taken = {shape: Taken() for shape in shapes}
    with material.library(shelf) as library:
        library._equipment.answers = Answers(entries=0)
        alone, together = SpanModel(lanes=0), SpanModel(lanes=LANES)
        for number, shape in product(range(ROUNDS), shapes):
            each, members, flight = shape
            reader: Any = library._equipment.reader()[0]
            reader._model = alone if flight == 1 else together
            drawn = random.Random(members + number).sample(shelf.questions, ASKED[members])
            _ask(library, drawn, LANES * flight, each, members, taken[shape])
            sys.stderr.write(f"{number} {shape}: {' '.join(taken[shape].cells())}\n")
    torch.set_num_threads(cores)
    rows = [
        [str(members), str(each), str(flight), *taken[each, members, flight].cells()]
        for each, members, flight in sorted(shapes, key=lambda shape: (shape[1], shape))
    ]
    columns = (
        "members",
        "torch's threads",
        "in flight for each lane",
        "questions per second",
        "p50 (ms)",
        "p99 (ms)",
        "CPU for each (ms)",
    )
    return Report(f"Questions that wait: {shelf.label}, {LANES} lanes", columns, rows)


def _ask(
    library: Library, questions: list[str], threads: int, each: int, members: int, taken: Taken
) -> None:
    """Have members ask until no question is left."""
    left, one = iter(questions), threading.Lock()

    def answer(question: str, begun: float) -> None:
        library.ask(question)
        taken.waits.append(time.perf_counter() - begun)

    def member() -> None:
        while True:
            with one:
                question = next(left, None)
            if question is None:
                return
            pool.submit(answer, question, time.perf_counter()).result()

    with ThreadPoolExecutor(threads, initializer=torch.set_num_threads, initargs=(each,)) as pool:
        begun, worked = time.perf_counter(), time.process_time()
        asking = [threading.Thread(target=member) for _ in range(members)]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
        taken.wall += time.perf_counter() - begun
        taken.cpu += time.process_time() - worked
