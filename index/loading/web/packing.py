"""Compressed bytes -> what they hold, never more of it than was asked for."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable

CODINGS = ("gzip", "deflate")
"""What is offered to servers; both come with Python."""

_GZIP = 16 + zlib.MAX_WBITS
_WINDOWS = {"gzip": (_GZIP,), "x-gzip": (_GZIP,), "deflate": (zlib.MAX_WBITS, -zlib.MAX_WBITS)}
"""How zlib reads a coding; for deflate, servers send what RFC 9110 says and what it warns of."""


Unpack = Callable[[Iterable[bytes], str, int], bytes]
"""Chunks, their coding and a number of bytes -> what the chunks hold."""


class TooMuchError(Exception):
    """More bytes than are wanted came, or came out."""


class PackingError(Exception):
    """The bytes are packed in an unknown way, or not in the way that they say."""


def collect(chunks: Iterable[bytes], coding: str, max_bytes: int) -> bytes:
    """All of ``chunks``, unpacked.

    Both what comes and what comes out is counted, so that neither a bomb nor an endless stream
    of nothing gets far.

    Raises:
        TooMuchError: it is more than ``max_bytes``.
        PackingError: ``coding`` is unknown, or the chunks are not of it, or end too early.
    """
    data = start_of(chunks, coding, max_bytes + 1)
    if len(data) > max_bytes:
        raise TooMuchError
    return data


def start_of(chunks: Iterable[bytes], coding: str, max_bytes: int) -> bytes:
    """The first ``max_bytes`` of what ``chunks`` hold, unpacked.

    Raises:
        TooMuchError: they hold less, but are more themselves.
        PackingError: as ``collect`` does.
    """
    packed, whole = _first(chunks, max_bytes)
    if coding in ("", "identity"):
        return packed
    for window in _WINDOWS.get(coding, ()):
        try:
            return _unpacked(packed, window, max_bytes, whole=whole)
        except zlib.error:
            continue
    raise PackingError(coding)


def _first(chunks: Iterable[bytes], max_bytes: int) -> tuple[bytes, bool]:
    """At most ``max_bytes``, and whether that is all."""
    parts: list[bytes] = []
    left = max_bytes
    for chunk in chunks:
        parts.append(chunk[:left])
        left -= len(parts[-1])
        if left == 0:
            return b"".join(parts), False
    return b"".join(parts), True


def _unpacked(packed: bytes, window: int, max_bytes: int, *, whole: bool) -> bytes:
    parts: list[bytes] = []
    left = max_bytes
    while packed and left:
        stream = zlib.decompressobj(window)
        parts.append(stream.decompress(packed, left))
        left -= len(parts[-1])
        if left and not stream.eof:
            if not whole:
                raise TooMuchError
            raise zlib.error("the stream ends too early")
        # A file may consist of several streams, one after the other; zeros may fill it up.
        packed = stream.unused_data.lstrip(b"\0") if window == _GZIP else b""
    return b"".join(parts)
