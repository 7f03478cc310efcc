"""What Linux tells of processes."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path


def children(process: int) -> set[int]:
    """The processes that a process started and that it has not waited for."""
    found: set[int] = set()
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):  # a thread that has just ended
            found.update(map(int, task.read_text().split()))
    return found


def gone(process: int) -> bool:
    """Whether a process has ended, waited for or not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")")[-1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def parsing_child(parent: int) -> int:
    """The process that ``parent`` started to parse a file, once it does."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for child in children(parent):
            # It begins when it has started its second thread.
            with suppress(OSError):
                if len([*Path(f"/proc/{child}/task").iterdir()]) == 2:
                    return child
        time.sleep(0.02)
    raise AssertionError("no process was started")
