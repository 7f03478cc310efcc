"""A real library whose encoder has no weights: everything but what models know works in it."""

from __future__ import annotations

from pathlib import Path

from index import Libraries, Library, LibraryOptions, StoryDraft
from tests.index.support import WordEncoder


def real_library(folder: Path, *drafts: StoryDraft) -> Library:
    """The seed story, whose id is 1, and these."""
    options = LibraryOptions(folder=folder, reader_model="none")
    library = Library.open(options, encoder=WordEncoder())
    for draft in drafts:
        library.add(draft)
    # The first question imports torch, which on a busy machine takes longer than simcord waits.
    library.ask("Who?")
    return library


def real_libraries(folder: Path) -> Libraries:
    """A data folder in which each server has a library of its own, with the seed story in it."""
    options = LibraryOptions(folder=folder, reader_model="none")
    libraries = Libraries.open(options, encoder=WordEncoder())
    libraries.warm_up()
    return libraries
