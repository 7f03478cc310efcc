"""The models of a library, loaded when they are first needed."""

from __future__ import annotations

import threading
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from index.answers import Answers
from index.options import LibraryOptions
from index.records import Versions

if TYPE_CHECKING:
    from index.encoding import Encoder
    from index.reading.base import Reader
    from index.reading.memory import RememberedVectors


class Equipment:
    """Encoder, reader, and what is remembered of them. Safe to use from several threads.

    A process loads each model once, for all its libraries and threads.
    """

    def __init__(self, options: LibraryOptions, encoder: Encoder | None) -> None:
        self._options = options
        self._loading = threading.Lock()
        self._encoder = encoder
        self._reader: tuple[Reader, RememberedVectors] | None = None
        self._versions: Versions | None = None
        self.answers = Answers()
        """Those found lately, in all libraries."""

    def encoder(self) -> Encoder:
        """The encoder; raises ``EncoderError`` when it cannot be loaded."""
        with self._loading:
            if self._encoder is None:
                from index.encoding import SentenceEncoder

                self._encoder = SentenceEncoder(
                    self._options.encoder_model,
                    self._options.encoder_device,
                    self._options.encoder_batch_size,
                    self._options.encoder_backend,
                )
            return self._encoder

    def reader(self) -> tuple[Reader, RememberedVectors]:
        """The reader and the vectors it shares.

        Raises:
            EncoderError: the encoder cannot be loaded.
            ReaderError: the reader cannot be loaded.
        """
        encoder = self.encoder()
        with self._loading:
            if self._reader is None:
                from index.reading.loading import load_reader
                from index.reading.memory import RememberedVectors

                vectors = RememberedVectors(encoder)
                options = self._options
                reader = load_reader(options.reader_model, options.reader_device, vectors)
                self._reader = reader, vectors
            return self._reader

    def forget_texts(self) -> None:
        """Forget, in memory, what was asked and the texts whose vectors are remembered.

        As when a story or what is kept about a member is removed.
        """
        self.answers.forget()
        with self._loading:
            if self._reader is not None:
                self._reader[1].forget()

    def versions(self) -> Versions:
        """What answers are made with; raises as ``reader`` does."""
        encoder = self.encoder()
        with self._loading:
            if self._versions is None:
                from index.reading.loading import reader_fingerprint

                reader = reader_fingerprint(self._options.reader_model)
                self._versions = Versions(program_version(), reader, encoder.fingerprint)
            return self._versions


def program_version() -> str:
    """The version of this program."""
    try:
        return version("chapter-and-verse")
    except PackageNotFoundError:
        return "not installed"
