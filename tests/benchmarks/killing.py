"""Kills processes while they add, remove, replace, import and migrate, a hundred times or more."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from index import corpora
from tests.index.killing_deeds import DEEDS, Killer

_HEAD = (
    "| deed | kills | acknowledged | killed within | of these done whole | texts compared |"
    " words looked for in vain |\n|---|--:|--:|--:|--:|--:|--:|"
)


def main() -> None:
    """Print one Markdown row per deed; the first thing that is wrong ends it with a traceback."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.killing", description=__doc__)
    parser.add_argument("--times", type=int, default=100, metavar="N", help="kills, of all deeds")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the moments")
    chosen = parser.parse_args()
    corpora.SAVED_FROM = 1
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        draw = random.Random(chosen.seed)
        killers = {deed: Killer(deed, Path(place), draw) for deed in DEEDS}
        for number in range(chosen.times):
            killers[DEEDS[number % len(DEEDS)]].kill()
    _print(_HEAD)
    for deed, killer in killers.items():
        _print(f"| {deed} | {' | '.join(f'{figure:,}' for figure in killer.figures.row())} |")
    _print(f"\n{chosen.times} kills in {time.monotonic() - began:.0f} s, seed {chosen.seed}.")


def _print(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
