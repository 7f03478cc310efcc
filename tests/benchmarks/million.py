"""A million passages: in one large library and in a thousand small ones, on both engines.

Every measurement is a process of its own, and what it measured is kept in the folder, so that
a run that was stopped goes on where it was; a result that is deleted is measured anew.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.material import PROJECT, Material
from tests.benchmarks.measuring import Report
from tests.benchmarks.million_material import Books
from tests.benchmarks.million_places import Figures, server, server_memory
from tests.benchmarks.million_report import told

PASSAGES = 1_000_000
STEPS = (
    "truth",
    "build-large",
    "move-large",
    "build-small",
    "move-small",
    "adding",
    "pgvector-large",
    "pgvector-small",
    "searching",
    "large-postgres",
    "large-sqlite-first",
    "large-sqlite",
    "small-sqlite",
    "small-postgres",
    "faiss-flat",
    "faiss-lists",
    "pgvector-hnsw",
)


def run(material: Material, kept: Path | None, passages: int, steps: Sequence[str]) -> Report:
    """Measure what is not measured yet of these steps, and tell all that is known.

    Args:
        material: the tales that books are made of.
        kept: the folder of the run; one that goes with it, if None.
        passages: of the large library, and of all small ones together.
        steps: what to measure, of ``STEPS``; each needs those that build what it asks.
    """
    if kept is None:
        with material.new_folder() as folder:
            return run(material, folder, passages, steps)
    folder = kept.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    Books.prepare(folder, material)
    missing = [step for step in steps if not _result(folder, step).exists()]
    if missing:
        with server(folder) as url:
            for step in missing:
                figures = _measured(step, folder, passages, url)
                _result(folder, step).write_text(json.dumps(figures), encoding="utf-8")
    known = [step for step in STEPS if _result(folder, step).exists()]
    results = {step: json.loads(_result(folder, step).read_text("utf-8")) for step in known}
    return told(results, passages)


def _result(folder: Path, step: str) -> Path:
    return folder / f"result-{step}.json"


def _measured(step: str, folder: Path, passages: int, url: str) -> Figures:
    sys.stderr.write(f"measuring {step}\n")
    child = "tests.benchmarks.million_child"
    arguments = [sys.executable, "-m", child, step, str(folder), str(passages), url]
    done = subprocess.run(arguments, check=True, stdout=subprocess.PIPE, text=True, cwd=PROJECT)
    figures: Figures = json.loads(done.stdout)
    return {**figures, "server": server_memory(folder)}
