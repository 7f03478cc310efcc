"""Child processes that work until they are killed, and what they said until then."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60

kills = pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGKILL")


def rounds(usual: int) -> int:
    """How often to kill: VERSE_KILL_ROUNDS says, or else this."""
    return int(os.environ.get("VERSE_KILL_ROUNDS", str(usual)))


def killed(
    script: Path,
    *arguments: object,
    after: int,
    seconds: float,
    until: Callable[[], bool] | None = None,
) -> list[str]:
    """Kill a child so long after it was ready and said so many lines; return all whole ones.

    When ``until`` is given, the time is counted from the moment at which that is true.

    A line that is cut was still being written, and what it says had not been promised.
    """
    child = subprocess.Popen(
        [sys.executable, str(script), *map(str, arguments)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        text=True,
    )
    assert child.stdout is not None
    with child.stdout:
        try:
            assert child.stdout.readline() == "ready\n"
            said = "".join(child.stdout.readline() for _ in range(after))
            deadline = time.monotonic() + PATIENCE_SECONDS
            while until is not None and not until() and time.monotonic() < deadline:
                time.sleep(0.001)
            time.sleep(seconds)
        finally:
            child.kill()
        said += child.stdout.read()
    assert child.wait() == -signal.SIGKILL
    return said[: said.rfind("\n") + 1].splitlines()
