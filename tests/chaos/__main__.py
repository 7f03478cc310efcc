"""Kills and fails what the bots stand on, round after round, and compares what members were told
with what is stored. The first promise that is broken ends it with the seed, the round and the
ledger.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from tests.chaos.faults import FAULTS
from tests.chaos.fleet import StuckError
from tests.chaos.ledger import Tally, ViolationError, Word
from tests.chaos.rounds import Chaos, chaos

ENGINES = ("sqlite", "postgres")
_WORDS = (Word.DONE, Word.REFUSED, Word.FAILED, Word.NOTHING)


def main() -> int:
    """Print a tally in Markdown; 1 where a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--rounds", type=int, default=150, metavar="N", help="of each engine")
    parser.add_argument("--seconds", type=float, default=600, metavar="N", help="of each, at most")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of all that is drawn")
    parser.add_argument("--engine", choices=ENGINES, help="only this one")
    parser.add_argument("--fault", help="only this one")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where to keep the bots' log")
    chosen = parser.parse_args()
    for engine in [chosen.engine] if chosen.engine else ENGINES:
        try:
            if not asyncio.run(_rounds(engine, chosen)):
                return 1
        except asyncio.CancelledError:
            return 130
    return 0


async def _rounds(engine: str, chosen: argparse.Namespace) -> bool:
    began = time.monotonic()
    me = asyncio.current_task()
    assert me is not None
    # Else a disk would stay mounted.
    for ends in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(ends, me.cancel)
    folder = chosen.keep / engine if chosen.keep else None
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    async with chaos(engine, chosen.seed, folder) as one:
        _say(f"{engine}: {one.place.disk.kind}; seed {chosen.seed}")
        await one.begin()
        faults = [chosen.fault] * chosen.rounds if chosen.fault else one.faults(chosen.rounds)
        went_well = True
        for number, fault in enumerate(faults, 1):
            if time.monotonic() - began > chosen.seconds:
                break
            started = time.monotonic()
            try:
                await one.round(fault)
            except (ViolationError, StuckError) as error:
                _say(f"{engine}, seed {chosen.seed}, round {number}, {fault}:\n{error}")
                went_well = False
                break
            took = time.monotonic() - started
            sys.stderr.write(f"{engine} round {number}: {fault}, {took:.1f} s\n")
        _tell(one, time.monotonic() - began)
    return went_well


def _tell(one: Chaos, seconds: float) -> None:
    tally: Tally = one.ledger.tally
    head = " | ".join(str(word) for word in _WORDS)
    _say(f"\n| what failed | rounds | {head} |\n|---|--:|{'--:|' * len(_WORDS)}")
    for fault in [one for one in FAULTS if one in tally.faults]:
        _say(f"| {fault} | {tally.faults[fault]} | {_counts(tally.met, fault)} |")
    _say(f"\n| deed | {head} |\n|---|{'--:|' * len(_WORDS)}")
    for kind in sorted({kind for kind, _ in tally.words}):
        _say(f"| {kind} | {_counts(tally.words, kind)} |")
    whole, absent = sum(tally.whole.values()), sum(tally.absent.values())
    _say(
        f"\n{sum(tally.faults.values())} rounds in {seconds:.0f} s; of {whole + absent} deeds that"
        f" were not acknowledged {whole} were stored whole and {absent} not at all;"
        f" {tally.stories} texts compared with their passages and vectors;"
        f" {one.ended} bots ended by themselves."
    )


def _counts(tally: Counter[tuple[str, Word]], name: str) -> str:
    return " | ".join(f"{tally[name, word]:,}" for word in _WORDS)


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
