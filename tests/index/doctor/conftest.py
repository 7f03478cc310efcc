"""Libraries to look at."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.domain import StoryDraft
from index.options import LibraryOptions
from index.storage.base import EncodedStory, PassageDraft
from index.storage.database import Database
from tests.index.doctor.support import calibrate, save_reader

TEXT = "It snowed. He smiled."


@pytest.fixture
def empty(tmp_path: Path) -> LibraryOptions:
    return LibraryOptions(tmp_path / "library")


@pytest.fixture
def filled(empty: LibraryOptions) -> LibraryOptions:
    """A library of one story whose vectors come from an encoder of the past."""
    vectors = np.eye(2, 4, dtype=np.float32)
    passages = [PassageDraft(0, 10, ""), PassageDraft(11, 21, "")]
    with Database.open(empty.folder) as database:
        encoded = EncodedStory(passages, vectors, encoder="of the past", passage_version=1)
        database.library("local").add(StoryDraft("snow", "Snow", TEXT), encoded)
    return empty


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a calibrated reader that stands in for the embedded one."""
    folder = tmp_path / "shipped"
    calibrate(folder, save_reader(folder, shipped=True))
    monkeypatch.setattr("index.reading.span_weights.EMBEDDED_FOLDER", folder)
    return folder
