"""How much memory a process takes that opened a library and answered."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.benchmarks import memory_child
from tests.benchmarks.material import PROJECT, Material, Shelf
from tests.benchmarks.measuring import Report, spread

RUNS = 3
ASKED = 20


def run(material: Material) -> Report:
    """Let fresh processes open each library and answer, and take their greatest memory."""
    rows = [["the encoder alone, one sentence encoded", *_row(None, ())]]
    for shelf in material.shelves:
        rows.append([f"{shelf.label}, 1 question asked", *_row(shelf, shelf.questions[:1])])
        asked = shelf.questions[:ASKED]
        rows.append([f"{shelf.label}, {len(asked)} questions asked", *_row(shelf, asked)])
    columns = ("process", f"peak resident memory (MB), median of {RUNS} (least to greatest)")
    return Report("Memory", columns, rows)


def _row(shelf: Shelf | None, questions: tuple[str, ...]) -> list[str]:
    folder = str(shelf.folder) if shelf else ""
    return [spread([peak(folder, questions) for _ in range(RUNS)], ".0f")]


def peak(folder: str, questions: tuple[str, ...]) -> float:
    """The greatest resident memory of a process that opens a library and asks it, in megabytes."""
    child = Path(memory_child.__file__).stem
    arguments = [sys.executable, "-m", f"tests.benchmarks.{child}", folder, *questions]
    done = subprocess.run(arguments, check=True, capture_output=True, text=True, cwd=PROJECT)
    return float(done.stdout)
