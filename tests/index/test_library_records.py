from __future__ import annotations

from pathlib import Path

import pytest

from index import AskedQuestion, Library, LibraryOptions, Versions, direct_server
from tests.index.support import OpenLibrary, WordEncoder

VERSIONS = Versions("0.2.0", "no reader", WordEncoder.fingerprint)


def test_a_library_keeps_what_members_leave_in_each_server(
    open_library: OpenLibrary, library: Library
) -> None:
    records = library.records("guild")
    records.set_setting("", "story", "s-400", by="m")
    assert open_library().records("guild").settings() == {("", "story"): "s-400"}
    assert library.records("other guild").settings() == {}
    with pytest.raises(ValueError, match="server needs an id"):
        library.records("")


def test_an_answer_is_kept_with_the_vote_on_it_until_its_story_goes(library: Library) -> None:
    records = library.records("guild")
    answer = library.ask("What did Akar promise?")
    asked = AskedQuestion.of(answer, with_text=True)
    records.vote("m", "message", helped=False, asked=asked, versions=VERSIONS)
    records.keep_question(asked, member="m")
    assert records.feedback_kept(9)[0].asked == asked
    assert asked.span is not None
    quote = library.quote_at(library.stories()[0].id, *asked.span)
    assert quote.text in {answer.text, *(near.text for near in answer.nearest)}
    library.remove("s-400")
    assert library.member_data("m") == ()


def test_a_library_forgets_a_member_in_every_server(library: Library) -> None:
    for server, end in (("1", 100), ("2", 50), (direct_server("m"), 200)):
        library.records(server).set_progress("m", 1, end)
    assert library.member_progress("m") == {1: 50}
    assert [part.server for part in library.member_data("m")] == ["1", "2", "direct:m"]
    assert library.forget_member("m") == 3
    assert library.member_data("m") == ()
    assert library.member_progress("m") == {}


def test_libraries_of_one_folder_keep_their_own_records(
    open_library: OpenLibrary, tmp_path: Path
) -> None:
    library = open_library(folder=tmp_path)
    library.records("guild").set_progress("m", 1, 100)
    options = LibraryOptions(tmp_path, key="other")
    with Library.open(options, encoder=WordEncoder()) as other:
        assert other.member_data("m") == ()
        assert other.forget_member("m") == 0
    assert library.member_progress("m") == {1: 100}
