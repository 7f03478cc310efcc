"""A host -> the addresses that are connected to: all of them public, and asked for only once.

What counts as public follows IANA's registries of special-purpose addresses (RFC 6890), kept
here because ``ipaddress`` learned parts of them late and says nothing about embedded ones.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait

from index.loading.web import refusals
from index.loading.web.deadlines import TICK, Deadline

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

Resolve = Callable[[str], Sequence[str]]
"""A host -> its IP addresses, the best first. Raises ``socket.gaierror`` when it has none."""

_NOT_PUBLIC_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",  # the metadata service of Azure, which looks like any other host
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",  # multicast, reserved and broadcast
    )
)
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC_V6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarking
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)
# What a network without IPv4 gives for hosts that have nothing else; the last 32 bits are one.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def system_resolve(host: str) -> Sequence[str]:
    """The addresses that this machine's resolver knows for ``host``."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def is_public(address: IPAddress) -> bool:
    """Whether ``address`` is one of a machine on the public internet."""
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not any(address in network for network in _NOT_PUBLIC_V4)
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in _NAT64:
        return is_public(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
    return (
        address in _GLOBAL_V6
        and address.is_global
        and not any(address in network for network in _NOT_PUBLIC_V6)
    )


def is_own(address: IPAddress) -> bool:
    """Whether ``address`` belongs to this machine itself, however public it is.

    The system is asked which address it would speak from; to itself, it speaks from the same.
    Nothing is sent.
    """
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((str(address), 9))
        except OSError:
            return False
        return ipaddress.ip_address(probe.getsockname()[0]) == address


def addresses_of(
    host: str, deadline: Deadline, resolve: Resolve, *, allow_private: bool
) -> tuple[IPAddress, ...]:
    """The addresses of ``host``, of which every one was checked, the best first.

    Raises:
        LoadingError: it has none, or one of them is not public.
        TimeoutError: the resolver did not answer in time.
        CancelledError: the work was cancelled.
    """
    try:
        found = tuple(dict.fromkeys(ipaddress.ip_address(a) for a in _ask(host, deadline, resolve)))
    except socket.gaierror as error:
        raise refusals.unknown_host(host) from error
    if not found:
        raise refusals.unknown_host(host)
    if not allow_private and not all(is_public(a) and not is_own(a) for a in found):
        raise refusals.private(host)
    return found


def _ask(host: str, deadline: Deadline, resolve: Resolve) -> Sequence[str]:
    # A resolver cannot be told to hurry, so one that hangs is left behind on its thread.
    answer: Future[Sequence[str]] = Future()

    def run() -> None:
        try:
            answer.set_result(resolve(host))
        except OSError as error:
            answer.set_exception(error)

    threading.Thread(target=run, name="web-resolver", daemon=True).start()
    while not answer.done():
        wait([answer], timeout=deadline.left(TICK))
    return answer.result()
