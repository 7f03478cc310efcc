"""A file -> a story: one module per format, the same checks for all."""

from __future__ import annotations

from index.loading.files import ARCHIVE, FORMATS, load_story, read_stories
from index.loading.limits import LoadingLimits
from index.loading.seeds import load_seed, seed_folders

__all__ = [
    "STORY_ENDINGS",
    "LoadingLimits",
    "load_seed",
    "load_story",
    "read_stories",
    "seed_folders",
]

STORY_ENDINGS = (*FORMATS, ARCHIVE)
"""The endings of file names that are read, in small letters."""
