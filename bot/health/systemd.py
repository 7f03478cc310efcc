"""Tells systemd when the bot is ready, alive and ending, by its notify protocol.

The protocol is that of sd_notify(3): lines of ``NAME=value`` in a datagram to the socket that
``NOTIFY_SOCKET`` names. Without that variable nothing is told.
"""

from __future__ import annotations

import logging
import os
import socket
from time import perf_counter

_log = logging.getLogger(__name__)

_MICROSECONDS = 1_000_000


class Systemd:
    """The service manager, if one started this process."""

    def __init__(self) -> None:
        self._address = os.environ.get("NOTIFY_SOCKET", "")
        self._every = _watchdog_seconds() / 2
        """Seconds between two beats; 0 where nobody watches."""
        self._next = 0.0

    def ready(self) -> None:
        """Say that the bot takes questions."""
        self._tell(b"READY=1")

    def stopping(self) -> None:
        """Say that the bot is ending."""
        self._tell(b"STOPPING=1")

    def beat(self) -> None:
        """Say that the bot is alive, unless that was said just now."""
        now = perf_counter()
        if self._every and now >= self._next:
            self._next = now + self._every
            self._tell(b"WATCHDOG=1")

    def _tell(self, words: bytes) -> None:
        if not self._address:
            return
        # "@" stands for the zero byte in front of an abstract address.
        address = self._address.replace("@", "\0", 1) if self._address[0] == "@" else self._address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
                # The event loop must not wait for a manager that does not read.
                sender.setblocking(False)
                sender.connect(address)
                sender.send(words)
        except OSError as error:
            _log.warning("systemd could not be told how the bot does (%s).", error.strerror)


def _watchdog_seconds() -> float:
    """After how many seconds without a beat systemd restarts this process; 0 for never."""
    watched = os.environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
    told = os.environ.get("WATCHDOG_USEC", "")
    return int(told) / _MICROSECONDS if watched and told.isdigit() else 0.0
