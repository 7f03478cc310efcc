"""Opens the libraries that the settings name."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.settings import Settings
from index import LOCAL, NoLibraryError, Progress, server_key, silent

# Imported by what needs them and not above: they bring the engines and the database along, and
# `verse --help` has to answer at once.
if TYPE_CHECKING:
    from index import Libraries, Library, LibraryOptions, Loader


ADDING_BATCH = 4
"""Texts that the bot encodes together on a CPU while it adds a story: a question that comes
meanwhile waits until they are done. As many a second are encoded as in batches of 32."""


def library_options(settings: Settings, key: str = LOCAL) -> LibraryOptions:
    """Return what of the settings concerns the library with this key."""
    from index import LibraryOptions

    url = settings.database.url
    return LibraryOptions(
        folder=settings.database.folder,
        database_url=None if url is None else url.get_secret_value(),
        key=key,
        encoder_model=settings.encoder.model,
        encoder_device=settings.encoder.device,
        encoder_batch_size=settings.encoder.batch_size,
        encoder_backend=settings.encoder.backend,
        reader_model=settings.reader.model,
        reader_device=settings.reader.device,
    )


def open_libraries(settings: Settings) -> Libraries:
    """Open all libraries of the data folder; nothing is loaded yet.

    Raises:
        StoryIndexError: they cannot be opened; the text says what to do.
    """
    from index import Libraries

    return Libraries.open(library_options(settings))


def open_library(
    settings: Settings,
    progress: Progress = silent,
    *,
    server: str | None = None,
    new: bool = False,
    open_all: Callable[[Settings], Libraries] = open_libraries,
) -> Library:
    """Open the library of a server, or without one that of the command line.

    The command line's is created where there is none, and a server's when it may be ``new``;
    a new one indexes the seed story, which takes seconds.

    Raises:
        StoryIndexError: it cannot be opened; the text says what to do.
    """
    libraries = open_all(settings)
    try:
        if server is not None and not new:
            check_held(libraries, server)
        key = LOCAL if server is None else server_key(server)
        return libraries.of(key, progress=progress)
    except BaseException:
        libraries.close()
        raise


def check_held(libraries: Libraries, server: str) -> None:
    """Check that there is a library of this server, so that a mistyped number makes none.

    Raises:
        NoLibraryError: there is none.
    """
    if server_key(server) not in libraries.held():
        raise NoLibraryError(
            f"There is no library of the server {server} in {libraries.place};"
            f" add its first story with `verse add --server {server} FILE`."
        )


def story_loader(settings: Settings) -> Loader:
    """What reads files and addresses within the settings' limits."""
    from index import Loader, LoadingLimits, WebOptions

    story = settings.story
    limits = LoadingLimits(
        max_bytes=story.max_bytes,
        max_characters=story.max_characters,
        seconds=story.read_seconds,
        memory_bytes=story.read_memory,
    )
    return Loader(limits, WebOptions(max_bytes=story.max_bytes))


def open_ready_libraries(settings: Settings) -> Libraries:
    """Open all libraries with the models loaded, so that a wrong encoder is a failed start.

    Raises:
        StoryIndexError: they cannot be opened; the text says what to do.
    """
    from index import Libraries

    options = library_options(settings)
    if options.encoder_device == "cpu":
        size = min(options.encoder_batch_size, ADDING_BATCH)
        options = replace(options, encoder_batch_size=size)
    libraries = Libraries.open(options)
    try:
        libraries.warm_up()
    except BaseException:
        libraries.close()
        raise
    _settle_memory()
    return libraries


def _settle_memory() -> None:
    """Have garbage never again be looked for among what the models brought, which stays.

    To walk through its 600,000 objects holds up the event loop for a third of a second, and on a
    busy machine for a whole one.
    """
    gc.collect()
    gc.freeze()
