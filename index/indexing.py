"""A story -> its passages and their vectors."""

from __future__ import annotations

from index.chapters import divide
from index.domain import Story, StoryDraft
from index.encoding import Encoder
from index.errors import LoadingError
from index.passages import PASSAGE_VERSION, cut_passages, embedded_text
from index.progress import Progress, silent
from index.storage.base import EncodedStory


def encode_story(
    story: Story | StoryDraft, encoder: Encoder, progress: Progress = silent
) -> EncodedStory:
    """Cut a story into passages and encode them.

    Raises:
        LoadingError: the text has no sentence of a story.
    """
    passages = cut_passages(
        story, divide(story).outline, encoder.count_tokens, encoder.max_tokens
    )
    if not passages:
        raise LoadingError(
            f"There is no sentence in {story.name!r} that could be quoted; add a text with words."
        )
    vectors = encoder.encode([embedded_text(story.text, p) for p in passages], progress)
    return EncodedStory(passages, vectors, encoder.fingerprint, PASSAGE_VERSION)
