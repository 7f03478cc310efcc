"""A process that has imported the bot once and forks bots, so that each starts in a moment.

A line of JSON on the standard input is a bot to start; lines on the standard output say which
process it is, and when it ended. When the input ends, all bots are killed.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from tests.chaos import bots

_LATER = ("torch", "index.library", "index.reading.span_reader", "index.storage.postgres.engine")
"""What a bot imports with its first question, and that takes seconds."""

_running: set[int] = set()


def _say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def _reap(_signal: int, _frame: object) -> None:
    while _running:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        _running.discard(pid)
        _say("ended", pid, os.waitstatus_to_exitcode(status))


def _become(order: dict[str, Any], out: int) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(out, 2)
    code = 1
    try:
        asyncio.run(bots.serve(bots.Orders(**order)))
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


def main() -> None:
    for name in _LATER:
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, _reap)
    _say("ready")
    for line in sys.stdin:
        order = json.loads(line)
        log = Path(order["log"])
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        pid = os.fork()
        if not pid:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
            _become(order, out)
        os.close(out)
        _running.add(pid)
        _say("started", pid)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
    for pid in list(_running):
        os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
