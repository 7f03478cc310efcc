"""Which machines are public, and that nothing but those is connected to."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator, Sequence

import pytest

from index.errors import LoadingError
from index.loading.web import WebOptions, fetch
from index.loading.web.deadlines import Deadline
from index.loading.web.fetching import Fetcher
from index.loading.web.resolution import addresses_of, is_own, is_public
from tests.index.loading.web.serving import Page, Site, redirect

_INSIDE = [
    "0.0.0.0",  # noqa: S104 - the address itself is the material
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::10.0.0.1",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fd20:ce::254",
    "fe80::1",
    "fe80::1%1",
    "fec0::1",
    "ff02::1",
]
_OUTSIDE = [
    "1.1.1.1",
    "93.184.216.34",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700:4700::1111",
    "2a00:1450:4001:81b::200e",
    "::ffff:93.184.216.34",
    "64:ff9b::93.184.216.34",
]


@pytest.mark.parametrize("address", _INSIDE)
def test_a_machine_inside_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", _OUTSIDE)
def test_a_machine_outside_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_this_machine_knows_its_own_addresses() -> None:
    assert is_own(ipaddress.ip_address("127.0.0.1"))
    assert not is_own(ipaddress.ip_address("93.184.216.34"))


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.1", "fd00::1", "169.254.169.254"])
@pytest.mark.parametrize("turned", [False, True])
def test_one_address_inside_is_enough_to_refuse_a_name(inside: str, turned: bool) -> None:
    answers = ["93.184.216.34", inside]
    if turned:
        answers.reverse()
    with pytest.raises(LoadingError, match="not a machine of the public internet"):
        addresses_of("story.example", Deadline(5), lambda _: answers, allow_private=False)


def test_addresses_come_once_and_in_order() -> None:
    answers = ["93.184.216.34", "2606:4700:4700::1111", "93.184.216.34"]
    found = addresses_of("story.example", Deadline(5), lambda _: answers, allow_private=False)
    assert [str(address) for address in found] == answers[:2]


def test_a_name_that_nobody_has_is_said_to_be_unknown() -> None:
    def nobody(host: str) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(LoadingError, match=r"There is no host named story\.example; check"):
        addresses_of("story.example", Deadline(5), nobody, allow_private=False)


def test_a_resolver_that_hangs_is_not_waited_for() -> None:
    hanging = threading.Event()

    def slow(host: str) -> Sequence[str]:
        hanging.wait(10)
        return []

    began = time.monotonic()
    fetcher = Fetcher(WebOptions(seconds=0.3), resolve=slow)
    with pytest.raises(LoadingError, match=r"within 0\.3 seconds"):
        fetcher.fetch("https://story.example/")
    hanging.set()
    assert time.monotonic() - began < 2


class Listener:
    """Sockets on loopback that nobody may connect to."""

    def __init__(self) -> None:
        self._sockets = [socket.socket(socket.AF_INET)]
        self._sockets[0].bind(("127.0.0.1", 0))
        self.port = self._sockets[0].getsockname()[1]
        if socket.has_ipv6:
            six = socket.socket(socket.AF_INET6)
            try:
                six.bind(("::1", self.port))
                self._sockets.append(six)
            except OSError:  # a machine without IPv6
                six.close()
        for listening in self._sockets:
            listening.listen()
            listening.setblocking(False)

    def saw_nothing(self) -> bool:
        for listening in self._sockets:
            try:
                listening.accept()
            except BlockingIOError:
                continue
            return False
        return True

    def close(self) -> None:
        for listening in self._sockets:
            listening.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST.",
        "127.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",  # noqa: S104
        "[::]",
        "169.254.169.254",
        "10.0.0.1",
        "2130706433",
        "0x7f.1",
        "127.1",
        "１２７.０.０.１",
        "story.example@127.0.0.1",
    ],
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_machine_itself_and_its_neighbours_are_never_connected_to(
    scheme: str, host: str, listener: Listener
) -> None:
    with pytest.raises(LoadingError):
        fetch(f"{scheme}://{host}:{listener.port}/", WebOptions(seconds=5.0))
    assert listener.saw_nothing()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "169.254.169.254"])
def test_they_are_refused_for_what_they_are(host: str) -> None:
    with pytest.raises(LoadingError, match="not a machine of the public internet") as caught:
        fetch(f"http://{host}/", WebOptions(seconds=5.0))
    assert caught.value.reason == "web-private"


def test_a_public_name_that_points_inside_is_never_connected_to(listener: Listener) -> None:
    fetcher = Fetcher(WebOptions(seconds=5.0), resolve=lambda _: ["127.0.0.1"])
    with pytest.raises(LoadingError, match="not a machine of the public internet") as caught:
        fetcher.fetch(f"http://story.example:{listener.port}/")
    assert listener.saw_nothing()
    assert "127.0.0.1" not in str(caught.value)


def test_proxies_of_the_environment_are_not_asked(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{listener.port}")
    with pytest.raises(LoadingError, match="not a machine of the public internet"):
        fetch("http://127.0.0.1/", WebOptions(seconds=5.0))
    assert listener.saw_nothing()


def test_ports_where_no_public_pages_are_stay_shut() -> None:
    fetcher = Fetcher(WebOptions(seconds=5.0), resolve=lambda _: ["93.184.216.34"])
    with pytest.raises(LoadingError, match="from ports 80 and 443 only, not from 6379"):
        fetcher.fetch("http://story.example:6379/")


def test_a_redirect_is_resolved_and_checked_anew(site: Site) -> None:
    asked: list[str] = []

    def resolve(host: str) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"]

    site.pages["/story"] = redirect(f"http://other.example:{site.port}/moved")
    site.pages["/moved"] = Page(b"moved")
    fetcher = Fetcher(WebOptions(allow_private=True), resolve=resolve)
    fetched = fetcher.fetch(f"http://story.example:{site.port}/story")
    assert fetched.data.endswith(b"moved")
    # For each host twice: for its robots.txt, and for its page.
    assert asked == ["story.example"] * 2 + ["other.example"] * 2


def test_nothing_is_resolved_again_after_the_check(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def only_numbers(host: str, *args: object, **more: object) -> object:
        ipaddress.ip_address(host)  # raises for a name
        return real(host, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", only_numbers)
    site.pages["/"] = Page(b"here")
    fetcher = Fetcher(WebOptions(allow_private=True), resolve=lambda _: ["127.0.0.1"])
    assert fetcher.fetch(f"http://rebinding.example:{site.port}/").data.endswith(b"here")
    assert site.asked[-1].headers["host"] == f"rebinding.example:{site.port}"


def test_a_dead_address_gives_way_to_the_next(site: Site) -> None:
    site.pages["/"] = Page(b"here")
    fetcher = Fetcher(WebOptions(allow_private=True), resolve=lambda _: ["127.0.0.9", "127.0.0.1"])
    assert fetcher.fetch(f"http://story.example:{site.port}/").data.endswith(b"here")
