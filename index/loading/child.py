"""The process that parses one file: ``python -m index.loading.child``, started by ``isolation``.

It reads a request, and the file's bytes behind it, from its standard input, and writes what
was read, or why nothing was, to its standard output. It gives up its means first: memory, time,
files, programs and connections. Whatever else happens to it is told by its exit status.
"""

from __future__ import annotations

import ctypes
import importlib
import math
import os
import signal
import sys
import threading
from typing import BinaryIO

from index.domain import StoryDraft
from index.errors import LoadingError
from index.loading.files import draft_of, read_stories, shown
from index.loading.limits import LoadingLimits
from index.loading.wire import Request, lines_of, refusal_line

OUT_OF_MEMORY = 91
"""Exit status of a process that met its limit of memory."""
TOO_DEEP = 92
"""Exit status of a process whose file nests deeper than Python follows."""

PARENT_GONE = 93

_NICENESS = 10
"""Added to the process's own: who asks a question goes before who adds a story."""
_MOST_FRAMES = 6_000
"""Enough to walk the 2,048 levels that libxml2 reads, two calls each."""
_MAX_OPEN_FILES = 64
_DIES_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux's <sys/prctl.h>."""
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn")
"""Audit events of Python that reading a file never needs."""


def main() -> int:
    """Parse what is asked for; the exit status is 0 when an answer was written."""
    asked, said = sys.stdin.buffer, _own_output()
    request, size = Request.of_line(asked.readline())
    data = asked.read(size)
    if len(data) < size:
        return PARENT_GONE
    end_with_parent()
    give_up_means(request.limits)
    sys.setrecursionlimit(_MOST_FRAMES)
    try:
        lines = [*lines_of(_stories(data, request))]
    except LoadingError as error:
        lines = [refusal_line(error)]
    except MemoryError:
        return OUT_OF_MEMORY
    except RecursionError:
        return TOO_DEEP
    for line in lines:
        said.write(line)
    said.flush()
    return 0


def give_up_means(limits: LoadingLimits) -> None:
    """Bound this process, as far as the system can, and forbid it connections and programs."""
    sys.addaudithook(_refuse)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    try:
        import resource
    except ImportError:  # Windows, where the clock of the parent alone bounds it
        return
    bounds = {
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_CPU: math.ceil(limits.seconds) + 1,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: _MAX_OPEN_FILES,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in bounds.items():
        hard = resource.getrlimit(kind)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (bound, bound))
        except (OSError, ValueError):  # macOS bounds no address space
            continue


def end_with_parent() -> None:
    """See to it that this process does not outlive the one that started it."""
    if sys.platform == "linux":
        # Even while a library written in C keeps Python's threads from running.
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    # The parent writes nothing more: this returns when it closed the pipe, or is gone.
    os.read(0, 1)
    os._exit(PARENT_GONE)


def _refuse(event: str, _arguments: object) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not for a process that parses")


def _own_output() -> BinaryIO:
    """Standard output for the answer alone: what a library prints goes nowhere."""
    own = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return own


def _stories(data: bytes, request: Request) -> tuple[StoryDraft, ...]:
    if not request.article:
        return read_stories(data, request.filename, name=request.name, limits=request.limits)
    article = importlib.import_module("index.loading.web.article")
    label = shown(request.filename)
    loaded = article.read(data, label, request.limits)
    stem = request.filename.rpartition(".")[0]
    return (draft_of(loaded, stem or label, label, request.name, request.limits),)


if __name__ == "__main__":
    # Without the interpreter's tidying up, which can take long after a large file.
    os._exit(main())
