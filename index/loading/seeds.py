"""The stories that every new library begins with, each a folder with ``about.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path

from index.domain import StoryDraft
from index.errors import LoadingError
from index.loading.decoding import read_bytes
from index.loading.files import load_story

_PACKAGE = Path(__file__).parents[1]
_MAX_BYTES = 1_000_000
_KEYS = frozenset({"title", "source", "language"})


def seed_folders(package: Path = _PACKAGE) -> tuple[Path, ...]:
    """The folders of the seed stories: in the installed package, or beside it in a checkout."""
    for home in (package / "_seeds", package.parent / "seeds"):
        found = tuple(sorted(about.parent for about in home.glob("*/about.toml")))
        if found:
            return found
    return ()


def load_seed(folder: Path) -> StoryDraft:
    """Load ``folder/story.txt``, named after the folder, with what ``about.toml`` says of it.

    Raises:
        LoadingError: one of the two files cannot be used.
    """
    about = _about(folder / "about.toml")
    draft = load_story(folder / "story.txt", name=folder.name, max_bytes=_MAX_BYTES)
    return StoryDraft(
        name=draft.name,
        title=about.get("title", draft.title),
        text=draft.text,
        source=about.get("source"),
        language=about.get("language", draft.language),
    )


def _about(path: Path) -> dict[str, str]:
    try:
        about = tomllib.loads(read_bytes(path, _MAX_BYTES).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LoadingError(f"{path} is not valid TOML ({error}); correct it") from error
    for key, value in about.items():
        if key not in _KEYS:
            raise LoadingError(f"{path} has the unknown key {key!r}; use title, source, language")
        if not isinstance(value, str) or not value.strip():
            raise LoadingError(f"{path} has no text under {key!r}; write it in quotes")
    return about
