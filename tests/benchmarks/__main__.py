"""Measures what docs/benchmarks.md tells: all of it, or the benchmarks that are named."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import indexing, latency, memory, retrieval, starting
from tests.benchmarks.material import DATA, PROJECT, Material

BENCHMARKS = {
    "indexing": indexing.run,
    "latency": latency.run,
    "starting": starting.run,
    "memory": memory.run,
    "retrieval": retrieval.run,
}


def main() -> None:
    """Print one Markdown table per benchmark."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "benchmarks", nargs="*", metavar="NAME", help=f"one or more of {', '.join(BENCHMARKS)}"
    )
    parser.add_argument(
        "--library",
        type=Path,
        metavar="FOLDER",
        help="keep the library of 250 stories here; building it takes minutes",
    )
    chosen = parser.parse_args()
    unknown = sorted(set(chosen.benchmarks) - set(BENCHMARKS))
    if unknown:
        parser.error(f"there is no benchmark {unknown[0]!r}; choose from {', '.join(BENCHMARKS)}")
    with tempfile.TemporaryDirectory() as scratch:
        material = Material(Path(scratch), chosen.library)
        if not material.tales:
            folder = DATA.relative_to(PROJECT.parent)
            _print(f"There are no fairytales in ../{folder}: only the seed story is measured.\n")
        for name in chosen.benchmarks or BENCHMARKS:
            report = BENCHMARKS[name](material)
            _print(f"{report.markdown()}\n\n`python -m tests.benchmarks {name}`\n")


def _print(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
