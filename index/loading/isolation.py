"""Parsing in a process of its own, which is stopped at its limits, whatever a file does to it.

The process gets the bytes, an empty folder and an environment without secrets. It bounds itself
(``child``); its time and the size of its answer are bounded here, and on Windows only these.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from index.domain import StoryDraft
from index.errors import LoadingError
from index.loading import child, wire
from index.loading.files import shown

_log = logging.getLogger(__name__)

_POLL = 0.05
"""Seconds between two looks at whether reading was cancelled."""
_CHUNK = 1_000_000
"""Bytes."""
_KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME")
"""What an interpreter needs to start; nothing else of this environment is any file's business."""
_PACKAGE = Path(__file__).parents[2]

_SENTENCES = {
    "cancelled": "{label} was not read because that was cancelled; add it again when you want it",
    "slow": "{label} took longer than {seconds} seconds to read; split it into smaller files",
    "memory": "{label} takes more memory to read than is allowed; split it into smaller files",
    "long": "{label} holds more text than can be read at once; split it into smaller files",
    "deep": "{label} is nested too deeply to be read; save its words as plain text",
    "unreadable": "{label} cannot be read, so it is damaged or not what its name says; open it in"
    " the program that made it and save it again",
}
"""By the ``reason`` of the error."""
_REASONS = {child.OUT_OF_MEMORY: "memory", child.TOO_DEEP: "deep"}
"""By the exit status of the process; any other means that the file broke it."""
if sys.platform != "win32":
    # Systems that run out of memory kill what takes most of it.
    _REASONS |= {-signal.SIGKILL: "memory", -signal.SIGXCPU: "slow"}


def parse(
    request: wire.Request, data: bytes, cancelled: Callable[[], bool] | None = None
) -> tuple[StoryDraft, ...]:
    """Parse ``data`` as ``request`` says, in a process of its own.

    ``cancelled`` is asked some twenty times a second; once it is true, the process is killed.

    Raises:
        LoadingError: the file was refused, took too long or too much memory, or broke the
            process; or reading was cancelled, whose ``reason`` is "cancelled".
    """
    with TemporaryDirectory(prefix="verse-", ignore_cleanup_errors=True) as folder:
        work = _Work(request, data, folder)
        try:
            work.finish(cancelled or _never)
        finally:
            work.end()
    return work.result()


class _Work:
    """One process, the threads that feed it and listen to it, and what came of it."""

    def __init__(self, request: wire.Request, data: bytes, folder: str) -> None:
        self._request = request
        self._answer = bytearray()
        self._most = wire.max_answer(request.limits)
        self._deadline = time.monotonic() + request.limits.seconds
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter and a module of ours
            [sys.executable, "-B", "-P", "-m", child.__name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=_environment(),
            start_new_session=True,
        )
        self._feeder = threading.Thread(target=self._feed, args=(data,), daemon=True)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._feeder.start()
        self._listener.start()

    def finish(self, cancelled: Callable[[], bool]) -> None:
        """Wait until the process has ended by itself."""
        while self._listener.is_alive() or self._process.poll() is None:
            if cancelled():
                raise self._refusal("cancelled")
            if time.monotonic() > self._deadline:
                raise self._refusal("slow")
            self._listener.join(_POLL)
            if not self._listener.is_alive():
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(_POLL)

    def end(self) -> None:
        """Kill the process if it still runs, with all that it started."""
        process = self._process
        if process.poll() is None:
            _kill(process)
        process.wait()
        for thread in (self._feeder, self._listener):
            thread.join()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def result(self) -> tuple[StoryDraft, ...]:
        """What the process said, checked; raises ``LoadingError``."""
        if len(self._answer) > self._most:
            raise self._refusal("long")
        status = self._process.returncode
        if status != 0:
            _log.warning("A process that parses ended with status %d", status)
            raise self._refusal(_REASONS.get(status, "unreadable"))
        try:
            return wire.drafts_of(bytes(self._answer), self._request.limits)
        except wire.GarbledError as error:
            _log.warning("A process that parses gave a garbled answer: %s", error)
            raise self._refusal("unreadable") from error

    def _refusal(self, reason: str) -> LoadingError:
        label, seconds = shown(self._request.filename), f"{self._request.limits.seconds:g}"
        sentence = _SENTENCES[reason].format(label=label, seconds=seconds)
        return LoadingError(sentence, reason=reason, file=label, seconds=seconds)

    def _feed(self, data: bytes) -> None:
        pipe = self._process.stdin
        if pipe is not None:
            # A process that has ended before it read everything tells why by its status.
            with suppress(OSError):
                pipe.write(self._request.line(len(data)))
                pipe.write(data)
                pipe.flush()

    def _listen(self) -> None:
        pipe = self._process.stdout
        while pipe is not None and (chunk := pipe.read(_CHUNK)):
            self._answer += chunk
            if len(self._answer) > self._most:
                _kill(self._process)
                return


def _kill(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
        return
    # It leads a session, and so a group, of its own.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    places = [str(_PACKAGE), *(str(Path(place).absolute()) for place in sys.path if place)]
    return kept | {"PYTHONPATH": os.pathsep.join(dict.fromkeys(places)), "PYTHONUTF8": "1"}


def _never() -> bool:
    return False
