"""What a library is opened with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from index.encoding import EMBEDDED, TORCH
from index.stores.files import INDEX_FOLDER


@dataclass(frozen=True, slots=True)
class LibraryOptions:
    """Where a library is kept and what it is read with."""

    folder: Path
    database_url: str | None = field(default=None, repr=False)
    """Where the database's server is, password and all; None for the file in the folder."""
    key: str = "local"
    """Which library of the folder's database."""
    encoder_model: str = EMBEDDED
    """``embedded``, a folder, or a hub id."""
    encoder_device: str = "cpu"
    encoder_batch_size: int = 32
    encoder_backend: str = TORCH
    """``torch``, or ``openvino`` where that is installed."""
    reader_model: str = "embedded"
    """``embedded``, ``none``, a folder, or a hub id."""
    reader_device: str = "auto"

    @property
    def index_folder(self) -> Path:
        """Where the indexes of large libraries are saved."""
        return self.folder / INDEX_FOLDER
