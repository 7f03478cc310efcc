"""Hosts say what programs may read, and are heeded."""

from __future__ import annotations

import gzip
import time

import pytest

from index.errors import LoadingError
from index.loading.web import WebOptions
from index.loading.web.addresses import parse
from index.loading.web.fetching import Fetcher
from index.loading.web.robots import rules_of
from tests.index.loading.web.serving import Page, Site, flood, redirect


@pytest.fixture
def fetcher(site: Site) -> Fetcher:
    for path in ("/story", "/private/story", "/private/open", "/index"):
        site.pages[path] = Page(b"a story", "text/plain")
    return Fetcher(WebOptions("ChapterAndVerse/1.0 (tests)", allow_private=True, seconds=5.0))


def _robots(text: str, **more: object) -> Page:
    return Page(text.encode(), "text/plain", **more)  # type: ignore[arg-type]


def test_a_host_may_ask_not_to_be_read(site: Site, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = _robots("User-agent: *\nDisallow: /private/")
    with pytest.raises(LoadingError, match=r"robots\.txt\); save the page as a file and attach it"):
        fetcher.fetch(site.address("/private/story"))
    assert "/private/story" not in site.paths()
    assert fetcher.fetch(site.address("/story")).data == b"a story"


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /", False),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", False),
        ("User-agent: OtherBot\nDisallow: /", True),
        ("User-agent: Chapter\nDisallow: /", True),
        ("User-agent: chapterandverse\nDisallow: /", False),
        ("User-agent: ChapterAndVerse/9.9 # ours\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: ChapterAndVerse\nAllow: /", True),
        ("User-agent: OtherBot\nUser-agent: ChapterAndVerse\nDisallow: /", False),
        ("User-agent: ChapterAndVerse\nAllow: /x\n\nUser-agent: Other\nDisallow: /", True),
        # The longest rule counts, wherever it stands.
        ("User-agent: *\nDisallow: /private/\nAllow: /private/open", True),
        ("User-agent: *\nAllow: /\nDisallow: /private/open", False),
        ("User-agent: *\nDisallow: /*open$", False),
        ("User-agent: *\nDisallow: /*ope$", True),
        ("User-agent: *\nDisallow: /private/%6Fpen", False),
        ("nonsense \x00 \xff\nUser-agent: *\n<html>Disallow: /", True),
    ],
)
def test_rules_are_read_as_the_rfc_says(text: str, allowed: bool) -> None:
    rules = rules_of(text.encode(), "ChapterAndVerse/1.0 (tests)")
    assert rules.allow(parse("https://example.com/private/open")) is allowed


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_host_without_rules_may_be_read(site: Site, fetcher: Fetcher, status: int) -> None:
    site.pages["/robots.txt"] = _robots("User-agent: *\nDisallow: /", status=status)
    assert fetcher.fetch(site.address("/story")).data == b"a story"


@pytest.mark.parametrize("status", [500, 503])
def test_a_host_that_cannot_tell_is_not_read(site: Site, fetcher: Fetcher, status: int) -> None:
    site.pages["/robots.txt"] = _robots("", status=status)
    with pytest.raises(LoadingError, match=f"robots.txt fails with status {status}.; try again"):
        fetcher.fetch(site.address("/story"))
    assert site.paths() == ["/robots.txt"]
    # That is not remembered: the host may be well again at the next try.
    site.pages["/robots.txt"] = _robots("")
    assert fetcher.fetch(site.address("/story")).data == b"a story"


def test_rules_may_stand_elsewhere(site: Site, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = redirect("/rules/robots")
    site.pages["/rules/robots"] = _robots("User-agent: *\nDisallow: /private/")
    with pytest.raises(LoadingError, match="asks programs not to read this page"):
        fetcher.fetch(site.address("/private/story"))


def test_rules_that_are_nowhere_forbid_nothing(site: Site, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = redirect("/robots.txt")
    assert fetcher.fetch(site.address("/story")).data == b"a story"
    assert site.paths().count("/robots.txt") == 6


def test_rules_are_asked_for_once(site: Site, fetcher: Fetcher) -> None:
    for _ in range(3):
        fetcher.fetch(site.address("/story"))
    assert site.paths().count("/robots.txt") == 1


def test_rules_count_for_where_a_redirect_leads(site: Site, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = _robots("User-agent: *\nDisallow: /private/")
    site.pages["/go"] = redirect("/private/story")
    with pytest.raises(LoadingError, match="asks programs not to read this page"):
        fetcher.fetch(site.address("/go"))
    assert "/private/story" not in site.paths()


def test_rules_may_be_packed(site: Site, fetcher: Fetcher) -> None:
    packed = gzip.compress(b"User-agent: *\nDisallow: /private/")
    site.pages["/robots.txt"] = Page(packed, "text/plain", headers={"Content-Encoding": "gzip"})
    with pytest.raises(LoadingError, match="asks programs not to read this page"):
        fetcher.fetch(site.address("/private/story"))


@pytest.mark.parametrize("packed", [False, True])
def test_of_endless_rules_the_beginning_counts(site: Site, fetcher: Fetcher, packed: bool) -> None:
    text = b"User-agent: *\nDisallow: /private/\n" + b"# and so on\n" * 100_000
    if packed:
        headers = {"Content-Encoding": "gzip"}
        site.pages["/robots.txt"] = Page(gzip.compress(text), "text/plain", headers=headers)
    else:
        site.pages["/robots.txt"] = Page(flood(text), "text/plain")
    assert fetcher.fetch(site.address("/story")).data == b"a story"
    with pytest.raises(LoadingError, match="asks programs not to read this page"):
        fetcher.fetch(site.address("/private/story"))


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"user-agent: a{n}\n" for n in range(20_000)) + "allow: /a\n" * 20_000,
        "".join(f"useragent a{n}\nuser agent: b{n}\n" for n in range(9_000)) + "allow:/\n" * 20_000,
        "user-agent: *\n" + "disallow: /" + "*a" * 200_000 + "$\n",
        "user-agent: *\n" + "disallow: /*a*b\n" * 30_000,
    ],
    ids=["agents", "odd agents", "one wildcard rule", "many wildcard rules"],
)
def test_hostile_rules_take_no_time(text: str) -> None:
    began = time.monotonic()
    rules = rules_of(text.encode(), "ChapterAndVerse/1.0")
    rules.allow(parse("https://example.com/" + "a" * 2_000))
    assert time.monotonic() - began < 3
