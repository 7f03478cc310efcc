"""Kills a saving process at random moments: 20 rounds, or as many as VERSE_KILL_ROUNDS says."""

from __future__ import annotations

import os
import random
import runpy
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import index.stores.files as files_module
from index.stores.faiss_store import FaissStore
from index.stores.files import MANIFEST_FILE, IndexFiles, Reason, Unusable
from index.stores.manifest import from_bytes

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGKILL")

CHILD = Path(__file__).with_name("saving_child.py")
ROUNDS = int(os.environ.get("VERSE_KILL_ROUNDS", "20"))
PROJECT = Path(files_module.__file__).parents[2]


def killed_while_saving(folder: Path, first: int, *, begun: bool, seconds: float) -> int | None:
    """Let a child save from this generation on; return the last one whose save had returned.

    It is killed so long after it was ready, or after its first save.
    """
    child = subprocess.Popen(
        [sys.executable, str(CHILD), str(folder), str(first), "100000"],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    said = child.stdout.readline() if begun else b""
    time.sleep(seconds)
    child.kill()
    said += child.stdout.read()
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL
    # A line that is whole was written after its save had returned.
    generations = said[: said.rfind(b"\n") + 1].split()
    return int(generations[-1]) if generations else None


def test_an_index_survives_kill_minus_9_whole(tmp_path: Path) -> None:
    made = runpy.run_path(str(CHILD))
    moments = random.Random(20_260_101)
    folder, first, kept = tmp_path, 1, 0
    for round_ in range(ROUNDS):
        longest = 0.1
        if round_ % 5 == 0:  # the first save of all, into nothing, gets its chances too
            folder, first, kept, longest = tmp_path / f"{round_}", 1, 0, 0.01
        files = IndexFiles(folder)

        # In every other round at least one index was saved, however slow the machine.
        begun, seconds = round_ % 2 == 1, moments.uniform(0, longest)
        kept = killed_while_saving(folder, first, begun=begun, seconds=seconds) or kept

        manifest = files.folder("local") / MANIFEST_FILE
        if not manifest.exists():
            assert kept == 0
            assert files.load(made["identity"](first)) == Unusable(
                Reason.MISSING, "nothing was saved"
            )
            continue
        # The save after the last that returned may have come as far as being the one.
        found = from_bytes(manifest.read_bytes()).identity.generation
        assert found in (kept, kept + 1)
        loaded = files.load(made["identity"](found))
        assert isinstance(loaded, dict), loaded
        assert loaded["words"] == made["words"](found)
        store = FaissStore.from_bytes(loaded["vectors.faiss"], dimensions=32, count=400)
        for row, vector in enumerate(made["vectors"](found)[:20]):
            assert store.search(vector, 1).ids.tolist() == [row]
        first, kept = found + 1, found
