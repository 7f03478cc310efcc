"""Libraries made with an encoder without weights."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Library, LibraryOptions
from tests.index.support import OpenLibrary, WordEncoder


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def open_library(tmp_path: Path) -> Iterator[OpenLibrary]:
    opened: list[Library] = []

    def open_(encoder: WordEncoder | None = None, folder: Path | None = None) -> Library:
        library = Library.open(
            LibraryOptions(folder or tmp_path / "library"), encoder=encoder or WordEncoder()
        )
        opened.append(library)
        return library

    yield open_
    for library in opened:
        library.close()


@pytest.fixture
def library(open_library: OpenLibrary) -> Library:
    return open_library()


@pytest.fixture
def quick_library(tmp_path: Path) -> Iterator[Library]:
    """A library without a reading model."""
    options = LibraryOptions(tmp_path / "quick", reader_model="none")
    with Library.open(options, encoder=WordEncoder()) as opened:
        yield opened
