"""The encoder on torch and on OpenVINO: speed, agreement and memory, each in its own process."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np

from index.encoding import OPENVINO, TORCH, SentenceEncoder
from tests.benchmarks.material import Material
from tests.benchmarks.measuring import Report, milliseconds, seconds

ROUNDS = 3
QUESTIONS = 60
PASSAGES = 96
LENGTH = 700
"""Characters of a passage."""


def run(material: Material) -> Report:
    """Encode the same questions and passages with both, and compare the vectors."""
    tales = material.tales
    texts = [tale.draft.text for tale in tales] or [material.seed.text]
    passages = [text[start : start + LENGTH] for text in texts for start in (0, LENGTH)][:PASSAGES]
    asked = [question for tale in tales for question in tale.questions][:QUESTIONS]
    given = json.dumps({"questions": asked or list(material.one.questions), "passages": passages})
    rows, vectors = [], []
    with material.new_folder() as folder:
        for backend in (TORCH, OPENVINO):
            saved = folder / f"{backend}.npy"
            command = [sys.executable, "-m", "tests.benchmarks.backends", backend, str(saved)]
            done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
            rows.append([backend, *json.loads(done.stdout.splitlines()[-1])])
            vectors.append(np.load(saved))
    apart = float(np.abs(vectors[0] - vectors[1]).max())
    cosine = float(1 - np.einsum("ij,ij->i", *vectors).min())
    columns = (
        "backend",
        "one question (ms)",
        "CPU for it (ms)",
        "passages per second",
        "CPU for one (ms)",
        "peak memory (MB)",
    )
    remark = (
        f"Of {len(vectors[0])} vectors of length 1 no number differs by more than {apart:.1e}, and"
        f" no cosine from 1 by more than {cosine:.1e}."
    )
    return Report("The encoder's backends", columns, rows, (remark,))


def measure(backend: str, saved: Path) -> list[str]:
    """What one backend takes; texts come by standard input, vectors go to a file."""
    given = json.load(sys.stdin)
    encoder = SentenceEncoder(backend=backend)
    encoder.encode(given["questions"][:5] + given["passages"][:32])
    worked = time.process_time()
    singles = [seconds(partial(encoder.encode, [text])) for text in given["questions"] * ROUNDS]
    between = time.process_time()
    batches = [seconds(partial(encoder.encode, given["passages"])) for _ in range(ROUNDS)]
    ended = time.process_time()
    np.save(saved, encoder.encode(given["questions"] + given["passages"]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = len(given["passages"]) / median(batches)
    single = (between - worked) / len(singles) * 1000
    passage = (ended - between) / len(batches) / len(given["passages"]) * 1000
    return [milliseconds(singles), f"{single:.0f}", f"{rate:.0f}", f"{passage:.0f}", f"{peak:.0f}"]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(sys.argv[1], Path(sys.argv[2]))) + "\n")
