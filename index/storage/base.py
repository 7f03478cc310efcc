"""The library-level face of the database: every call is scoped to one library by its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from index.domain import Passage, Story, StoryDraft, StoryEntry
from index.growing import AuditEntry, Quota, Usage
from index.stores.base import Ids, Vectors, VectorSearch


@dataclass(frozen=True, slots=True)
class LibraryState:
    """What a library was built with, and how often it changed."""

    generation: int
    """Grows by one with every change of stories, passages or vectors."""
    encoder: str | None
    """Fingerprint of the encoder of all stored vectors; None while there are none."""
    passage_version: int | None
    """The version of the rules that cut passages; None while there are none."""
    revision: str = ""
    """A random token of the last such change: with the generation it says that two states hold
    the same rows, even after the database was restored from a backup and changed anew."""


@dataclass(frozen=True, slots=True)
class PassageDraft:
    """A passage that has no id yet: ``text[start:end]`` of the story it will belong to."""

    start: int
    end: int
    context: str


@dataclass(frozen=True, slots=True)
class EncodedStory:
    """What the encoder made of one story: ``vectors[i]`` (float32) belongs to ``passages[i]``."""

    passages: Sequence[PassageDraft]
    vectors: Vectors
    encoder: str
    passage_version: int


@dataclass(frozen=True, slots=True)
class StoredVectors:
    """All vectors of a library (float32, normalised), ordered by passage id."""

    ids: Ids
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class StoredSketch:
    """By what a story is known again (``index.likeness``)."""

    story_id: int
    name: str
    digest: str
    sketch: bytes


class LibraryStorage(Protocol):
    """One library's rows. Ids count up within the library and are never used again.

    A change is one transaction: after it returned, it survives ``kill -9``; before, it left
    nothing. Changing raises ``LibraryBusyError`` while another process is changing the same
    data directory, and ``StorageError`` when the database cannot be written.
    """

    def at_one_moment(self) -> AbstractContextManager[None]:
        """Let all reading of this thread inside the block see the library in one state.

        Changes of others go on meanwhile; do not change the library inside the block.
        """
        ...

    def state(self) -> LibraryState:
        """What the library was built with, and how often it changed."""
        ...

    def stories(self) -> tuple[StoryEntry, ...]:
        """All stories, oldest first; no earlier versions."""
        ...

    def story(self, story_id: int) -> Story:
        """The story with this id, an earlier version too; raises ``StoryNotFoundError``."""
        ...

    def texts(self) -> tuple[Story, ...]:
        """All stories with their texts, oldest first; no earlier versions."""
        ...

    def sketches(self) -> tuple[StoredSketch, ...]:
        """By what each story is known again, oldest first; no earlier versions."""
        ...

    def usage(self) -> Usage:
        """How much the library holds, and how often it grew in the last hour."""
        ...

    def audit(self, limit: int) -> tuple[AuditEntry, ...]:
        """What was done to the library, the newest first."""
        ...

    def ceiling_ends(self, story_id: int) -> frozenset[int]:
        """All offsets at which somebody's reading of a story ends."""
        ...

    def add(
        self,
        draft: StoryDraft,
        encoded: EncodedStory,
        *,
        unique: bool = False,
        by: str | None = None,
        quota: Quota | None = None,
    ) -> Story:
        """Store a story, its passages and their vectors.

        The ids of a story's passages are consecutive, in story order.

        Raises:
            StoryExistsError: the name is taken, in any case.
            StoryTwinError: it has to be ``unique``, and the library has this text already.
            QuotaError: the library may not grow so far.
            EncoderMismatchError: the library's vectors come from another encoder or version.
            VectorError: a vector is not finite and normalised.
        """
        ...

    def append(
        self,
        story_id: int,
        draft: StoryDraft,
        encoded: EncodedStory,
        *,
        by: str | None = None,
        quota: Quota | None = None,
    ) -> Story:
        """Let a story grow at its end: ``draft`` is all of it, and begins with what is stored.

        Raises:
            StoryNotFoundError: there is no such story, or it is an earlier version.
            LibraryBusyError: the story changed meanwhile; nothing was changed.
            QuotaError, EncoderMismatchError, VectorError: as ``add`` does.
        """
        ...

    def replace(
        self,
        story_id: int,
        draft: StoryDraft,
        encoded: EncodedStory,
        *,
        ends: Mapping[int, int],
        by: str | None = None,
        quota: Quota | None = None,
    ) -> Story:
        """Store a newer version of a story, under its name and a new id.

        The old one stays readable by its id alone, until the newer one is removed. ``ends`` tells
        where each ceiling of the old text lies in the new one; one that is missing becomes 0.

        Raises:
            StoryNotFoundError: there is no such story, or it is an earlier version.
            QuotaError, EncoderMismatchError, VectorError: as ``add`` does.
        """
        ...

    def remove(self, story_id: int, *, by: str | None = None) -> None:
        """Remove a story with its earlier versions and all that was derived from it.

        Raises:
            StoryNotFoundError: there is no such story, or it is an earlier version.
        """
        ...

    def passages(self) -> tuple[Passage, ...]:
        """All passages, ordered by id."""
        ...

    def vectors(self) -> StoredVectors:
        """All vectors; of shape (0, 0) while there are none."""
        ...

    def vector_search(self) -> VectorSearch | None:
        """Search by the database itself; None where it cannot, or there are no vectors."""
        ...

    def replace_encoding(self, encoded: dict[int, EncodedStory]) -> None:
        """Exchange the passages and vectors of all stories (by story id) in one transaction.

        Raises:
            LibraryBusyError: the set of stories changed meanwhile; nothing was exchanged.
        """
        ...

    def setting(self, name: str) -> str | None:
        """The value of a setting; None while it has none."""
        ...

    def set_setting(self, name: str, value: str) -> None:
        """Keep the value of a setting."""
        ...
