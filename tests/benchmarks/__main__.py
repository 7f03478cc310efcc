"""Measures what docs/benchmarks.md tells: all of it, or the benchmarks that are named."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.benchmarks import (
    adding,
    answers,
    backends,
    indexing,
    latency,
    libraries,
    load,
    loop_lag,
    memory,
    million,
    people,
    reading,
    retrieval,
    starting,
    statements,
    waiting,
)
from tests.benchmarks.material import DATA, PROJECT, Material
from tests.benchmarks.measuring import Report

BENCHMARKS: dict[str, Callable[[Material], Report]] = {
    "indexing": indexing.run,
    "latency": latency.run,
    "starting": starting.run,
    "memory": memory.run,
    "retrieval": retrieval.run,
    "adding": adding.run,
    "backends": backends.run,
    "waiting": waiting.run,
    "loop_lag": loop_lag.run,
}
NAMES = (*BENCHMARKS, "reading", "answers", "people", "statements", "libraries")
ALONE = ("million", "load")
"""Measured only when named: they take an hour or more, and up to 20 GB."""


def main() -> None:
    """Print one Markdown table per benchmark."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "benchmarks",
        nargs="*",
        metavar="NAME",
        help=f"one or more of {', '.join((*NAMES, *ALONE))}",
    )
    parser.add_argument(
        "--library",
        type=Path,
        metavar="FOLDER",
        help="keep the library of 250 stories here; building it takes minutes",
    )
    parser.add_argument(
        "--data", type=Path, metavar="FOLDER", default=DATA, help="the reading data"
    )
    parser.add_argument(
        "--stories", type=int, metavar="N", help="let `answers` search N stories of each set only"
    )
    parser.add_argument(
        "--trained", type=Path, metavar="FOLDER", help="the reader's float32 form, for `reading`"
    )
    parser.add_argument(
        "--passages", type=int, metavar="N", default=million.PASSAGES, help="of `million`"
    )
    parser.add_argument(
        "--kept",
        type=Path,
        metavar="FOLDER",
        help="keep what `million` or `load` builds and measures here",
    )
    parser.add_argument(
        "--steps",
        nargs="*",
        metavar="STEP",
        choices=(*million.STEPS, *load.STEPS),
        help=f"of `million`, only these of {', '.join(million.STEPS)}; of `load`, of"
        f" {', '.join(load.STEPS)}",
    )
    whole = load.Load()
    parser.add_argument(
        "--many", type=int, metavar="N", default=whole.libraries, help="libraries of `load`"
    )
    parser.add_argument(
        "--asked", type=int, metavar="N", default=whole.asked, help="questions in a round of it"
    )
    parser.add_argument(
        "--rounds", type=int, metavar="N", default=whole.rounds, help="rounds of `load`"
    )
    chosen = parser.parse_args()
    unknown = sorted(set(chosen.benchmarks) - {*NAMES, *ALONE})
    if unknown:
        parser.error(
            f"there is no benchmark {unknown[0]!r}; choose from {', '.join((*NAMES, *ALONE))}"
        )
    names = chosen.benchmarks or NAMES
    asking = partial(answers.run, data=chosen.data, most=chosen.stories)
    benchmarks = BENCHMARKS | {
        "answers": asking,
        "people": lambda _: people.run(chosen.data),
        "statements": lambda _: statements.run(chosen.data),
        "libraries": lambda made: libraries.run(made, chosen.data),
        "million": lambda made: million.run(
            made, chosen.kept, chosen.passages, chosen.steps or million.STEPS
        ),
        "load": lambda made: load.run(
            made,
            chosen.kept,
            load.Load(chosen.steps or load.STEPS, chosen.many, chosen.asked, chosen.rounds),
        ),
        "reading": lambda _: reading.run(chosen.data, chosen.trained),
    }
    with tempfile.TemporaryDirectory() as scratch:
        material = Material(Path(scratch), chosen.library)
        if set(names) & set(BENCHMARKS) and not material.tales:
            folder = DATA.relative_to(PROJECT.parent)
            _print(f"There are no fairytales in ../{folder}: only the seed story is measured.\n")
        for name in names:
            report = benchmarks[name](material)
            _print(f"{report.markdown()}\n\n`python -m tests.benchmarks {name}`\n")


def _print(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
