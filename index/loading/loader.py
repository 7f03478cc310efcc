"""Files, bytes and addresses -> stories that were checked, parsed in processes of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index.domain import StoryDraft
from index.loading.decoding import check_file, read_bytes
from index.loading.isolation import parse
from index.loading.limits import LoadingLimits
from index.loading.web import WebOptions
from index.loading.wire import Request

Cancelled = Callable[[], bool]
_PAGE = ".html"
"""What the name of a fetched web page ends in, of which only the article is kept."""


class Loader:
    """Loads what members bring; several threads may use one at the same time.

    Args:
        limits: of one file or address, and of the process that parses it.
        web: how addresses are read.
    """

    def __init__(self, limits: LoadingLimits, web: WebOptions) -> None:
        self._limits = limits
        self._web = web

    def load_file(
        self, path: Path, *, name: str | None = None, cancelled: Cancelled | None = None
    ) -> tuple[StoryDraft, ...]:
        """Load the stories in a file: one, or several of a .zip archive.

        ``cancelled`` is asked while the file is parsed and stops that once it is true.

        Raises:
            LoadingError: the file cannot become a story, or reading it was cancelled.
        """
        check_file(path)
        return self.load_bytes(
            read_bytes(path, self._limits.max_bytes), path.name, name=name, cancelled=cancelled
        )

    def load_bytes(
        self,
        data: bytes,
        filename: str,
        *,
        name: str | None = None,
        cancelled: Cancelled | None = None,
    ) -> tuple[StoryDraft, ...]:
        """Load the stories in a file's bytes, as ``load_file`` does."""
        return parse(Request(filename, name, self._limits), data, cancelled)

    def load_address(
        self, address: str, *, name: str | None = None, cancelled: Cancelled | None = None
    ) -> tuple[StoryDraft, ...]:
        """Load the article of a web page, or the stories of a file on the web.

        Their ``source`` is where the page stood in the end. ``cancelled`` is asked as in
        ``load_file``, and while the page is read.

        Raises:
            LoadingError: the address may not or cannot be read, or as ``load_file`` does.
        """
        from index.loading.web import fetch  # imports what speaks HTTP, which files never need

        fetched = fetch(address, self._web, cancelled=cancelled)
        article = fetched.filename.endswith(_PAGE)
        request = Request(fetched.filename, name, self._limits, article=article)
        drafts = parse(request, fetched.data, cancelled)
        return tuple(replace(draft, source=fetched.address) for draft in drafts)
