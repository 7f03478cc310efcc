"""The library: the object that callers hold."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self

from index.answers import Answers
from index.corpora import CorpusSource
from index.domain import Story, StoryEntry
from index.encoding import Encoder
from index.equipment import Equipment
from index.errors import StoryExistsError
from index.excerpts import Encode
from index.growth import GrowingLibrary
from index.indexing import encode_story
from index.loading import load_seed, seed_folders
from index.options import LibraryOptions
from index.passages import PASSAGE_VERSION
from index.progress import Progress, silent
from index.reading.base import Reader
from index.reading.memory import RememberedVectors
from index.recording import Records
from index.records import MemberData, Versions
from index.retrieval import Corpus
from index.shielding import Shield, ShieldedLibrary
from index.storage.database import Database
from index.stores.files import IndexFiles
from index.story_text import StoryText

_log = logging.getLogger(__name__)


def _untold(_key: str, _library: object, _passages: int) -> None:
    """Tell nobody that a library is in memory."""


class Library(GrowingLibrary):
    """The stories of one server, or of the command line. Safe to use from several threads.

    The encoder is loaded when it is first needed, so that listing stories stays quick.
    Methods raise the errors of ``index.errors``; those of storage anywhere.
    """

    def __init__(
        self,
        database: Database,
        options: LibraryOptions,
        equipment: Equipment,
        built: Callable[[str, Library, int], None] = _untold,
    ) -> None:
        """Hold the library with the options' key; use ``open`` or ``Libraries.of`` instead.

        Args:
            database: where its rows are.
            options: its key and its folder.
            equipment: the models.
            built: told the key, the library and its passages when these are in memory anew.
        """
        self._database = database
        self._built = built
        self._options = options
        self._storage = database.library(options.key)
        # On a server several processes change the library: what one saved, another may not erase.
        files = IndexFiles(options.index_folder) if options.database_url is None else None
        self._corpora = CorpusSource(self._storage, files, options.key)
        self._equipment = equipment
        self._shield = Shield(lambda texts: self._equipment.encoder().encode(texts))

    @classmethod
    def open(
        cls,
        options: LibraryOptions,
        *,
        encoder: Encoder | None = None,
        progress: Progress = silent,
    ) -> Self:
        """Open the library; a new one is created and receives the seed story.

        Args:
            options: where it is, and the encoder's settings.
            encoder: one that is loaded already, to be used instead of the options' one.
            progress: told about indexing the seed story.

        Raises:
            StorageError: the database cannot be opened or created.
            EncoderError: a new library needs the encoder, and it cannot be loaded.
        """
        database = Database.open(options.folder, options.database_url)
        try:
            library = cls(database, options, Equipment(options, encoder))
            library.seed(progress)
        except BaseException:
            database.close()
            raise
        return library

    @property
    def key(self) -> str:
        """Which library of the database it is."""
        return self._options.key

    def close(self) -> None:
        """Let go of the database. All that was acknowledged is on disk already."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def warm_up(self, progress: Progress = silent) -> None:
        """Load the models and the index now, so that the first question does not wait.

        Raises:
            EncoderError: the encoder cannot be loaded.
            ReaderError: the reader cannot be loaded.
            EncoderMismatchError: the stored vectors come from another encoder.
        """
        self._corpus(progress)
        self._equipment.reader()

    def at_one_moment(self) -> AbstractContextManager[None]:
        """Let all reading of this thread inside the block see the library in one state.

        It is one transaction of the database, so it is no place for models' work, and nothing may
        be changed in it.
        """
        return self._storage.at_one_moment()

    def up_to(self, ceilings: Mapping[int, int]) -> ShieldedLibrary:
        """What may be read by one who has read some stories only in part.

        Args:
            ceilings: by a story's id how far its text may be read, in characters (exclusive);
                a story ends with the last sentence before that. The others are whole.

        Raises:
            ValueError: a ceiling is negative.
        """
        return ShieldedLibrary(self, self._shield, ceilings)

    def versions(self) -> Versions:
        """What answers are made with: this program, the reader and the encoder.

        Raises:
            EncoderError: the encoder cannot be loaded.
            ReaderError: the reader is missing or damaged.
        """
        return self._equipment.versions()

    def records(self, server: str) -> Records:
        """What the members of a Discord server leave here; ``server`` is its id as text.

        Raises:
            ValueError: the server is "".
        """
        return self._database.records(self._options.key, server)

    def member_data(self, member: str) -> tuple[MemberData, ...]:
        """All that is kept about a member, one part for each server that keeps anything."""
        return self._database.members(self._options.key).about(member)

    def member_progress(self, member: str) -> Mapping[int, int]:
        """How far a member has read by the lowest ceiling that any server keeps.

        Story id -> character offset, exclusive; for direct messages, where there is no server.
        """
        return self._database.members(self._options.key).progress(member)

    def forget_member(self, member: str) -> int:
        """Erase all that is kept about a member, from the disk too; return how many things."""
        self._equipment.forget_texts()
        return self._database.members(self._options.key).forget(member)

    def remove(self, name: str, *, by: str | None = None) -> Story:
        """Remove a story and all that was derived from it, its earlier versions too.

        Raises:
            StoryNotFoundError: there is no such story.
        """
        story = self.story(name)
        self._storage.remove(story.id, by=by)
        self.forget_derived()
        return story

    def forget_derived(self) -> None:
        """Forget, in memory and on the disk, what was derived from stories."""
        self._corpora.forget_files()
        self._shield.forget()
        self._equipment.forget_texts()

    def reindex(self, *, progress: Progress = silent) -> int:
        """Cut and encode all stories anew with the encoder that is set; return how many.

        Raises:
            LibraryBusyError: a story was added or removed meanwhile; nothing was changed.
        """
        encoder = self._equipment.encoder()
        stories = self._storage.texts()
        encoded = {}
        for number, story in enumerate(stories):
            progress("reindexing", number, len(stories))
            encoded[story.id] = encode_story(story, encoder)
        self._storage.replace_encoding(encoded)
        progress("reindexing", len(stories), len(stories))
        return len(stories)

    def setting(self, name: str) -> str | None:
        """A stored setting of this library, None if it was never set."""
        return self._storage.setting(name)

    def set_setting(self, name: str, value: str) -> None:
        """Store a setting of this library."""
        self._storage.set_setting(name, value)

    def seed(self, progress: Progress = silent) -> None:
        """Add the seed story, unless the library ever had it."""
        folders = seed_folders()
        if folders and not self._storage.seeded:
            draft = load_seed(folders[0])
            encoded = encode_story(draft, self._equipment.encoder(), progress)
            try:
                self._storage.add(draft, encoded, seeds=True)
            except StoryExistsError:
                # Another process opened the same new library and was quicker.
                _log.debug("The library was seeded meanwhile.")

    def _corpus(self, progress: Progress = silent) -> Corpus:
        encoder = self._equipment.encoder()
        known = self._corpora.known(encoder)
        if known is not None:
            return known
        self._refresh_passages(progress)
        corpus = self._corpora.corpus(encoder, progress)
        self._built(self.key, self, len(corpus.passages))
        return corpus

    def _refresh_passages(self, progress: Progress) -> None:
        """Index anew what an older version of this program cut into passages."""
        state = self._storage.state()
        if (
            state.encoder == self._equipment.encoder().fingerprint
            and state.passage_version != PASSAGE_VERSION
        ):
            _log.warning("The library was indexed by an older version; it is indexed anew.")
            self.reindex(progress=progress)

    def _entries(self) -> tuple[StoryEntry, ...]:
        return self._storage.stories()

    def _text(self, story_id: int) -> StoryText:
        return self._corpora.known_text(story_id) or StoryText(self._storage.story(story_id))

    def _searchable(self, story_id: int | None) -> Corpus:  # noqa: ARG002 - it holds every story
        return self._corpus()

    def _reader(self) -> tuple[Reader, RememberedVectors]:
        return self._equipment.reader()

    def _answers(self) -> Answers:
        return self._equipment.answers

    def _encoder(self) -> Encode:
        return self._equipment.encoder().encode
