"""What is written in the rows, checked before a transaction begins to hold others up."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from index.domain import Heading, Story, StoryDraft
from index.errors import VectorError
from index.likeness import digest_of, sketch_of
from index.storage.base import EncodedStory
from index.storage.halves import to_halves
from index.storage.tables import folded
from index.stores.validation import checked_vectors

NOTHING: dict[str, str | int | None] = {
    "encoder": None,
    "passage_version": None,
    "dimensions": None,
}
"""What the vectors of a library without any have in common."""


def check(encoded: EncodedStory, *, characters: int) -> EncodedStory:
    """Return the story with vectors that may be stored, as float32.

    Raises:
        VectorError: a vector is not finite and normalised, or they are not one a passage.
        ValueError: a passage is empty or leaves the story's ``characters``.
    """
    for passage in encoded.passages:
        if not 0 <= passage.start < passage.end <= characters:
            raise ValueError(f"the passage {passage.start}:{passage.end} is not in the story")
    if len(encoded.vectors) != len(encoded.passages):
        raise VectorError(
            f"{len(encoded.vectors)} vectors came for {len(encoded.passages)} passages; "
            "re-index the library with `verse reindex`."
        )
    if not encoded.passages:
        return replace(encoded, vectors=np.empty((0, 0), np.float32))
    return replace(encoded, vectors=checked_vectors(encoded.vectors))


def check_dimensions(encoded: EncodedStory, dimensions: int) -> None:
    """Raise ``VectorError`` when the vectors have another number of dimensions."""
    checked_vectors(encoded.vectors, dimensions=dimensions)


def identity(encoded: EncodedStory) -> dict[str, str | int | None]:
    """Return what all vectors of a library have in common with these."""
    return {
        "encoder": encoded.encoder,
        "passage_version": encoded.passage_version,
        "dimensions": encoded.vectors.shape[1],
    }


def common_identity(encoded: Iterable[EncodedStory]) -> dict[str, str | int | None]:
    """Return what the vectors of all these stories have in common.

    Raises:
        ValueError: they were not encoded alike.
    """
    identities = [identity(one) for one in encoded if one.passages]
    if any(one != identities[0] for one in identities):
        raise ValueError("all stories of a library have to be encoded alike")
    return identities[0] if identities else NOTHING


def passage_rows(
    library: str, story_id: int, encoded: EncodedStory, first_id: int
) -> list[dict[str, object]]:
    """Return the rows of a story's passages, their ids counting up from ``first_id``."""
    blobs = to_halves(encoded.vectors) if encoded.passages else []
    return [
        {
            "library": library,
            "id": first_id + offset,
            "story_id": story_id,
            "start": passage.start,
            "end": passage.end,
            "context": passage.context,
            "vector": blob,
        }
        for offset, (passage, blob) in enumerate(zip(encoded.passages, blobs, strict=True))
    ]


def story(story_id: int, draft: StoryDraft) -> Story:
    """Return the story that this draft becomes now.

    Raises:
        ValueError: a heading is not in the text, or before the one above it.
    """
    _check_headings(draft)
    return Story(
        id=story_id,
        name=draft.name,
        title=draft.title,
        text=draft.text,
        source=draft.source,
        language=draft.language,
        added_at=datetime.now(UTC),
        author=draft.author,
        published=draft.published,
        headings=draft.headings,
    )


def story_row(library: str, stored: Story) -> dict[str, object]:
    """Return the row of a story, without its text."""
    return {
        "library": library,
        "id": stored.id,
        "name": stored.name,
        "folded_name": folded(stored.name),
        "title": stored.title,
        "source": stored.source,
        "language": stored.language,
        "added_at": stored.added_at,
        "characters": len(stored.text),
        "author": stored.author,
        "published": stored.published,
        "replaced_by": stored.replaced_by,
    }


def retired_name(name: str, story_id: int) -> str:
    """Return the folded name of an earlier version: none that a story can have."""
    # No name has a line break.
    return f"{folded(name)}\n{story_id}"


def text_row(library: str, stored: Story) -> dict[str, object]:
    """Return the row of a story's text."""
    headings = [[one.start, one.end, one.level] for one in stored.headings]
    return {
        "library": library,
        "story_id": stored.id,
        "headings": json.dumps(headings, separators=(",", ":")),
        "digest": digest_of(stored.text),
        "sketch": sketch_of(stored.text),
        "text": stored.text,
    }


def headings(stored: str) -> tuple[Heading, ...]:
    """Return the headings that ``text_row`` wrote."""
    return tuple(Heading(*one) for one in json.loads(stored))


def _check_headings(draft: StoryDraft) -> None:
    before = 0
    for heading in draft.headings:
        if not before <= heading.start < heading.end <= len(draft.text) or heading.level < 1:
            raise ValueError(f"the heading {heading.start}:{heading.end} is not in its order")
        before = heading.end
