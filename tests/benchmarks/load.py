"""Many libraries and many who ask: questions a second, waiting, memory, and how each grows.

Every measurement is a process of its own, and what it measured is kept in the folder, so that a
run that was stopped goes on where it was; a result that is deleted is measured anew.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from tests.benchmarks.load_material import Tales
from tests.benchmarks.load_report import told
from tests.benchmarks.material import PROJECT, Material
from tests.benchmarks.measuring import Report
from tests.benchmarks.million_places import Figures, server

LIBRARIES = 10_000
MEMBERS = (1, 10, 100)
ENGINES = ("sqlite", "postgres")
ASKED = 100
"""Questions that are counted of each number of members in a round."""
ROUNDS = 3
STEPS = ("build", "ask", "again", "memory", "connections", "statements", "processes")
_SHARED = 100
"""Libraries that several processes are asked for."""
_POINTS = {"small": (1, 64, 250, 500, 1_000), "middle": (1, 10, 25, 50), "large": (1, 3, 6, 10)}
"""Numbers of open libraries at which the memory is looked at, by their size."""
_TOGETHER = 20
"""Members who ask one process, or two together."""
_SHAPES = ((1, 2, 2), (1, 2, 1), (2, 1, 1), (2, 2, 1))
"""Processes, threads that answer in each, and torch's threads for each answer."""


@dataclass(frozen=True, slots=True)
class Load:
    """What is measured, and how much of it."""

    steps: Sequence[str] = STEPS
    libraries: int = LIBRARIES
    asked: int = ASKED
    rounds: int = ROUNDS


def run(material: Material, kept: Path | None, load: Load) -> Report:
    """Measure what is not measured yet of these steps, and tell all that is known.

    Args:
        material: gives a folder, where none is kept.
        kept: the folder of the run; one that goes with it, if None.
        load: what to measure; each step needs ``build``.
    """
    if kept is None:
        with material.new_folder() as folder:
            return run(material, folder, load)
    folder = kept.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    Tales.prepare(folder)
    work = [one for step in load.steps for one in _works(step, load)]
    missing = [one for one in work if not _result(folder, one.name).exists()]
    if missing:
        with server(folder) as url:
            for one in missing:
                figures = _measured(one, folder, url)
                figures["load"] = os.getloadavg()[0]
                _result(folder, one.name).write_text(json.dumps(figures), encoding="utf-8")
    results = {
        path.stem.removeprefix("result-"): json.loads(path.read_text("utf-8"))
        for path in sorted(folder.glob("result-*.json"))
    }
    return told(results)


@dataclass(frozen=True, slots=True)
class _Work:
    """One measurement: its name, what its processes are told, and torch's threads."""

    name: str
    wanted: dict[str, Any]
    processes: int = 1
    cores: int | None = None


def _works(step: str, load: Load) -> Iterator[_Work]:
    rounds = range(load.rounds)
    if step == "build":
        counts = {"small": load.libraries, "middle": 60, "large": 12}
        for engine in ENGINES:
            yield _Work(f"build-{engine}", {"step": step, "engine": engine, "counts": counts})
    elif step == "ask":
        sizes = [size for size in (1, _SHARED, load.libraries) if size <= load.libraries]
        sizes = list(dict.fromkeys(sizes))
        for turn, members, size, engine in product(rounds, MEMBERS, sizes, ENGINES):
            name = f"ask-{engine}-{size}-{members}-{turn}"
            yield _asking(name, engine, size, members, turn, load)
    elif step == "again":
        for turn in rounds:
            work = _asking(f"again-{turn}", "sqlite", _SHARED, 10, turn, load)
            yield _Work(work.name, work.wanted | {"again": True})
    elif step == "processes":
        for turn in rounds:
            for processes, threads, cores in _SHAPES:
                each = _TOGETHER // processes
                name = f"processes-{processes}-{threads}-{cores}-{turn}"
                work = _asking(name, "postgres", _SHARED, each, turn, load, processes)
                yield _Work(name, work.wanted | {"threads": threads}, processes, cores)
    else:
        yield from _of_memory(step)


def _of_memory(step: str) -> Iterator[_Work]:
    if step == "connections":
        points = (1, 4, 8, 16, 32)
        wanted = {"step": step, "engine": "postgres", "points": points}
        yield _Work(step, wanted)
        return
    for engine in ENGINES:
        if step == "statements":
            yield _Work(f"{step}-{engine}", {"step": step, "engine": engine})
            continue
        for size, points in _POINTS.items():
            wanted = {"step": step, "engine": engine, "size": size, "points": points}
            yield _Work(f"{step}-{engine}-{size}", wanted)


def _asking(
    name: str,
    engine: str,
    libraries: int,
    members: int,
    turn: int,
    load: Load,
    processes: int = 1,
) -> _Work:
    wanted = {
        "step": "ask",
        "engine": engine,
        "libraries": libraries,
        "members": members,
        "asked": load.asked // processes,
        "threads": 2,
        "seed": turn,
    }
    return _Work(name, wanted, processes)


def _measured(work: _Work, folder: Path, url: str) -> Figures:
    """What the processes of a measurement tell; of several, each's figures."""
    sys.stderr.write(f"measuring {work.name}\n")
    environment = dict(os.environ)
    if work.cores is not None:
        environment |= {"OMP_NUM_THREADS": str(work.cores), "LOAD_TOGETHER": "1"}
    started = []
    for number in range(work.processes):
        seed = {"seed": work.wanted["seed"] + 1_000 * number} if "seed" in work.wanted else {}
        wanted = work.wanted | {"folder": str(folder), "server": url} | seed
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "tests.benchmarks.load_child", json.dumps(wanted)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=PROJECT,
                env=environment,
            )
        )
    if work.cores is not None:
        _begin_together(started)
    outputs = [child.communicate()[0] for child in started]
    for child, output in zip(started, outputs, strict=True):
        if child.returncode:
            raise subprocess.CalledProcessError(child.returncode, child.args, output)
    figures: list[Figures] = [json.loads(output.splitlines()[-1]) for output in outputs]
    return figures[0] if len(figures) == 1 else {"each": figures}


def _begin_together(started: Sequence[subprocess.Popen[str]]) -> None:
    """Let processes begin to ask when all are ready."""
    for child in started:
        assert child.stdout is not None
        child.stdout.readline()
    for child in started:
        assert child.stdin is not None
        child.stdin.write("begin\n")
        child.stdin.flush()


def _result(folder: Path, name: str) -> Path:
    return folder / f"result-{name}.json"
