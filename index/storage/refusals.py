"""What may not be stored beside what is there; each looks in the transaction that stores."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from index.domain import StoryDraft
from index.errors import EncoderMismatchError, StoryExistsError
from index.growing import twin_error
from index.likeness import digest_of
from index.storage import values
from index.storage.base import EncodedStory
from index.storage.tables import folded, stories, texts


def refuse_known(connection: Connection, key: str, draft: StoryDraft, *, unique: bool) -> None:
    """Refuse a story that is there, by its name or, if it has to be unique, by its words.

    Raises:
        StoryExistsError: a story has this name, in any case.
        StoryTwinError: a story has the very same words.
    """
    _refuse_taken_name(connection, key, draft.name)
    if unique:
        _refuse_twin(connection, key, draft)


def _refuse_taken_name(connection: Connection, key: str, name: str) -> None:
    taken = select(stories.c.name).where(
        stories.c.library == key, stories.c.folded_name == folded(name)
    )
    if (found := connection.scalar(taken)) is not None:
        raise StoryExistsError(
            f'There is a story named "{found}" already; '
            "remove it first, or give the new one another name."
        )


def _refuse_twin(connection: Connection, key: str, draft: StoryDraft) -> None:
    same = (
        select(stories.c.name)
        .join_from(
            texts,
            stories,
            (stories.c.library == texts.c.library) & (stories.c.id == texts.c.story_id),
        )
        .where(
            texts.c.library == key,
            texts.c.digest == digest_of(draft.text),
            stories.c.replaced_by.is_(None),
        )
    )
    if (name := connection.scalar(same)) is not None:
        raise twin_error(name, same=True)


def refuse_other_encoder(row: Row[Any], encoded: EncodedStory) -> None:
    """Raise when a library, by its ``row``, has vectors of another encoder.

    Raises:
        EncoderMismatchError: it has.
        VectorError: the vectors have another number of dimensions.
    """
    if row.encoder is None or not encoded.passages:
        return
    values.check_dimensions(encoded, row.dimensions)
    if (row.encoder, row.passage_version) != (encoded.encoder, encoded.passage_version):
        raise EncoderMismatchError(
            "The library was indexed with another encoder than the one that is set; "
            "set that one again, or re-index the library with `verse reindex`."
        )
