"""Opens the libraries that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.settings import Settings
from index import Progress, silent

# Imported by what needs them and not above: they bring the engines and the database along, and
# `verse --help` has to answer at once.
if TYPE_CHECKING:
    from index import Libraries, Library, LibraryOptions


def library_options(settings: Settings) -> LibraryOptions:
    """Return what of the settings concerns the library."""
    from index import LibraryOptions

    return LibraryOptions(
        folder=settings.database.folder,
        encoder_model=settings.encoder.model,
        encoder_device=settings.encoder.device,
        encoder_batch_size=settings.encoder.batch_size,
        reader_model=settings.reader.model,
        reader_device=settings.reader.device,
    )


def open_library(settings: Settings, progress: Progress = silent) -> Library:
    """Open it; a new one is created and indexes the seed story, which takes seconds.

    Raises:
        StoryIndexError: it cannot be opened; the text says what to do.
    """
    from index import Library

    return Library.open(library_options(settings), progress=progress)


def open_ready_libraries(settings: Settings) -> Libraries:
    """Open all libraries with the models loaded, so that a wrong encoder is a failed start.

    Raises:
        StoryIndexError: they cannot be opened; the text says what to do.
    """
    from index import Libraries

    libraries = Libraries.open(library_options(settings))
    try:
        libraries.warm_up()
    except BaseException:
        libraries.close()
        raise
    return libraries
