"""How long a process of ``verse`` takes."""

from __future__ import annotations

import subprocess
import sys
from functools import partial

from tests.benchmarks.material import PROJECT, Material
from tests.benchmarks.measuring import Report, seconds, spread

RUNS = 5
QUESTION = "what did Akar promise?"


def run(material: Material) -> Report:
    """Start each command several times, in turns."""
    folder = str(material.one.folder)
    commands = {
        "`python -c pass`": ("-c", "pass"),
        "`python -c 'import sentence_transformers, faiss'`": (
            "-c",
            "import sentence_transformers, faiss",
        ),
        "`verse --help`": ("-m", "bot", "--help"),
        "`verse stories`": ("-m", "bot", "stories", "--library", folder),
        f'`verse ask "{QUESTION}"` on a library that exists': (
            *("-m", "bot", "ask", QUESTION),
            *("--library", folder),
        ),
    }
    times: dict[str, list[float]] = {label: [] for label in commands}
    for _ in range(RUNS):
        for label, arguments in commands.items():
            times[label].append(seconds(partial(_start, arguments)))
    rows = [[label, spread(spent, ".2f")] for label, spent in times.items()]
    columns = ("process", f"seconds, median of {RUNS} (least to greatest)")
    return Report("Start-up", columns, rows)


def _start(arguments: tuple[str, ...]) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=PROJECT)
