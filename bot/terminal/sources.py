"""What a command is told to read: files, folders and addresses."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index import Loader, StoryDraft

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+)")
_PAGE_BYTES = 30_000
"""What an address is taken to hold, where time left is estimated."""
_AHEAD = 2
"""Sources that are read while another one is indexed; reading takes a process each."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file or address."""

    place: Path | str
    """A path, or an address as it was written."""
    size: int
    """Bytes, as far as that is known."""

    @property
    def shown(self) -> str:
        """A short name for it."""
        return self.place.name if isinstance(self.place, Path) else self.place


@dataclass(frozen=True, slots=True)
class Sources:
    """All that was named, folders opened."""

    listed: tuple[Source, ...]
    unknown: int = 0
    """Files of folders that have no format that is read."""
    hidden: int = 0
    """Hidden files and folders in folders."""


def find(written: Iterable[str]) -> Sources:
    """Find what was named: folders with all that is below them, in the order of their names.

    A file that was named itself is listed whatever it is, so that reading it says what is wrong.
    """
    listed: list[Source] = []
    unknown = hidden = 0
    for one in written:
        path = Path(one)
        if _ADDRESS.match(one):
            listed.append(Source(one, _PAGE_BYTES))
        elif path.is_dir():
            below = _below(path)
            listed += below.listed
            unknown += below.unknown
            hidden += below.hidden
        else:
            listed.append(Source(path, _size(path)))
    return Sources(tuple(listed), unknown, hidden)


def read_ahead(
    loader: Loader, sources: Sequence[Source], name: str | None = None
) -> Generator[tuple[Source, Future[tuple[StoryDraft, ...]]]]:
    """Give each source with what will come of it, and read the next ones meanwhile.

    Closing the iterator stops what is being read.
    """
    stop = Event()
    pending: deque[tuple[Source, Future[tuple[StoryDraft, ...]]]] = deque()

    def load(source: Source) -> tuple[StoryDraft, ...]:
        if isinstance(source.place, Path):
            return loader.load_file(source.place, name=name, cancelled=stop.is_set)
        return loader.load_address(source.place, name=name, cancelled=stop.is_set)

    with ThreadPoolExecutor(_AHEAD, thread_name_prefix="reading") as pool:
        try:
            for source in sources:
                pending.append((source, pool.submit(load, source)))
                if len(pending) > _AHEAD:
                    yield pending.popleft()
            while pending:
                yield pending.popleft()
        finally:
            stop.set()
            for _, future in pending:
                future.cancel()


def _below(folder: Path) -> Sources:
    from index import STORY_ENDINGS

    listed: list[Source] = []
    unknown = hidden = 0
    for place, folders, files in os.walk(folder):
        hidden += sum(name.startswith(".") for name in (*folders, *files))
        folders[:] = sorted((name for name in folders if not name.startswith(".")), key=_order)
        for name in sorted((name for name in files if not name.startswith(".")), key=_order):
            path = Path(place, name)
            if path.suffix.lower() in STORY_ENDINGS:
                listed.append(Source(path, _size(path)))
            else:
                unknown += 1
    return Sources(tuple(listed), unknown, hidden)


def _order(name: str) -> list[tuple[bool, int, str]]:
    """What sorts names as people count: chapter 2 before chapter 10."""
    parts = _NUMBER.split(name.casefold())
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # reading it will tell why
