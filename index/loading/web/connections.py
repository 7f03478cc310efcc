"""Connections that go to exactly the addresses that were checked, and never outlast a deadline."""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore2

from index.loading.web.deadlines import TICK, Deadline
from index.loading.web.resolution import IPAddress

_CONNECT_SECONDS = 8.0
"""For one address; a host whose first address is dead has others."""
_MAX_TRIED = 4
"""Addresses of one host."""


class PinnedBackend(httpcore2.NetworkBackend):
    """Connects to ``addresses`` whatever the host is called, so that nothing is resolved again."""

    def __init__(self, addresses: Sequence[IPAddress], deadline: Deadline) -> None:
        self._addresses = addresses[:_MAX_TRIED]
        self._deadline = deadline
        self._system = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002 - the name, which was resolved and checked before
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline decides
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address that answers; raises the last one's ``ConnectError``."""
        *others, last = self._addresses
        for address in others:
            try:
                return self._connect(address, port, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return self._connect(last, port, local_address, socket_options)

    def _connect(
        self,
        address: IPAddress,
        port: int,
        local_address: str | None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None,
    ) -> httpcore2.NetworkStream:
        seconds = self._deadline.left(_CONNECT_SECONDS)
        stream = self._system.connect_tcp(
            str(address), port, seconds, local_address, socket_options
        )
        return _TimedStream(stream, self._deadline)


class _TimedStream(httpcore2.NetworkStream):
    """A stream that looks at the deadline at every byte, for slow senders send them singly."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        while True:
            try:
                return self._stream.read(max_bytes, self._deadline.left(TICK))
            except httpcore2.ReadTimeout:
                continue

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        seconds = self._deadline.left(_CONNECT_SECONDS)
        secured = self._stream.start_tls(ssl_context, server_hostname, seconds)
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
