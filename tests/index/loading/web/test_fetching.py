"""What is taken from a server, and what is said when that is not the page."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator

import pytest

from index.errors import LoadingError
from index.loading.web import Fetched, WebOptions, fetch
from index.loading.web.fetching import Fetcher
from tests.index.loading.web.serving import Page, Site, drops, flood, redirect, serving

Read = Callable[[str], Fetched]
Refused = Callable[[str], LoadingError]

_STORY = "<html><p>Thérèse promised it.</p></html>"


def test_a_page_comes_with_its_name_type_and_address(site: Site, read: Read) -> None:
    site.pages["/stories/akar.php"] = Page(_STORY.encode())
    fetched = read("/stories/akar.php?page=2#end")
    assert fetched.data.decode("utf-8-sig") == _STORY
    assert fetched.filename == "akar.html"
    assert fetched.content_type == "text/html"
    assert fetched.address == site.address("/stories/akar.php?page=2")


def test_the_server_learns_who_asks_and_nothing_more(site: Site, read: Read) -> None:
    site.pages["/"] = Page(_STORY.encode())
    read("/")
    assert site.paths() == ["/robots.txt", "/"]
    for asked in site.asked:
        assert asked.headers["user-agent"].startswith("ChapterAndVerse/")
        assert "Discord bot that quotes stories" in asked.headers["user-agent"]
        assert {"cookie", "authorization", "referer"}.isdisjoint(asked.headers)


def test_the_operator_may_say_who_asks(site: Site) -> None:
    site.pages["/"] = Page(_STORY.encode())
    fetch(site.address(), WebOptions("Readers/2 (+https://club.example)", allow_private=True))
    assert site.asked[-1].headers["user-agent"] == "Readers/2 (+https://club.example)"


def test_a_user_agent_cannot_smuggle_headers() -> None:
    with pytest.raises(ValueError, match="printable ASCII"):
        WebOptions("Readers\r\nCookie: x=1")


@pytest.mark.parametrize(
    ("path", "content_type", "filename"),
    [
        ("/", "text/html", "127.0.0.1.html"),
        ("/a/", "application/xhtml+xml; charset=utf-8", "a.html"),
        ("/story", "TEXT/PLAIN", "story.txt"),
        ("/story.md", "text/plain", "story.md"),
        ("/story.html", "text/plain", "story.txt"),
        ("/story", "text/markdown", "story.md"),
        ("/story", "application/pdf", "story.pdf"),
        ("/story.epub", "application/epub+zip", "story.epub"),
        ("/story.epub", "application/octet-stream", "story.epub"),
        ("/story.DOCX", "binary/octet-stream", "story.docx"),
        ("/story.odt", None, "story.odt"),
        ("/story.rtf", "text/rtf", "story.rtf"),
        ("/stories.zip", "application/x-zip-compressed", "stories.zip"),
        ("/two%20words%2F..%2Fpasswd.txt", "text/plain", "passwd.txt"),
        ("/a%00b%0A%3F.txt", "text/plain", "a-b.txt"),
        ("/" + "long" * 100, "text/plain", "long" * 20 + ".txt"),
    ],
)
def test_the_name_of_a_file_tells_its_format(
    site: Site, read: Read, path: str, content_type: str | None, filename: str
) -> None:
    site.pages[path] = Page(b"%PDF or whatever", content_type)
    assert read(path).filename == filename


@pytest.mark.parametrize(
    ("content_type", "shown"),
    [
        ("image/png", "image/png"),
        ("video/mp4", "video/mp4"),
        ("application/json", "application/json"),
        ("application/octet-stream", "application/octet-stream"),
        (None, "something without a type"),
        ("text/html\\; but; not really", "text/html\\\\"),
        ("x" * 500, "x" * 79 + "…"),
    ],
)
def test_what_is_no_text_is_refused_by_name(
    site: Site, refused: Refused, content_type: str | None, shown: str
) -> None:
    site.pages["/film"] = Page(b"\x00\x01", content_type)
    error = refused("/film")
    assert error.reason == "web-type"
    assert f"sent {shown}".replace("\\\\", "\\") in str(error)


def test_a_type_that_is_not_read_is_not_downloaded(site: Site, refused: Refused) -> None:
    site.pages["/film"] = Page(flood(b"\0" * 65_536), "video/mp4")
    began = time.monotonic()
    refused("/film")
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("status", "complaint"),
    [
        (401, "only to those who log in; save the page as a file and attach it"),
        (402, "only to those who pay; save the page as a file"),
        (403, "does not let programs read this page; save the page as a file"),
        (404, "has no page at this address; check the address"),
        (410, "has removed this page; look for a copy"),
        (418, "answers with status 418 instead of the page; save the page"),
        (429, "too many requests just now; try again in some minutes"),
        (451, "does not let programs read this page"),
        (204, "answers with status 204 instead of the page"),
        (304, "answers with status 304 instead of the page"),
        (500, r"has a fault of its own \(status 500\); try again later"),
        (503, r"has a fault of its own \(status 503\); try again later"),
    ],
)
def test_each_refusal_of_a_server_says_what_to_do(
    site: Site, fetcher: Fetcher, status: int, complaint: str
) -> None:
    site.pages["/story"] = Page(b"", status=status)
    with pytest.raises(LoadingError, match=complaint):
        fetcher.fetch(site.address("/story"))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_to_the_page(site: Site, read: Read, status: int) -> None:
    site.pages["/old"] = redirect("/new?from=old", status)
    site.pages["/new"] = Page(_STORY.encode())
    fetched = read("/old")
    assert fetched.address == site.address("/new?from=old")
    assert fetched.filename == "new.html"


def test_a_redirect_may_be_in_another_script(site: Site, read: Read) -> None:
    site.pages["/old"] = redirect("/märchen".encode().decode("latin-1"))
    site.pages["/m%C3%A4rchen"] = Page(_STORY.encode())
    assert read("/old").filename == "märchen.html"


def test_a_circle_of_redirects_ends(site: Site, refused: Refused) -> None:
    site.pages["/a"] = redirect("/b")
    site.pages["/b"] = redirect("/a")
    assert "leads on to other addresses more than 5 times" in str(refused("/a"))
    assert len(site.asked) == 1 + 6


def test_a_redirect_without_a_place_is_no_page(site: Site, refused: Refused) -> None:
    site.pages["/a"] = Page(b"", status=302)
    assert "answers with status 302" in str(refused("/a"))


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/x", "http://u:p@127.0.0.1/"])
def test_a_redirect_out_of_the_web_is_refused(site: Site, refused: Refused, to: str) -> None:
    site.pages["/a"] = redirect(to)
    assert refused("/a").reason in ("web-scheme", "web-credentials")


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(_STORY.encode())),
        ("x-gzip", gzip.compress(_STORY.encode())),
        ("GZIP", b"".join(gzip.compress(part.encode()) for part in _STORY.partition("promised"))),
        ("deflate", zlib.compress(_STORY.encode())),
        ("deflate", zlib.compress(_STORY.encode(), wbits=-15)),
        ("identity", _STORY.encode()),
    ],
)
def test_packed_pages_are_unpacked(site: Site, read: Read, coding: str, packed: bytes) -> None:
    site.pages["/"] = Page(packed, headers={"Content-Encoding": coding})
    assert read("/").data.decode("utf-8-sig") == _STORY


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", b"not gzip at all"),
        ("gzip", gzip.compress(_STORY.encode())[:-9]),
        ("br", b"\x0b\x02\x80hello\x03"),
        ("gzip, gzip", gzip.compress(gzip.compress(b"x"))),
        ("deflate", b"\xff\xff\xff"),
    ],
)
def test_wrongly_packed_pages_are_refused(
    site: Site, refused: Refused, coding: str, packed: bytes
) -> None:
    site.pages["/"] = Page(packed, headers={"Content-Encoding": coding})
    assert "sent something that cannot be understood" in str(refused("/"))


def _bomb() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()


@pytest.mark.parametrize("layers", [1, 2])
def test_a_gzip_bomb_is_put_out(site: Site, fetcher: Fetcher, layers: int) -> None:
    bomb = _bomb()
    packed = bomb if layers == 1 else gzip.compress(b"a little") + bomb
    site.pages["/"] = Page(packed, headers={"Content-Encoding": "gzip"})
    fetcher = Fetcher(WebOptions(allow_private=True, max_bytes=200_000))
    with pytest.raises(LoadingError, match="is larger than 200,000 bytes; attach the part"):
        fetcher.fetch(site.address())


@pytest.mark.parametrize("coding", ["", "gzip", "deflate"])
def test_an_endless_body_ends(site: Site, refused: Refused, coding: str) -> None:
    site.pages["/"] = Page(flood(b"story " * 10_000), headers={"Content-Encoding": coding})
    assert refused("/").reason in ("web-large", "web-malformed")


def test_a_page_that_says_it_is_too_large_is_not_begun(site: Site, refused: Refused) -> None:
    site.pages["/"] = Page(lambda: iter([b"a"]), headers={"Content-Length": "100001"})
    assert "larger than 100,000 bytes" in str(refused("/"))


def test_a_page_of_just_the_limit_is_read(site: Site, read: Read) -> None:
    site.pages["/"] = Page(b"a" * 100_000, "text/plain")
    assert len(read("/").data) == 100_000


def test_a_page_cut_short_is_not_taken_for_whole(site: Site, refused: Refused) -> None:
    site.pages["/"] = Page(lambda: iter([b"Once upon"]), headers={"Content-Length": "100"})
    assert refused("/").reason == "web-malformed"


@pytest.mark.parametrize("what", ["body", "redirects", "robots"])
def test_a_slow_server_gets_no_more_than_the_time_in_all(site: Site, what: str) -> None:
    if what == "body":
        site.pages["/"] = Page(drops(0.05))
    elif what == "redirects":
        # What comes with a redirect is not waited for.
        site.pages["/"] = Page(drops(0.05), status=302, headers={"Location": "/"})
    else:
        site.pages["/robots.txt"] = Page(drops(0.05), "text/plain")
    fetcher = Fetcher(WebOptions(allow_private=True, seconds=0.6))
    began = time.monotonic()
    with pytest.raises(LoadingError) as caught:
        fetcher.fetch(site.address())
    assert caught.value.reason == ("web-redirects" if what == "redirects" else "web-slow")
    assert time.monotonic() - began < 2


def _raw(answer: Callable[[], Iterator[bytes]]) -> tuple[int, threading.Thread]:
    """A server that says just this to the first who comes, robots.txt or not."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with listening, listening.accept()[0] as line:
            try:
                line.recv(65_536)
                for part in answer():
                    line.sendall(part)
            except OSError:
                pass

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    return listening.getsockname()[1], thread


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", "web-malformed"),
        (b"", "web-malformed"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "web-malformed"),
        (b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"a" * 300_000 + b"\r\n\r\n", "web-malformed"),
        (b"HTTP/1.1 200 OK\r\n" + b"X-Many: a\r\n" * 30_000 + b"\r\n", "web-malformed"),
        (b"\xff\xfe\x00" * 1_000, "web-malformed"),
    ],
)
def test_what_is_no_http_is_refused(answer: bytes, reason: str) -> None:
    port, thread = _raw(lambda: iter([answer]))
    fetcher = Fetcher(WebOptions(allow_private=True, seconds=5.0))
    with pytest.raises(LoadingError) as caught:
        fetcher.fetch(f"http://127.0.0.1:{port}/")
    thread.join(5)
    assert caught.value.reason == reason


def test_slow_headers_are_not_waited_for() -> None:
    def headers() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n"
        while True:
            yield b"X-A: b\r\n"
            time.sleep(0.05)

    port, _ = _raw(headers)
    fetcher = Fetcher(WebOptions(allow_private=True, seconds=0.5))
    began = time.monotonic()
    with pytest.raises(LoadingError, match=r"within 0\.5 seconds"):
        fetcher.fetch(f"http://127.0.0.1:{port}/")
    assert time.monotonic() - began < 2


def test_a_server_that_is_off_is_said_to_be_unreachable(fetcher: Fetcher) -> None:
    with serving() as site:
        address = site.address()
    with pytest.raises(LoadingError, match=r"127\.0\.0\.1 cannot be reached; check the address"):
        fetcher.fetch(address)


def test_reading_ends_when_it_is_cancelled(site: Site, fetcher: Fetcher) -> None:
    site.pages["/"] = Page(drops(0.05))
    cancelled = threading.Event()
    threading.Timer(0.3, cancelled.set).start()
    began = time.monotonic()
    with pytest.raises(LoadingError, match="was cancelled"):
        fetcher.fetch(site.address(), cancelled=cancelled.is_set)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/html; charset=iso-8859-1", _STORY.encode("latin-1")),
        ('text/html; charset="windows-1252"', _STORY.encode("cp1252")),
        ("text/html; charset=utf-16-le", _STORY.encode("utf-16-le")),
        ("text/plain; charset=UTF-8", _STORY.encode()),
        ("text/html; charset=utf-8", b"\xef\xbb\xbf" + _STORY.encode()),
        ("text/html; charset=latin-1", b"\xef\xbb\xbf" + _STORY.encode()),
    ],
)
def test_a_text_whose_server_names_its_encoding_comes_in_utf_8(
    site: Site, read: Read, content_type: str, body: bytes
) -> None:
    site.pages["/"] = Page(body, content_type)
    assert read("/").data == b"\xef\xbb\xbf" + _STORY.encode()


@pytest.mark.parametrize("charset", ["nonsense", "unicode_escape", "utf-8", "zlib", "", "utf-7"])
def test_a_server_that_names_a_wrong_encoding_changes_nothing(
    site: Site, read: Read, charset: str
) -> None:
    body = b"Th\xe9r\xe8se +AGE- \\x41"
    site.pages["/"] = Page(body, f"text/plain; charset={charset}")
    assert read("/").data == body


def test_files_that_are_no_text_keep_their_bytes(site: Site, read: Read) -> None:
    site.pages["/a.pdf"] = Page(b"%PDF-1.4 \xe9", "application/pdf; charset=latin-1")
    assert read("/a.pdf").data == b"%PDF-1.4 \xe9"


def test_many_may_read_at_once(site: Site, fetcher: Fetcher) -> None:
    for number in range(8):
        site.pages[f"/{number}"] = Page(str(number).encode() * 50_000, "text/plain")
    found: dict[int, bytes] = {}

    def read(number: int) -> None:
        found[number] = fetcher.fetch(site.address(f"/{number}")).data

    threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: str(number).encode() * 50_000 for number in range(8)}
