"""What a member typed -> the parts of an address, each in the one form that is used afterwards.

Nothing later parses an address again, so that no two readings of it can differ.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

import idna

from index.loading.web import refusals

_MAX_LENGTH = 2_048
"""Characters of an address; longer ones are made by machines."""
_PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_MAX_HOST = 253
# How browsers tell an IPv4 address from a name (WHATWG URL, "ends in a number").
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
# What stays as it is in a path and a query; everything else is percent-encoded.
_KEPT = "/%:=&?~+!$,;'@()*[]|._-"
_DOT = re.compile(r"%2e", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """An http or https address; ``host`` is a name in ASCII or an IP address."""

    scheme: str
    host: str
    port: int
    target: str
    """Path and query, percent-encoded; begins with a slash."""

    @property
    def origin(self) -> str:
        """The address of the host: what robots.txt is valid for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Host and, unless it is the usual one, port: what the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def has_usual_port(self) -> bool:
        """Whether it is a port where pages for everybody are."""
        return self.port in _PORTS.values()

    @property
    def path(self) -> str:
        """The path, percent-encoded."""
        return self.target.partition("?")[0]

    def __str__(self) -> str:
        return self.origin + self.target


def parse(address: str) -> Address:
    """Read an address; the angle brackets that Discord knows may stand around it.

    Raises:
        LoadingError: it is not the http or https address of a page.
    """
    text = address.strip()
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1].strip()
    if len(text) > _MAX_LENGTH or "\\" in text or not text.isprintable() or " " in text:
        raise refusals.no_address(address)
    try:
        parts = urlsplit(text)
        number = parts.port
    except ValueError:
        raise refusals.no_address(address) from None
    if parts.scheme not in _PORTS:
        # "example.com:443" and "story.txt" have no scheme, whatever stands before the colon.
        known = parts.scheme and (parts.netloc or "." not in parts.scheme)
        raise refusals.scheme(parts.scheme) if known else refusals.no_address(address)
    if "@" in parts.netloc:
        raise refusals.credentials(parts.hostname or "")
    host = _host(parts.hostname or "")
    # Brackets are for IPv6 only; a name in them is for readings other than ours.
    if host is None or number == 0 or ("[" in parts.netloc) != (":" in host):
        raise refusals.no_address(address)
    target = _target(parts.path, parts.query)
    return Address(parts.scheme, host, number or _PORTS[parts.scheme], target)


def joined(base: Address, location: str) -> Address:
    """Where a redirect of ``base`` to ``location`` leads.

    Raises:
        LoadingError: as ``parse`` does, or it leads from https to http.
    """
    try:
        whole = urljoin(str(base), location.strip())
    except ValueError:
        raise refusals.no_address(location) from None
    address = parse(whole)
    if base.scheme == "https" and address.scheme == "http":
        raise refusals.downgrade(base.host)
    return address


def _host(written: str) -> str | None:
    """The host in its one form; None if there is no such thing."""
    if "%" in written:  # a link of this machine (fe80::1%eth0), or a name in disguise
        return None
    if ":" in written:
        try:
            return str(ipaddress.IPv6Address(written))
        except ValueError:
            return None
    name = written.removesuffix(".")
    try:
        # The mapping makes full-width digits and dots the plain ones that they stand for.
        ascii_name = name if name.isascii() else idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError:
        return None
    ascii_name = ascii_name.lower()
    labels = ascii_name.split(".")
    if len(ascii_name) > _MAX_HOST or not all(_LABEL.fullmatch(label) for label in labels):
        return None
    if _NUMBER.fullmatch(labels[-1]):
        return _plain_ipv4(ascii_name)
    return ascii_name


def _plain_ipv4(written: str) -> str | None:
    """Four decimal numbers; not the forms that only resolvers take for an address (0x7f.1)."""
    try:
        return str(ipaddress.IPv4Address(written))
    except ValueError:
        return None


def _target(path: str, query: str) -> str:
    # Joining to a base takes out "..", by which a path could walk around robots.txt.
    plain = urlsplit(urljoin("http://host/", "/" + _DOT.sub(".", path).lstrip("/"))).path
    target = quote(plain or "/", safe=_KEPT)
    return f"{target}?{quote(query, safe=_KEPT)}" if query else target
