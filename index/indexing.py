"""A story -> its passages and their vectors."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from index.chapters import divide
from index.domain import Story, StoryDraft
from index.encoding import Encoder
from index.errors import LoadingError
from index.passages import PASSAGE_VERSION, cut_passages, embedded_text
from index.progress import Progress, silent
from index.storage.base import EncodedStory, PassageDraft

Known = Mapping[PassageDraft, NDArray[np.float32]]
"""Vectors that are known already, of passages of the same text."""


def encode_story(
    story: Story | StoryDraft,
    encoder: Encoder,
    progress: Progress = silent,
    known: Known = MappingProxyType({}),
) -> EncodedStory:
    """Cut a story into passages and encode those that are not known.

    Raises:
        LoadingError: the text has no sentence of a story.
    """
    progress("segmenting", 0, 1)
    passages = cut_passages(story, divide(story).outline, encoder.count_tokens, encoder.max_tokens)
    progress("segmenting", 1, 1)
    if not passages:
        raise LoadingError(
            f"There is no sentence in {story.name!r} that could be quoted; add a text with words."
        )
    new = [passage for passage in passages if passage not in known]
    encoded = encoder.encode([embedded_text(story.text, p) for p in new], progress)
    vectors = encoded
    if known:
        found = dict(zip(new, encoded, strict=True))
        vectors = np.stack([found[p] if p in found else known[p] for p in passages])
    return EncodedStory(passages, vectors, encoder.fingerprint, PASSAGE_VERSION)
