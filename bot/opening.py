"""Opens the library that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.settings import Settings

# Imported by what needs them and not above: they load the models' libraries, and `verse --help`
# has to answer at once.
if TYPE_CHECKING:
    from index import Library, LibraryOptions, Progress


def library_options(settings: Settings) -> LibraryOptions:
    """Return what of the settings concerns the library."""
    from index import LibraryOptions

    return LibraryOptions(
        folder=settings.database.folder,
        encoder_model=settings.encoder.model,
        encoder_device=settings.encoder.device,
        encoder_batch_size=settings.encoder.batch_size,
        max_story_bytes=settings.story.max_bytes,
    )


def open_library(
    settings: Settings, progress: Progress | None = None, *, reindexing: bool = False
) -> Library:
    """Open it, creating it when absent; takes seconds, because it loads the encoder.

    When ``reindexing``, it opens even if its vectors come from another encoder.

    Raises:
        StoryIndexError: it cannot be opened; the text says what to do.
    """
    from index import Library

    return Library.open(library_options(settings), progress=progress, reindexing=reindexing)
