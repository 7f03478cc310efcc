"""How often a question looks at the database: on a server each look takes several ways there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, event

from index import Libraries, LibraryOptions, StoryDraft, member_key
from tests.index.support import WordEncoder

STORY = StoryDraft("tale", "Tale", "A xylophone was buried at Qandahar. Nobody found it again.")


@contextmanager
def looks() -> Iterator[list[object]]:
    """The transactions that begin in the block, of any database."""
    begun: list[object] = []

    def note(connection: object) -> None:
        begun.append(connection)

    event.listen(Engine, "begin", note)
    try:
        yield begun
    finally:
        event.remove(Engine, "begin", note)


def test_a_question_to_a_library_at_hand_looks_once(tmp_path: Path) -> None:
    options = LibraryOptions(tmp_path, reader_model="none")
    with Libraries.open(options, encoder=WordEncoder()) as libraries:
        library = libraries.of(member_key("1"))
        library.add(STORY)
        library.ask("What was buried?")
        with looks() as begun:
            library.ask("Where was the xylophone buried?")
        assert len(begun) == 1


def test_what_is_read_at_one_moment_is_one_look(tmp_path: Path) -> None:
    options = LibraryOptions(tmp_path)
    with Libraries.open(options, encoder=WordEncoder()) as libraries:
        library = libraries.of(member_key("1"))
        story = library.add(STORY)
        with looks() as begun, library.at_one_moment():
            library.stories()
            library.quote_at(story.id, 0, 10)
            library.member_progress("7")
        assert len(begun) == 1


def test_a_library_that_was_changed_is_searched_as_it_is_now(tmp_path: Path) -> None:
    options = LibraryOptions(tmp_path, reader_model="none")
    with Libraries.open(options, encoder=WordEncoder()) as libraries:
        library = libraries.of(member_key("1"))
        library.add(STORY)
        library.ask("What was buried?")
        library.add(StoryDraft("other", "Other", "A violin was sunk off Zanzibar."))
        shown = library.ask("What was sunk off Zanzibar?")
        assert (shown.quotes or shown.nearest)[0].story.name == "other"
