"""Encrypted pages: the server proves the name that was asked for, wherever it stands."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import LoadingError
from index.loading.web import WebOptions
from index.loading.web.fetching import Fetcher
from tests.index.loading.web.serving import Page, Site, serving

_CERTIFICATE = Path(__file__).parent / "certificates" / "story.example.crt"
"""For story.example only; signed by itself, with a key that protects nothing."""


@pytest.fixture
def secure() -> Iterator[Site]:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(_CERTIFICATE, _CERTIFICATE.with_suffix(".key"))
    with serving(tls) as site:
        site.pages["/"] = Page(b"a story", "text/plain")
        yield site


def _fetcher(*, trusting: bool) -> Fetcher:
    tls = ssl.create_default_context(cafile=_CERTIFICATE) if trusting else None
    options = WebOptions(allow_private=True, seconds=5.0)
    return Fetcher(options, resolve=lambda _: ["127.0.0.1"], tls=tls)


def test_a_server_is_reached_at_the_checked_address_under_its_name(secure: Site) -> None:
    fetched = _fetcher(trusting=True).fetch(secure.address(host="story.example"))
    assert fetched.data == b"a story"
    assert secure.asked[-1].headers["host"] == f"story.example:{secure.port}"


@pytest.mark.parametrize("host", ["other.example", "127.0.0.1"])
def test_a_server_with_another_name_is_not_believed(secure: Site, host: str) -> None:
    with pytest.raises(LoadingError, match="its certificate is not valid; save the page"):
        _fetcher(trusting=True).fetch(secure.address(host=host))
    assert secure.asked == []


def test_a_server_that_nobody_vouches_for_is_not_believed(secure: Site) -> None:
    with pytest.raises(LoadingError, match=r"story\.example cannot prove"):
        _fetcher(trusting=False).fetch(secure.address(host="story.example"))
    assert secure.asked == []


def test_a_server_without_encryption_is_no_https(site: Site) -> None:
    address = site.address(host="story.example").replace("http:", "https:")
    with pytest.raises(LoadingError, match=r"story\.example cannot be reached"):
        _fetcher(trusting=True).fetch(address)
