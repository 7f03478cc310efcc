"""Opens the library that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from index import Library


def open_library(settings: Settings) -> Library:
    """Open it, creating it when absent; takes seconds, because it loads the encoder.

    Raises:
        StoryIndexError: it cannot be opened; the text says what to do.
    """
    # Here and not above: this is what loads the models' libraries.
    from index import Library, LibraryOptions

    return Library.open(
        LibraryOptions(
            folder=settings.database.folder,
            encoder_model=settings.encoder.model,
            encoder_device=settings.encoder.device,
            encoder_batch_size=settings.encoder.batch_size,
            max_story_bytes=settings.story.max_bytes,
        )
    )
