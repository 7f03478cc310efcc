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
from index.stores.base import VectorSearch
from index.stores.faiss_store import FaissStore
from index.stores.files import IndexFiles, Unusable
from index.stores.manifest import IndexIdentity
from index.story_text import StoryText
from index.terms import TERM_VERSION

SAVED_FROM = 2_000
"""Passages from which an index is saved as files; smaller ones are built about as fast."""
SEARCHED_FROM = 50_000
"""Passages from which the database searches vectors itself, where it can: as 77 MB of FAISS index
for 384 dimensions they would crowd out the indexes of many smaller libraries."""
_VECTORS = "vectors.faiss"

_log = logging.getLogger(__name__)


class CorpusSource:
    """Gives the corpus of a library as it is now; safe to use from several threads."""

    def __init__(
        self,
        storage: LibraryStorage,
        files: IndexFiles | None,
        key: str,
        *,
        search_stored_from: int = SEARCHED_FROM,
    ) -> None:
        """Hold the source of one library.

        Args:
            storage: its rows.
            files: where large indexes are saved; None where nothing is.
            key: which library it is.
            search_stored_from: passages from which the database searches vectors, if it can.
        """
        self._storage = storage
        self._files = files
        self._key = key
        self._search_stored_from = search_stored_from
        self._lock = threading.Lock()
        self._current: tuple[LibraryState, Corpus] | None = None

    def known_text(self, story_id: int) -> StoryText | None:
        """The story, if the corpus at hand has it and is not out of date."""
        current = self._current
        if current is None or current[0] != self._storage.state():
            return None
        return current[1].stories.get(story_id)

    def known(self, encoder: Encoder) -> Corpus | None:
        """The corpus at hand, unless it is out of date; one look at the database.

        Raises:
            EncoderMismatchError: the stored vectors come from another encoder.
        """
        current = self._current
        if current is None:
            return None
        state = self._storage.state()
        _refuse_other_encoder(state, encoder)
        return current[1] if current[0] == state else None

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
        if self._files is not None:
            self._files.remove(self._key)

    def _build(self, state: LibraryState, encoder: Encoder, progress: Progress) -> Corpus:
        progress("opening", 0, 2)
        stories = {story.id: StoryText(story) for story in self._storage.texts()}
        passages = self._storage.passages()
        progress("opening", 1, 2)
        vectors, keywords = self._searches(state, stories, passages, encoder)
        progress("opening", 2, 2)
        return Corpus(state.generation, stories, passages, vectors, keywords)

    def _searches(
        self,
        state: LibraryState,
        stories: dict[int, StoryText],
        passages: Sequence[Passage],
        encoder: Encoder,
    ) -> tuple[VectorSearch, Keywords]:
        if len(passages) >= self._search_stored_from:
            stored = self._storage.vector_search()
            if stored is not None:
                return stored, _keywords(stories, passages)
        if self._files is None or len(passages) < SAVED_FROM:
            return self._from_rows(stories, passages, encoder)
        identity = _identity(self._key, state, encoder, len(passages))
        return self._load(self._files, identity) or self._rebuild(
            self._files, identity, stories, passages, encoder
        )

    def _from_rows(
        self, stories: dict[int, StoryText], passages: Sequence[Passage], encoder: Encoder
    ) -> tuple[FaissStore, Keywords]:
        return self._store(encoder), _keywords(stories, passages)

    def _store(self, encoder: Encoder) -> FaissStore:
        stored = self._storage.vectors()
        if not len(stored.ids):
            return FaissStore(encoder.dimensions)
        return FaissStore.build(stored.ids, stored.vectors)

    def _load(
        self, files: IndexFiles, identity: IndexIdentity
    ) -> tuple[FaissStore, Keywords] | None:
        parts = files.load(identity)
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
        files: IndexFiles,
        identity: IndexIdentity,
        stories: dict[int, StoryText],
        passages: Sequence[Passage],
        encoder: Encoder,
    ) -> tuple[FaissStore, Keywords]:
        store, keywords = self._from_rows(stories, passages, encoder)
        try:
            files.save(identity, {_VECTORS: store.to_bytes(), **keywords.to_parts()})
        except (StorageError, LibraryBusyError) as error:
            # The files only save time; answering goes on without them.
            _log.warning("The index could not be saved (%s)", error)
        return store, keywords


def _keywords(stories: dict[int, StoryText], passages: Sequence[Passage]) -> Keywords:
    return Keywords.build(stories[p.story_id].story.text[p.start : p.end] for p in passages)


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
