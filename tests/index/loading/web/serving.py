"""A web server on loopback that answers what a test tells it, and remembers what it was asked."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Page:
    """What stands at one path; ``body`` may be chunks that are sent as they come."""

    body: bytes | Callable[[], Iterator[bytes]] = b""
    content_type: str | None = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    path: str
    headers: dict[str, str]


class Site:
    """The pages of one host; a path without a page is a 404."""

    def __init__(self, scheme: str, port: int) -> None:
        self.scheme = scheme
        self.port = port
        self.pages: dict[str, Page] = {}
        self.asked: list[Asked] = []

    def address(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]


def redirect(location: str, status: int = 302) -> Page:
    return Page(status=status, headers={"Location": location})


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _answer(self, site)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # clients that hang up on purpose

    server = Server(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site = Site("https" if tls else "http", server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.socket.close()


def _answer(handler: BaseHTTPRequestHandler, site: Site) -> None:
    site.asked.append(Asked(handler.path, {k.lower(): v for k, v in handler.headers.items()}))
    page = site.pages.get(urlsplit(handler.path).path, Page(b"nothing here", status=404))
    handler.send_response(page.status)
    if page.content_type is not None:
        handler.send_header("Content-Type", page.content_type)
    for name, value in page.headers.items():
        handler.send_header(name, value)
    if isinstance(page.body, bytes):
        handler.send_header("Content-Length", str(len(page.body)))
    handler.end_headers()
    for chunk in [page.body] if isinstance(page.body, bytes) else page.body():
        handler.wfile.write(chunk)


def drops(seconds: float, chunk: bytes = b".") -> Callable[[], Iterator[bytes]]:
    """A body that never ends and comes in small drops."""

    def body() -> Iterator[bytes]:
        while True:
            yield chunk
            time.sleep(seconds)

    return body


def flood(chunk: bytes) -> Callable[[], Iterator[bytes]]:
    """A body that never ends and comes as fast as it can."""

    def body() -> Iterator[bytes]:
        while True:
            yield chunk

    return body
