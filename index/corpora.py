"""A library's corpus: built from the database, kept fresh, saved as files when it is large."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

from index.domain import Passage
from index.encoding import Encoder
from index.errors import EncoderMismatchError, LibraryBusyError, StorageError, VectorError
from index.keywords import Keywords
from index.passages import PASSAGE_VERSION
from index.progress import Progress, silent
from index.retrieval import Corpus
from index.storage.base import LibraryState, LibraryStorage
from index.stores.faiss_store import FaissStore
from index.stores.files import IndexFiles, Unusable
from index.stores.manifest import IndexIdentity
from index.story_text import StoryText
from index.terms import TERM_VERSION

SAVED_FROM = 2_000
"""Passages from which an index is saved as files; smaller ones are built about as fast."""
_VECTORS = "vectors.faiss"

_log = logging.getLogger(__name__)


class CorpusSource:
    """Gives the corpus of a library as it is now; safe to use from several threads."""

    def __init__(self, storage: LibraryStorage, files: IndexFiles, key: str) -> None:
        self._storage = storage
        self._files = files
        self._key = key
        self._lock = threading.Lock()
        self._current: tuple[LibraryState, Corpus] | None = None

    def known_text(self, story_id: int) -> StoryText | None:
        """The story, if the corpus at hand has it and is not out of date."""
        current = self._current
        if current is None or current[0] != self._storage.state():
            return None
        return current[1].stories.get(story_id)

    def corpus(self, encoder: Encoder, progress: Progress = silent) -> Corpus:
        """The corpus of the library's present generation.

        Args:
            encoder: what questions are encoded with.
            progress: told about building.

        Raises:
            EncoderMismatchError: the stored vectors come from another encoder.
        """
        with self._lock:
            # One look at the database, so that no story is missed that has a passage.
            with self._storage.at_one_moment():
                state = self._storage.state()
                _refuse_other_encoder(state, encoder)
                current = self._current
                if current is not None and current[0] == state:
                    return current[1]
                self._current = state, self._build(state, encoder, progress)
            if self._storage.state() != state:
                # A story may have been removed, with its files, before these were saved.
                self.forget_files()
            return self._current[1]

    def forget_files(self) -> None:
        """Remove the saved files, which may hold words of a removed story."""
        self._files.remove(self._key)

    def _build(self, state: LibraryState, encoder: Encoder, progress: Progress) -> Corpus:
        progress("opening", 0, 2)
        stories = {story.id: StoryText(story) for story in self._storage.texts()}
        passages = self._storage.passages()
        progress("opening", 1, 2)
        if len(passages) < SAVED_FROM:
            vectors, keywords = self._from_rows(stories, passages, encoder)
        else:
            identity = _identity(self._key, state, encoder, len(passages))
            vectors, keywords = self._load(identity) or self._rebuild(
                identity, stories, passages, encoder
            )
        progress("opening", 2, 2)
        return Corpus(state.generation, stories, passages, vectors, keywords)

    def _from_rows(
        self, stories: dict[int, StoryText], passages: Sequence[Passage], encoder: Encoder
    ) -> tuple[FaissStore, Keywords]:
        stored = self._storage.vectors()
        store = (
            FaissStore.build(stored.ids, stored.vectors)
            if len(stored.ids)
            else FaissStore(encoder.dimensions)
        )
        texts = [stories[p.story_id].story.text[p.start : p.end] for p in passages]
        return store, Keywords.build(texts)

    def _load(self, identity: IndexIdentity) -> tuple[FaissStore, Keywords] | None:
        parts = self._files.load(identity)
        if isinstance(parts, Unusable):
            return None
        try:
            store = FaissStore.from_bytes(
                parts.pop(_VECTORS), dimensions=identity.dimensions, count=identity.passages
            )
        except (VectorError, KeyError) as error:
            # The checksum held, so these bytes were wrong before they were saved.
            _log.warning("The saved index cannot be used (%s); it is built anew.", error)
            return None
        return store, Keywords.from_parts(parts, identity.passages)

    def _rebuild(
        self,
        identity: IndexIdentity,
        stories: dict[int, StoryText],
        passages: Sequence[Passage],
        encoder: Encoder,
    ) -> tuple[FaissStore, Keywords]:
        store, keywords = self._from_rows(stories, passages, encoder)
        try:
            self._files.save(identity, {_VECTORS: store.to_bytes(), **keywords.to_parts()})
        except (StorageError, LibraryBusyError) as error:
            # The files only save time; answering goes on without them.
            _log.warning("The index could not be saved (%s)", error)
        return store, keywords


def _refuse_other_encoder(state: LibraryState, encoder: Encoder) -> None:
    if state.encoder not in (None, encoder.fingerprint):
        raise EncoderMismatchError(
            "This library was indexed with another encoder than the one that is set;"
            " run `verse reindex`, or set ENCODER_MODEL back."
        )


def _identity(key: str, state: LibraryState, encoder: Encoder, passages: int) -> IndexIdentity:
    return IndexIdentity(
        library=key,
        encoder=encoder.fingerprint,
        passage_version=state.passage_version or PASSAGE_VERSION,
        term_version=TERM_VERSION,
        dimensions=encoder.dimensions,
        passages=passages,
        generation=state.generation,
        revision=state.revision,
    )
