"""One request and its answer: what httpcore does, told in the sentences of this package."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpcore2

from index.loading.web import refusals
from index.loading.web.addresses import Address
from index.loading.web.connections import PinnedBackend
from index.loading.web.deadlines import Deadline
from index.loading.web.packing import CODINGS, PackingError, TooMuchError, Unpack, collect, start_of
from index.loading.web.resolution import IPAddress

_ACCEPTED = "text/html,application/xhtml+xml,text/plain,text/markdown,application/pdf,*/*;q=0.5"


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer, its body not read yet."""

    host: str
    status: int
    headers: dict[str, str]
    """By their names in small letters; of several with one name, the first."""
    _response: httpcore2.Response = field(repr=False)

    def read(self, max_bytes: int) -> bytes:
        """The unpacked body.

        Raises:
            LoadingError: it is larger than ``max_bytes``, or not packed as the headers say.
        """
        told = self.headers.get("content-length", "")
        if told.isdecimal() and int(told[:20]) > max_bytes:
            raise refusals.too_large(self.host, max_bytes)
        return self._unpacked(collect, max_bytes)

    def read_start(self, max_bytes: int) -> bytes:
        """At most ``max_bytes`` of the unpacked body; raises as ``read`` does."""
        return self._unpacked(start_of, max_bytes)

    def _unpacked(self, unpack: Unpack, max_bytes: int) -> bytes:
        coding = self.headers.get("content-encoding", "").strip().lower()
        try:
            return unpack(self._response.iter_stream(), coding, max_bytes)
        except TooMuchError:
            raise refusals.too_large(self.host, max_bytes) from None
        except PackingError as error:
            raise refusals.malformed(self.host) from error


@contextmanager
def exchange(
    address: Address,
    addresses: Sequence[IPAddress],
    *,
    user_agent: str,
    tls: ssl.SSLContext | None,
    deadline: Deadline,
) -> Iterator[Reply]:
    """Ask one of the checked ``addresses`` for what stands at ``address``.

    Whatever goes wrong with the connection, also while the body is read, is a ``LoadingError``.

    Raises:
        LoadingError: the host cannot be reached, proves nothing, or speaks no HTTP.
        TimeoutError: time is up.
        CancelledError: the work was cancelled.
    """
    url = httpcore2.URL(
        scheme=address.scheme, host=address.host, port=address.port, target=address.target
    )
    headers: dict[bytes | str, bytes | str] = {
        "Host": address.authority,
        "User-Agent": user_agent,
        "Accept": _ACCEPTED,
        "Accept-Encoding": ", ".join(CODINGS),
        "Connection": "close",
    }
    backend = PinnedBackend(addresses, deadline)
    with (
        _in_our_words(address.host),
        httpcore2.HTTPConnection(url.origin, ssl_context=tls, network_backend=backend) as line,
        line.stream("GET", url, headers=headers) as response,
    ):
        yield Reply(address.host, response.status, _by_name(response.headers), response)


@contextmanager
def _in_our_words(host: str) -> Iterator[None]:
    try:
        yield
    except (httpcore2.NetworkError, httpcore2.TimeoutException) as error:
        if isinstance(error.__cause__, ssl.SSLCertVerificationError):
            raise refusals.certificate(host) from error
        raise refusals.unreachable(host) from error
    except httpcore2.ProtocolError as error:
        raise refusals.malformed(host) from error


def _by_name(headers: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    named: dict[str, str] = {}
    for name, value in headers:
        named.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    return named
