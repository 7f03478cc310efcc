"""What every database must do. A new one joins by its name in ``ENGINES`` of conftest.py."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.domain import Heading, Story, StoryDraft
from index.errors import (
    EncoderMismatchError,
    LibraryBusyError,
    QuotaError,
    StoryExistsError,
    StoryNotFoundError,
    StoryTwinError,
    VectorError,
)
from index.growing import Deed, Quota, Usage
from index.storage.base import EncodedStory, LibraryState, LibraryStorage, PassageDraft
from index.storage.database import Database
from index.storage.rows import SqlLibraryStorage
from index.storage.story_rows import StoryRows

Draft = Callable[..., StoryDraft]
Encoded = Callable[..., EncodedStory]
OpenDatabase = Callable[[], Database]


@pytest.fixture
def library(open_database: OpenDatabase) -> SqlLibraryStorage:
    return open_database().library("local")


def everything(library: LibraryStorage) -> tuple[object, ...]:
    """All that a library holds, in a form that can be compared."""
    vectors = library.vectors()
    return (
        library.state(),
        library.stories(),
        library.texts(),
        library.passages(),
        vectors.ids.tolist(),
        vectors.vectors.tolist(),
    )


def longer(story: Story) -> StoryDraft:
    return StoryDraft(story.name, story.title, story.text + " And so on.", story.source)


def test_a_new_library_is_empty(library: LibraryStorage) -> None:
    state = library.state()
    assert (state.generation, state.encoder, state.passage_version) == (0, None, None)
    assert library.stories() == library.texts() == library.passages() == ()
    assert library.vectors().ids.shape == (0,)
    assert library.vectors().vectors.shape == (0, 0)
    assert library.setting("any") is None


def test_a_story_comes_back_letter_for_letter(
    library: LibraryStorage, draft: Draft, encoded: Encoded
) -> None:
    text = "\ufeffAkar said:\r\n“Never.”\t\u2028 \U0001f409\u0301 'n' \"x\" %s ;--\n\n  "
    before = datetime.now(UTC)

    added = library.add(draft("akar", text), encoded())

    assert added.text == text
    assert library.story(added.id) == added
    assert library.texts() == (added,)
    assert timedelta(0) <= added.added_at - before < timedelta(minutes=1)


def test_a_list_shows_stories_oldest_first_with_their_sizes(
    library: LibraryStorage, draft: Draft, encoded: Encoded
) -> None:
    for name, passages in (("b", 3), ("a", 0), ("c", 5)):
        library.add(draft(name, name * 40), encoded(passages))
    assert [(e.id, e.name, e.title, e.characters, e.passages) for e in library.stories()] == [
        (1, "b", "B", 40, 3),
        (2, "a", "A", 40, 0),
        (3, "c", "C", 40, 5),
    ]
    assert [story.name for story in library.texts()] == ["b", "a", "c"]
    assert {(e.source, e.language) for e in library.stories()} == {("here", "en")}


def test_a_story_without_a_source_keeps_none(
    library: LibraryStorage, draft: Draft, encoded: Encoded
) -> None:
    added = library.add(replace(draft(), source=None), encoded())
    assert library.story(added.id).source is None
    assert library.stories()[0].source is None


def test_passages_come_back_in_story_order_under_consecutive_ids(
    library: LibraryStorage, draft: Draft, encoded: Encoded
) -> None:
    library.add(draft("one"), encoded(2))
    library.add(draft("two"), encoded(3))
    assert [(p.id, p.story_id, p.start, p.end, p.context) for p in library.passages()] == [
        (1, 1, 0, 5, "context 0"),
        (2, 1, 2, 7, "context 1"),
        (3, 2, 0, 5, "context 0"),
        (4, 2, 2, 7, "context 1"),
        (5, 2, 4, 9, "context 2"),
    ]


def test_vectors_come_back_normalised_under_their_passages_ids(
    library: LibraryStorage, draft: Draft, encoded: Encoded
) -> None:
    one, two = encoded(12, seed=1, dimensions=384), encoded(9, seed=2, dimensions=384)
    library.add(draft("one", "x" * 60), one)
    library.add(draft("two", "x" * 60), two)

    stored = library.vectors()

    assert stored.ids.dtype == np.int64
    assert stored.ids.tolist() == [p.id for p in library.passages()]
    assert stored.vectors.dtype == np.float32
    assert np.linalg.norm(stored.vectors, axis=1) == pytest.approx(np.ones(21), abs=1e-6)
    cosines = np.einsum("ij,ij->i", stored.vectors, np.concatenate([one.vectors, two.vectors]))
    assert cosines == pytest.approx(np.ones(21), abs=1e-6)


def test_a_database_that_is_opened_again_holds_the_same(
    open_database: OpenDatabase, draft: Draft, encoded: Encoded
) -> None:
    library = open_database().library("local")
    library.add(draft("one"), encoded(seed=1))
    library.add(draft("two"), encoded(seed=2))
    library.set_setting("length", "short")
    again = open_database().library("local")
    assert everything(again) == everything(library)
    assert again.setting("length") == "short"


@pytest.mark.parametrize(
    ("name", "same"), [("Akar", "aKAR"), ("Straße", "STRASSE"), ("caf\u00e9", "CAFE\u0301")]
)
def test_a_name_is_taken_in_any_case(
    library: LibraryStorage, draft: Draft, encoded: Encoded, name: str, same: str
) -> None:
    library.add(draft(name), encoded())
    before = everything(library)
    with pytest.raises(StoryExistsError, match="already; remove it first"):
        library.add(draft(same), encoded())
    assert everything(library) == before


def test_a_removed_story_is_gone_from_every_list(
    library: LibraryStorage, draft: Draft, encoded: Encoded
) -> None:
    gone = library.add(draft("gone"), encoded(4, seed=1))
    kept = library.add(draft("kept"), encoded(2, seed=2))
    vectors = library.vectors().vectors[4:]

    library.remove(gone.id)

    assert [entry.name for entry in library.stories()] == ["kept"]
    assert library.texts() == (kept,)
    assert {passage.story_id for passage in library.passages()} == {kept.id}
    assert library.vectors().ids.tolist() == [5, 6]
    assert np.array_equal(library.vectors().vectors, vectors)
    for call in (library.story, library.remove):
        with pytest.raises(StoryNotFoundError, match="verse stories"):
            call(gone.id)


def test_ids_are_never_used_again(
    open_database: OpenDatabase, draft: Draft, encoded: Encoded
) -> None:
    library = open_database().library("local")
    for _ in range(3):
        story = library.add(draft("same"), encoded(2))
        library.remove(story.id)
    library = open_database().library("local")
    assert library.add(draft("same"), encoded(2)).id == 4
    assert library.vectors().ids.tolist() == [7, 8]


def _bad(encoded: EncodedStory, kind: str) -> EncodedStory:
    vectors = encoded.vectors.copy()
    if kind == "nan":
        vectors[1, 0] = np.nan
    elif kind == "infinite":
        vectors[2, 1] = np.inf
    elif kind == "long":
        vectors[0] *= 1.01
    elif kind == "zero":
        vectors[2] = 0
    elif kind == "too few":
        vectors = vectors[:2]
    elif kind == "other dimensions":
        vectors = np.eye(3, 7, dtype=np.float32)
    return replace(encoded, vectors=vectors)


@pytest.mark.parametrize("kind", ["nan", "infinite", "long", "zero", "too few", "other dimensions"])
def test_bad_vectors_are_refused_and_nothing_is_half_added(
    library: LibraryStorage, draft: Draft, encoded: Encoded, kind: str
) -> None:
    story = library.add(draft("good"), encoded(seed=1))
    before = everything(library)
    with pytest.raises(VectorError, match="verse reindex"):
        library.add(draft("bad"), _bad(encoded(), kind))
    if kind != "other dimensions":  # which re-indexing may well bring
        with pytest.raises(VectorError, match="verse reindex"):
            library.replace_encoding({story.id: _bad(encoded(), kind)})
    assert everything(library) == before


@pytest.mark.parametrize("span", [(-1, 3), (3, 3), (5, 4), (0, 37)])
def test_a_passage_that_leaves_its_story_is_refused(
    library: LibraryStorage, draft: Draft, encoded: Encoded, span: tuple[int, int]
) -> None:
    whole = encoded(1)
    with pytest.raises(ValueError, match="is not in the story"):
        library.add(draft(), replace(whole, passages=[PassageDraft(*span, "")]))
    assert library.stories() == ()


@pytest.mark.parametrize("other", [{"encoder": "fake-2"}, {"passage_version": 2}])
def test_another_encoder_is_refused_until_nothing_is_left_of_the_first(
    library: LibraryStorage, draft: Draft, encoded: Encoded, other: dict[str, str | int]
) -> None:
    story = library.add(draft("one"), encoded())
    before = everything(library)
    with pytest.raises(EncoderMismatchError, match="verse reindex"):
        library.add(draft("two"), encoded(**other))
    assert everything(library) == before

    library.remove(story.id)
    assert (library.state().encoder, library.state().passage_version) == (None, None)
    library.add(draft("two"), encoded(**other, dimensions=5))
    assert library.vectors().vectors.shape == (3, 5)
    state = library.state()
    expected = {"encoder": "fake-1", "passage_version": 1} | other
    assert {"encoder": state.encoder, "passage_version": state.passage_version} == expected


def test_a_story_without_passages_leaves_the_encoder_open(
    library: LibraryStorage, draft: Draft, encoded: Encoded
) -> None:
    library.add(draft("empty"), encoded(0, encoder="fake-2"))
    assert library.state().encoder is None
    library.add(draft("full"), encoded(2))
    library.add(draft("empty too"), encoded(0, encoder="fake-2"))
    assert library.state().encoder == "fake-1"


def test_every_change_is_counted_once_and_nothing_else_is(
    library: LibraryStorage, draft: Draft, encoded: Encoded
) -> None:
    states = [library.state()]

    def note() -> None:
        states.append(library.state())

    story = library.add(draft("one"), encoded())
    note()
    library.add(draft("two"), encoded())
    note()
    library.remove(story.id)
    note()
    library.replace_encoding({2: encoded(1)})
    note()
    assert [state.generation for state in states] == [0, 1, 2, 3, 4]
    assert len({state.revision for state in states}) == 5

    library.set_setting("length", "long")
    everything(library)
    with pytest.raises(StoryExistsError):
        library.add(draft("two"), encoded())
    with pytest.raises(StoryNotFoundError):
        library.remove(99)
    assert library.state() == states[-1]


def test_reindexing_exchanges_all_passages_and_vectors_at_once(
    library: LibraryStorage, draft: Draft, encoded: Encoded
) -> None:
    one, two = library.add(draft("one"), encoded(3)), library.add(draft("two"), encoded(2))
    new = {
        two.id: encoded(1, seed=8, dimensions=5, encoder="fake-2", passage_version=2),
        one.id: encoded(4, seed=9, dimensions=5, encoder="fake-2", passage_version=2),
    }

    library.replace_encoding(new)

    assert [(p.id, p.story_id) for p in library.passages()] == [
        (6, 1),
        (7, 1),
        (8, 1),
        (9, 1),
        (10, 2),
    ]
    right = np.concatenate([new[one.id].vectors, new[two.id].vectors])
    assert library.vectors().vectors == pytest.approx(right, abs=1e-3)
    assert library.state().encoder == "fake-2"
    assert library.state().passage_version == 2
    assert library.texts() == (one, two)


def test_reindexing_is_refused_when_stories_came_or_went_meanwhile(
    library: LibraryStorage, draft: Draft, encoded: Encoded
) -> None:
    library.add(draft("one"), encoded())
    library.add(draft("two"), encoded())
    before = everything(library)
    for meanwhile in ({1}, {1, 2, 3}, {1, 3}, set()):
        with pytest.raises(LibraryBusyError, match="again"):
            library.replace_encoding({story_id: encoded(1) for story_id in meanwhile})
    assert everything(library) == before


def test_reindexing_with_two_encoders_is_refused(
    library: LibraryStorage, draft: Draft, encoded: Encoded
) -> None:
    library.add(draft("one"), encoded())
    library.add(draft("two"), encoded())
    before = everything(library)
    with pytest.raises(ValueError, match="encoded alike"):
        library.replace_encoding({1: encoded(1), 2: encoded(1, encoder="fake-2")})
    assert everything(library) == before


def test_reindexing_an_empty_library_does_nothing_wrong(library: LibraryStorage) -> None:
    library.replace_encoding({})
    assert library.state().encoder is None


def test_a_setting_keeps_its_last_value(library: LibraryStorage) -> None:
    library.set_setting("length", "short")
    library.set_setting("length", "long ✓")
    library.set_setting("Length", "")
    assert library.setting("length") == "long ✓"
    assert library.setting("Length") == ""


def test_a_library_is_seeded_once_even_when_the_seed_is_removed(
    open_database: OpenDatabase, draft: Draft, encoded: Encoded
) -> None:
    library = open_database().library("local")
    assert not library.seeded
    assert not open_database().library("local").seeded  # a crash before seeding changes nothing
    seed = library.add(draft("seed"), encoded(), seeds=True)
    assert library.seeded
    library.remove(seed.id)
    again = open_database().library("local")
    assert again.seeded
    with pytest.raises(StoryExistsError, match="verse add"):
        again.add(draft("seed"), encoded(), seeds=True)
    assert again.stories() == ()


def test_an_ordinary_story_does_not_count_as_the_seed(
    library: SqlLibraryStorage, draft: Draft, encoded: Encoded
) -> None:
    library.add(draft("one"), encoded())
    assert not library.seeded


def test_two_libraries_never_see_each_others_rows_by_any_call(
    open_database: OpenDatabase,
    draft: Draft,
    encoded: Encoded,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Else no two libraries would share an id, and nothing could be mistaken.
    monkeypatch.setattr("index.storage.database._FIRST_ID", 1)
    monkeypatch.setattr("index.storage.database._FIRST_IDS", 1)
    database = open_database()
    mine, theirs = database.library("guild 1"), database.library("guild 2")
    theirs.add(draft("theirs"), encoded(5, seed=2, dimensions=6, encoder="fake-2"))
    theirs.add(draft("more"), encoded(5, seed=3, dimensions=6, encoder="fake-2"), seeds=True)
    theirs.set_setting("length", "long")
    theirs.append(1, longer(theirs.story(1)), encoded(3, dimensions=6, encoder="fake-2"))
    before = everything(theirs)
    classes = (SqlLibraryStorage, StoryRows)
    calls = {name for one in classes for name in vars(one) if not name.startswith("_")}

    # Reading shows nothing of theirs.
    assert mine.state() == LibraryState(0, None, None, mine.state().revision)
    assert mine.stories() == mine.texts() == mine.passages() == ()
    assert len(mine.vectors().ids) == 0
    assert mine.vector_search() is None
    assert mine.setting("length") is None
    assert mine.sketches() == mine.audit(9) == ()
    assert mine.usage() == Usage(0, 0, 0)
    assert mine.ceiling_ends(1) == frozenset()
    assert mine.key == "guild 1"
    assert not mine.seeded
    for call in (mine.story, mine.remove):
        for story_id in (1, 2):
            with pytest.raises(StoryNotFoundError):
                call(story_id)
            with pytest.raises(StoryNotFoundError):
                mine.append(story_id, draft("theirs"), encoded(1))
            with pytest.raises(StoryNotFoundError):
                mine.replace(story_id, draft("theirs"), encoded(1), ends={})
    with mine.at_one_moment():
        assert mine.stories() == ()
    # Changing takes nothing from them, not even a name or an id, and leaves them as they were.
    with pytest.raises(LibraryBusyError):
        mine.replace_encoding({1: encoded(1), 2: encoded(1)})
    same_name = mine.add(draft("theirs"), encoded(2))
    assert same_name.id == 1
    assert mine.vectors().ids.tolist() == [1, 2]
    search = mine.vector_search()
    assert (search is not None) == database.searches
    if search is not None:
        question = np.eye(1, search.dimensions, dtype=np.float32)[0]
        assert sorted(search.search(question, 99).ids.tolist()) == [1, 2]
    mine.set_setting("length", "short")
    mine.replace_encoding({1: encoded(1, encoder="fake-3")})
    mine.append(1, longer(same_name), encoded(1, encoder="fake-3"))
    mine.remove(mine.replace(1, draft("new"), encoded(1, encoder="fake-3"), ends={}).id)
    assert everything(theirs) == before
    assert theirs.setting("length") == "long"
    assert calls == {
        *("key", "seeded", "state", "stories", "story", "texts", "passages", "vectors"),
        *("setting", "set_setting", "add", "remove", "replace_encoding", "at_one_moment"),
        *("append", "replace", "sketches", "usage", "audit", "ceiling_ends"),
        "vector_search",
    }, "a new call belongs into this test"


def test_a_library_is_found_again_by_exactly_its_key(
    open_database: OpenDatabase, draft: Draft, encoded: Encoded
) -> None:
    database = open_database()
    for key in ("local", "LOCAL", "local ", "lo%al", "ä"):
        database.library(key).add(draft(f"story of {key}"), encoded())
    for key in ("local", "LOCAL", "local ", "lo%al", "ä"):
        assert [s.name for s in database.library(key).stories()] == [f"story of {key}"]
    with pytest.raises(ValueError, match="key"):
        database.library("")


def test_another_process_is_noticed_by_the_generation(
    open_database: OpenDatabase, draft: Draft, encoded: Encoded
) -> None:
    bot, terminal = open_database().library("local"), open_database().library("local")
    before = bot.state()
    terminal.add(draft("new"), encoded())
    assert bot.state() != before
    assert everything(bot) == everything(terminal)


def test_reading_at_one_moment_does_not_see_what_others_change_meanwhile(
    open_database: OpenDatabase, draft: Draft, encoded: Encoded
) -> None:
    bot, terminal = open_database().library("local"), open_database().library("local")
    gone = terminal.add(draft("gone"), encoded(2))
    before = everything(bot)
    with bot.at_one_moment():
        bot.state()
        terminal.add(draft("new"), encoded(3))
        terminal.replace_encoding({1: encoded(1), 2: encoded(1)})
        assert everything(bot) == before
        other_thread: list[object] = []
        reading = threading.Thread(target=lambda: other_thread.extend(everything(bot)))
        reading.start()
        reading.join()
        assert tuple(other_thread) == everything(terminal) != before
    assert everything(bot) == everything(terminal)
    terminal.remove(gone.id)
    assert everything(bot) == everything(terminal)


def test_many_threads_add_and_read_at_once(
    open_database: OpenDatabase, draft: Draft, encoded: Encoded
) -> None:
    database, failures = open_database(), []
    library = database.library("local")
    done = threading.Event()

    def add(worker: int) -> None:
        for number in range(10):
            library.add(draft(f"{worker}-{number}"), encoded(3))

    def read() -> None:
        while not done.is_set():
            found = library.vectors()
            if len(found.ids) % 3 or len(found.ids) != len(found.vectors):
                failures.append(found.ids)

    readers = [threading.Thread(target=read) for _ in range(2)]
    writers = [threading.Thread(target=add, args=(worker,)) for worker in range(4)]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()

    assert failures == []
    assert [entry.id for entry in library.stories()] == list(range(1, 41))
    assert library.vectors().ids.tolist() == list(range(1, 121))
    assert library.state().generation == 40


_numbers = itertools.count()


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(min_size=1).filter(lambda text: "\0" not in text))
def test_any_text_comes_back_letter_for_letter(
    library: LibraryStorage, encoded: Encoded, text: str
) -> None:
    whole = replace(encoded(1), passages=[PassageDraft(0, len(text), text)])
    added = library.add(StoryDraft(f"{next(_numbers)} {text}", text, text), whole)
    assert added.text == text
    assert library.story(added.id) == added
    assert library.stories()[-1].characters == len(text)
    assert library.passages()[-1].context == text


def test_a_chapter_lets_a_story_grow_and_keeps_its_id_and_its_places(
    library: LibraryStorage, draft: Draft, encoded: Encoded
) -> None:
    story = library.add(replace(draft("serial"), headings=(Heading(0, 3, 1),)), encoded(2))
    grown = library.append(story.id, longer(story), encoded(3), by="m")
    assert (grown.id, grown.name, grown.added_at) == (story.id, story.name, story.added_at)
    assert library.story(story.id) == grown
    assert grown.text.startswith(story.text)
    assert [(e.characters, e.passages) for e in library.stories()] == [(len(grown.text), 3)]


def test_a_chapter_for_a_text_that_was_changed_meanwhile_is_refused(
    library: LibraryStorage, draft: Draft, encoded: Encoded
) -> None:
    story = library.add(draft("serial"), encoded(2))
    before = everything(library)
    with pytest.raises(LibraryBusyError, match="try again"):
        library.append(story.id, replace(draft("serial"), text="Another text."), encoded(1))
    assert everything(library) == before


def test_a_corrected_version_takes_the_place_and_the_name_of_the_old_one(
    library: LibraryStorage, draft: Draft, encoded: Encoded
) -> None:
    story = library.add(draft("tale", "He was lost in the wood."), encoded(2))
    newer = library.replace(
        story.id, draft("other", "He was lost in the fog."), encoded(1), ends={}
    )
    assert (newer.name, newer.id != story.id) == ("tale", True)
    assert [entry.id for entry in library.stories()] == [newer.id]
    assert library.texts() == (newer,)
    assert {passage.story_id for passage in library.passages()} == {newer.id}
    # What was quoted from the old one can still be read.
    assert library.story(story.id) == replace(story, replaced_by=newer.id)
    with pytest.raises(StoryNotFoundError):
        library.append(story.id, longer(story), encoded(1))


def test_earlier_versions_point_to_the_newest_and_go_with_it(
    library: LibraryStorage, draft: Draft, encoded: Encoded
) -> None:
    first = library.add(draft("tale", "One story."), encoded())
    second = library.replace(first.id, draft("tale", "Two story."), encoded(), ends={})
    third = library.replace(second.id, draft("tale", "Three story."), encoded(), ends={})
    assert [library.story(old.id).replaced_by for old in (first, second)] == [third.id, third.id]
    library.add(draft("tale 2", "Else what."), encoded())
    library.remove(third.id)
    for gone in (first, second, third):
        with pytest.raises(StoryNotFoundError):
            library.story(gone.id)
    assert library.add(draft("tale", "Again so."), encoded()).name == "tale"


def test_the_same_words_are_refused_where_they_have_to_be_unique(
    library: LibraryStorage, draft: Draft, encoded: Encoded
) -> None:
    library.add(draft("tale", "He was lost; in the wood."), encoded())
    before = everything(library)
    with pytest.raises(StoryTwinError, match='"tale"'):
        library.add(draft("copy", "He was LOST in\nthe wood"), encoded(), unique=True)
    assert everything(library) == before


@pytest.mark.parametrize(
    ("quota", "reason"),
    [(Quota(1, 99, 9), "stories"), (Quota(9, 30, 9), "characters"), (Quota(9, 99, 1), "hour")],
)
def test_a_library_grows_no_further_than_its_quota(
    library: LibraryStorage, draft: Draft, encoded: Encoded, quota: Quota, reason: str
) -> None:
    library.add(draft("one", "x" * 20), encoded(), quota=quota)
    before = everything(library)
    with pytest.raises(QuotaError) as refused:
        library.add(draft("two", "y" * 20), encoded(), quota=quota)
    assert refused.value.reason == reason
    assert everything(library) == before


def test_the_audit_list_says_who_did_what_the_newest_first(
    library: LibraryStorage, draft: Draft, encoded: Encoded
) -> None:
    story = library.add(draft("tale", "One story."), encoded(), by="a")
    library.append(story.id, longer(story), encoded())
    newer = library.replace(story.id, draft("tale", "Two story."), encoded(), ends={}, by="b")
    library.remove(newer.id, by="c")
    assert [(e.deed, e.by, e.name, e.characters) for e in library.audit(9)] == [
        (Deed.REMOVED, "c", "tale", 10),
        (Deed.REPLACED, "b", "tale", 10),
        (Deed.APPENDED, None, "tale", len(longer(story).text)),
        (Deed.ADDED, "a", "tale", 10),
    ]
    assert len(library.audit(2)) == 2
    assert library.usage() == Usage(0, 0, 3)
