from __future__ import annotations

import threading
from pathlib import Path

import pytest

from index import Libraries, LibraryOptions, StoryDraft, corpora, member_key
from index.corpora import CorpusSource
from index.storage.database import Database
from index.stores.files import IndexFiles
from tests.index.support import WordEncoder

KEY = member_key("1")


def held(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file()).lower()


def test_a_story_that_is_removed_while_its_index_is_built_is_not_saved_after_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpora, "SAVED_FROM", 1)
    options = LibraryOptions(tmp_path)
    with Libraries.open(options, encoder=WordEncoder()) as libraries:
        library = libraries.of(KEY)
        library.add(StoryDraft("gone", "Gone", "A xylophone was buried at Qandahar."))

        def remove(stage: str, done: int, _: int) -> None:
            if (stage, done) == ("opening", 1):  # read, and not saved yet
                removing = threading.Thread(target=library.remove, args=("gone",))
                removing.start()
                removing.join()

        with Database.open(tmp_path) as database:
            files = IndexFiles(options.index_folder)
            source = CorpusSource(database.library(KEY), files, KEY)
            source.corpus(WordEncoder(), remove)
            assert not files.folder(KEY).exists()
    with Libraries.open(options, encoder=WordEncoder()):
        pass
    assert b"qandahar" not in held(tmp_path)
