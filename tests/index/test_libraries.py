"""Several holders of the libraries of one folder, as processes are to each other."""

from __future__ import annotations

from pathlib import Path

from index import Libraries, LibraryOptions, StoryDraft
from tests.index.support import WordEncoder

KEY = "member:1"


def test_a_library_that_another_process_erased_begins_anew(tmp_path: Path) -> None:
    options = LibraryOptions(tmp_path)
    with (
        Libraries.open(options, encoder=WordEncoder()) as one,
        Libraries.open(options, encoder=WordEncoder()) as other,
    ):
        one.of(KEY).add(StoryDraft("gone", "Gone", "A xylophone was buried at Qandahar."))
        assert other.erase(KEY)
        assert one.of(KEY).stories() == ()
        one.of(KEY).add(StoryDraft("new", "New", "It rained."))
        assert [entry.name for entry in other.of(KEY).stories()] == ["new"]
