"""What every database must do with what the members of a server leave."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from index.domain import Answer, Quote, Story, StoryDraft, Sureness
from index.errors import StoryNotFoundError
from index.keys import direct_server
from index.recording import Records
from index.records import (
    KEPT_QUESTIONS,
    AskedQuestion,
    Gap,
    GapKind,
    MemberScore,
    Versions,
)
from index.storage.base import EncodedStory
from index.storage.database import Database
from index.storage.record_rows import RecordRows
from index.storage.tables import questions

Draft = Callable[..., StoryDraft]
Encoded = Callable[..., EncodedStory]
OpenDatabase = Callable[[], Database]

ANSWERED = AskedQuestion("Who spoke?", True, 0.93, Sureness.SURE, 1, (0, 4))
REFUSED = AskedQuestion("Who sang?", False, 0.12, Sureness.UNSURE, 1, (12, 25))
VERSIONS = Versions(program="0.2.0", reader="r1", encoder="e1")


@pytest.fixture
def database(open_database: OpenDatabase, draft: Draft, encoded: Encoded) -> Database:
    """A database whose library "local" holds the stories 1 and 2, of 36 characters each."""
    opened = open_database()
    for name in ("one", "two"):
        opened.library("local").add(draft(name), encoded())
    return opened


@pytest.fixture
def records(database: Database) -> RecordRows:
    return database.records("local", "guild")


def fill(records: Records, member: str) -> None:
    """Let a member leave one thing of each kind, and two ceilings."""
    records.set_setting("", "story", "one", by=member)
    records.set_progress(member, 1, 10)
    records.set_progress(member, 2, 20)
    records.claim_round(member, "round", right=True, points=3)
    records.vote(member, "message", helped=False, asked=ANSWERED, versions=VERSIONS)
    records.keep_question(REFUSED, member=member)


def at_once(*calls: Callable[[], object]) -> list[object]:
    """What these return when they are called at the same moment."""
    barrier, returned = threading.Barrier(len(calls)), []

    def run(call: Callable[[], object]) -> None:
        barrier.wait()
        returned.append(call())

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return returned


def test_a_new_server_has_no_records(records: Records) -> None:
    assert records.server == "guild"
    assert records.settings() == records.ceilings("m", "c") == {}
    assert records.settings_kept() == records.standings(9) == ()
    assert records.feedback_kept(9) == records.gaps(9) == ()
    assert records.about("m").count == 0
    assert records.forget("m") == records.forget_server() == records.forget_questions() == 0


def test_nothing_is_kept_or_read_without_a_library_and_a_server(database: Database) -> None:
    for library, server in (("local", ""), ("", "guild"), ("", "")):
        with pytest.raises(ValueError, match="needs an id"):
            database.records(library, server)
    with pytest.raises(ValueError, match="library needs an id"):
        database.members("")


def _nameless(records: Records) -> Iterator[Callable[[], object]]:
    yield lambda: records.set_setting("", "", "x", by="m")
    yield lambda: records.set_setting("", "name", "x", by="")
    yield lambda: records.ceilings("", None)
    yield lambda: records.ceilings(None, "")
    yield lambda: records.progress("")
    yield lambda: records.set_progress("", 1, 1)
    yield lambda: records.channel_ceilings("")
    yield lambda: records.set_channel_ceiling("", 1, 1)
    yield lambda: records.claim_round("", "round", right=True, points=1)
    yield lambda: records.claim_round("m", "", right=True, points=1)
    yield lambda: records.vote("", "x", helped=True, asked=ANSWERED, versions=VERSIONS)
    yield lambda: records.vote("m", "", helped=True, asked=ANSWERED, versions=VERSIONS)
    yield lambda: records.keep_question(REFUSED, member="")
    yield lambda: records.about("")
    yield lambda: records.forget("")


def test_an_empty_id_is_refused_everywhere(database: Database, records: Records) -> None:
    members = database.members("local")
    for call in (
        *_nameless(records),
        lambda: members.about(""),
        lambda: members.forget(""),
        lambda: members.progress(""),
    ):
        with pytest.raises(ValueError, match="needs an id"):
            call()
    assert records.forget_server() == 0


def test_a_setting_counts_for_the_server_or_for_one_channel(records: Records) -> None:
    records.set_setting("", "story", "one", by="m")
    records.set_setting("7", "story", "two ✓", by="m")
    records.set_setting("", "story", "three", by="n")
    assert records.settings() == {("", "story"): "three", ("7", "story"): "two ✓"}
    records.set_setting("7", "story", None, by="n")
    assert records.settings() == {("", "story"): "three"}


def test_a_setting_tells_who_set_it_last_and_when(records: Records) -> None:
    before = datetime.now(UTC)
    records.set_setting("7", "story", "one", by="m")
    records.set_setting("7", "story", "two", by="n")
    records.set_setting("", "threads", "off", by="m")
    kept = records.settings_kept()
    assert [(one.place, one.name, one.value, one.set_by) for one in kept] == [
        ("", "threads", "off", "m"),
        ("7", "story", "two", "n"),
    ]
    assert all(timedelta(0) <= one.set_at - before < timedelta(minutes=1) for one in kept)


def test_the_lower_of_two_ceilings_counts(records: Records) -> None:
    records.set_progress("m", 1, 10)
    records.set_progress("m", 2, 36)
    records.set_channel_ceiling("c", 1, 20)
    records.set_channel_ceiling("c", 2, 0)
    assert records.ceilings("m", "c") == {1: 10, 2: 0}
    assert records.ceilings("m", None) == records.ceilings("m", "other") == {1: 10, 2: 36}
    assert records.ceilings(None, "c") == records.ceilings("other", "c") == {1: 20, 2: 0}
    assert records.ceilings(None, None) == {}
    assert records.progress("m") == {1: 10, 2: 36}
    assert records.channel_ceilings("c") == {1: 20, 2: 0}


def test_a_member_and_a_channel_of_the_same_id_have_their_own_ceilings(records: Records) -> None:
    records.set_progress("1", 1, 10)
    assert records.channel_ceilings("1") == {}
    records.set_channel_ceiling("1", 1, 5)
    assert records.progress("1") == {1: 10}


def test_a_ceiling_moves_and_goes(records: Records) -> None:
    for end in (10, 3, 36):
        records.set_progress("m", 1, end)
        assert records.progress("m") == {1: end}
    records.set_progress("m", 1, None)
    assert records.progress("m") == {}
    records.set_progress("m", 1, None)


@pytest.mark.parametrize("end", [-1, 37])
def test_a_ceiling_outside_its_story_is_refused(records: Records, end: int) -> None:
    for change in (records.set_progress, records.set_channel_ceiling):
        with pytest.raises(ValueError, match="not in the story"):
            change("1", 1, end)
    assert records.ceilings("1", "1") == {}


def test_what_is_about_an_unknown_story_is_refused(records: Records) -> None:
    asked = replace(ANSWERED, story_id=9)
    for change in (
        lambda: records.set_progress("m", 9, 1),
        lambda: records.set_progress("m", 9, None),
        lambda: records.set_channel_ceiling("c", 9, 1),
        lambda: records.vote("m", "x", helped=True, asked=asked, versions=VERSIONS),
        lambda: records.keep_question(asked, member=None),
    ):
        with pytest.raises(StoryNotFoundError, match="verse stories"):
            change()
    assert records.forget_server() == 0


def test_points_add_up_and_the_best_come_first(records: Records) -> None:
    for number, (member, right, points) in enumerate(
        [("b", True, 1), ("a", True, 2), ("a", False, 0), ("c", False, 0), ("a", True, 3)]
    ):
        assert records.claim_round(member, f"{number}", right=right, points=points)
    assert records.standings(9) == (
        MemberScore("a", points=5, rounds=3, right=2),
        MemberScore("b", points=1, rounds=1, right=1),
        MemberScore("c", points=0, rounds=1, right=0),
    )
    assert [score.member for score in records.standings(2)] == ["a", "b"]


def test_a_round_counts_once_for_each_member(records: Records) -> None:
    assert records.claim_round("a", "round", right=False, points=0)
    assert not records.claim_round("a", "round", right=True, points=5)
    assert records.claim_round("b", "round", right=True, points=5)
    assert records.claim_round("a", "Round", right=True, points=1)
    assert records.standings(9) == (MemberScore("b", 5, 1, 1), MemberScore("a", 1, 2, 1))


def test_of_two_clicks_at_once_on_the_same_round_one_counts(
    open_database: OpenDatabase, records: Records
) -> None:
    other = open_database().records("local", "guild")
    for number in range(10):

        def click(on: Records, key: str = str(number)) -> bool:
            return on.claim_round("m", key, right=True, points=2)

        clicked = at_once(*[lambda on=on: click(on) for on in (records, records, other)])
        assert sorted(map(bool, clicked)) == [False, False, True]
    assert records.standings(9) == (MemberScore("m", points=20, rounds=10, right=10),)


def test_a_vote_comes_back_with_all_that_it_was_about(records: Records) -> None:
    before = datetime.now(UTC)
    records.vote("m", "x", helped=True, asked=ANSWERED, versions=VERSIONS)
    unasked = AskedQuestion(None, False, 0.0, Sureness.UNSURE)
    records.vote("m", "y", helped=False, asked=unasked, versions=VERSIONS)
    newest, oldest = records.feedback_kept(9)
    assert (oldest.member, oldest.message, oldest.helped) == ("m", "x", True)
    assert (oldest.asked, oldest.versions) == (ANSWERED, VERSIONS)
    assert timedelta(0) <= oldest.at - before < timedelta(minutes=1)
    assert (newest.message, newest.helped, newest.asked) == ("y", False, unasked)
    assert records.feedback_kept(1) == (newest,)


def test_a_second_vote_on_the_same_message_replaces_the_first(records: Records) -> None:
    for helped, asked in ((True, ANSWERED), (False, REFUSED)):
        records.vote("m", "x", helped=helped, asked=asked, versions=VERSIONS)
    records.vote("n", "x", helped=True, asked=ANSWERED, versions=VERSIONS)
    kept = {(one.member, one.helped, one.asked) for one in records.feedback_kept(9)}
    assert kept == {("m", False, REFUSED), ("n", True, ANSWERED)}


def test_of_two_votes_at_once_one_stays(open_database: OpenDatabase, records: Records) -> None:
    other = open_database().records("local", "guild")

    def vote(on: Records, helped: bool) -> None:
        on.vote("m", "x", helped=helped, asked=ANSWERED, versions=VERSIONS)

    for _ in range(10):
        at_once(*[lambda on=on: vote(on, on is other) for on in (records, other, records)])
        assert len(records.feedback_kept(9)) == 1


def test_gaps_are_refusals_and_wrong_answers_the_newest_first(records: Records) -> None:
    other = replace(ANSWERED, question="Who moved?")
    records.keep_question(REFUSED, member="m")
    records.vote("m", "x", helped=False, asked=ANSWERED, versions=VERSIONS)
    records.keep_question(ANSWERED, member=None)
    records.vote("m", "y", helped=True, asked=other, versions=VERSIONS)
    records.keep_question(replace(REFUSED, question="Who danced?"), member=None)
    gaps = records.gaps(9)
    assert [(gap.kind, gap.asked.question) for gap in gaps] == [
        (GapKind.REFUSED, "Who danced?"),
        (GapKind.WRONG, "Who spoke?"),
        (GapKind.REFUSED, "Who sang?"),
    ]
    assert gaps[1].asked == ANSWERED
    assert records.gaps(2) == gaps[:2]
    assert "member" not in Gap.__slots__


def test_a_bounded_number_of_questions_is_kept(database: Database, records: Records) -> None:
    row: dict[str, Any] = {
        "library": "local",
        "server": "guild",
        "found": False,
        "confidence": 0.1,
        "sureness": "unsure",
        "at": datetime(2026, 1, 1, tzinfo=UTC),
    }
    with database.changing() as connection:
        rows = [{**row, "id": n, "question": f"{n}?"} for n in range(1, KEPT_QUESTIONS)]
        connection.execute(insert(questions), rows)
    elsewhere = database.records("local", "other guild")
    elsewhere.keep_question(REFUSED, member=None)
    for number in range(3):
        records.keep_question(replace(REFUSED, question=f"new {number}?"), member=None)
    kept = [gap.asked.question for gap in records.gaps(KEPT_QUESTIONS + 9)]
    assert len(kept) == KEPT_QUESTIONS
    assert kept[:3] == ["new 2?", "new 1?", "new 0?"]
    assert kept[-1] == "3?"
    assert len(elsewhere.gaps(9)) == 1


def test_forgetting_questions_takes_their_texts_and_leaves_the_votes(records: Records) -> None:
    records.keep_question(REFUSED, member="m")
    records.keep_question(ANSWERED, member=None)
    records.vote("m", "x", helped=False, asked=ANSWERED, versions=VERSIONS)
    untold = replace(ANSWERED, question=None)
    records.vote("m", "y", helped=True, asked=untold, versions=VERSIONS)
    assert records.forget_questions() == 3
    assert [one.asked for one in records.feedback_kept(9)] == [untold, untold]
    assert [(gap.kind, gap.asked.question) for gap in records.gaps(9)] == [(GapKind.WRONG, None)]


def test_everything_about_a_member_is_shown(records: Records) -> None:
    fill(records, "n")
    fill(records, "m")
    records.set_channel_ceiling("c", 1, 5)
    records.keep_question(REFUSED, member=None)
    about = records.about("m")
    assert (about.server, about.member, about.count) == ("guild", "m", 6)
    assert about.settings == records.settings_kept()
    assert about.progress == {1: 10, 2: 20}
    assert [(one.key, one.right, one.points) for one in about.rounds] == [("round", True, 3)]
    assert about.feedback == tuple(o for o in records.feedback_kept(9) if o.member == "m")
    assert [(one.asked, one.member) for one in about.questions] == [(REFUSED, "m")]
    assert records.about("n").count == 5  # whose setting "m" has changed since


def test_forgetting_a_member_leaves_nothing_of_them_and_all_of_the_others(
    records: Records,
) -> None:
    fill(records, "m")
    fill(records, "n")
    records.set_setting("c", "threads", "on", by="m")
    records.set_channel_ceiling("m", 1, 5)
    others = records.about("n")
    assert records.forget("m") == 6
    assert records.about("m").count == 0
    assert records.about("n") == others
    assert records.channel_ceilings("m") == {1: 5}
    kept = {(one.name, one.value, one.set_by) for one in records.settings_kept()}
    assert kept == {("story", "one", "n"), ("threads", "on", None)}
    assert records.forget("m") == 0


def test_a_library_tells_and_forgets_what_all_its_servers_keep_about_a_member(
    database: Database,
) -> None:
    database.library("other")
    mine, theirs = database.members("local"), database.members("other")
    for server in ("2", "1", "3"):
        fill(database.records("local", server), "m" if server != "3" else "n")
    database.records("other", "1").set_setting("", "story", "one", by="m")
    assert [(part.server, part.count) for part in mine.about("m")] == [("1", 6), ("2", 6)]
    assert mine.about("m")[0] == database.records("local", "1").about("m")
    assert mine.forget("m") == 12
    assert mine.about("m") == ()
    assert [part.server for part in mine.about("n")] == ["3"]
    assert [part.server for part in theirs.about("m")] == ["1"]
    assert database.records("local", "1").settings() == {("", "story"): "one"}


def test_the_lowest_ceiling_that_any_server_keeps_tells_how_far_a_member_has_read(
    database: Database,
) -> None:
    members = database.members("local")
    assert members.progress("m") == {}
    for server, end in (("1", 20), ("2", 10), (direct_server("m"), 30)):
        database.records("local", server).set_progress("m", 1, end)
    database.records("local", "2").set_progress("m", 2, 36)
    database.records("local", "2").set_progress("n", 1, 1)
    database.records("local", "2").set_channel_ceiling("m", 1, 1)
    assert members.progress("m") == {1: 10, 2: 36}


def test_of_a_members_direct_messages_nothing_is_left(database: Database) -> None:
    direct = database.records("local", direct_server("m"))
    fill(direct, "m")
    direct.keep_question(REFUSED, member=None)
    direct.set_channel_ceiling("c", 1, 5)
    assert [part.count for part in database.members("local").about("m")] == [7]
    database.members("local").forget("m")
    assert direct.forget_server() == 0
    with pytest.raises(ValueError, match="needs an id"):
        direct_server("")


def test_a_server_is_forgotten_whole_and_alone(database: Database, records: Records) -> None:
    other = database.records("local", "other guild")
    for one in (records, other):
        fill(one, "m")
        one.set_channel_ceiling("c", 1, 5)
    assert records.forget_server() == 7
    assert records.about("m").count == 0
    assert records.settings() == records.channel_ceilings("c") == {}
    assert other.about("m").count == 6


def test_what_is_about_a_story_goes_with_it(
    database: Database, records: Records, draft: Draft, encoded: Encoded
) -> None:
    fill(records, "m")
    records.set_channel_ceiling("c", 1, 5)
    records.set_channel_ceiling("c", 2, 6)
    database.library("local").remove(1)
    assert records.ceilings("m", "c") == {2: 6}
    assert records.progress("m") == {2: 20}
    assert records.feedback_kept(9) == records.gaps(9) == ()
    assert records.settings() == {("", "story"): "one"}
    assert records.standings(9) == (MemberScore("m", 3, 1, 1),)
    # The same name again is another story, which nobody has read.
    database.library("local").add(draft("one"), encoded())
    assert records.progress("m") == {2: 20}


def test_two_servers_never_see_each_others_records_by_any_call(
    database: Database, draft: Draft, encoded: Encoded, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Else no two libraries would share an id, and nothing could be mistaken.
    monkeypatch.setattr("index.storage.database._FIRST_ID", 1)
    monkeypatch.setattr("index.storage.database._FIRST_IDS", 1)
    database.library("other").add(draft("theirs"), encoded())
    database.library("other").add(draft("more"), encoded())
    mine = database.records("local", "1")
    for theirs in (database.records("local", "2"), database.records("other", "1")):
        fill(theirs, "m")
        theirs.set_channel_ceiling("c", 1, 5)
        before = (theirs.about("m"), theirs.channel_ceilings("c"))
        assert mine.about("m").count == 0
        assert mine.settings() == mine.ceilings("m", "c") == mine.progress("m") == {}
        assert mine.channel_ceilings("c") == {}
        assert mine.settings_kept() == mine.standings(9) == mine.feedback_kept(9) == ()
        assert mine.gaps(9) == ()
        # Changing takes nothing from them either, nor does the same round stand in the way.
        fill(mine, "m")
        mine.set_channel_ceiling("c", 1, 7)
        assert mine.about("m").count == 6
        assert mine.forget_questions() == 2
        assert mine.forget("m") == 5
        assert mine.forget_server() == 2
        assert (theirs.about("m"), theirs.channel_ceilings("c")) == before
    calls = {name for name in vars(RecordRows) if not name.startswith("_")}
    assert calls == {
        *("server", "settings", "settings_kept", "set_setting", "ceilings", "progress"),
        *("set_progress", "channel_ceilings", "set_channel_ceiling", "claim_round"),
        *("standings", "vote", "feedback_kept", "keep_question", "gaps", "forget_questions"),
        *("about", "forget", "forget_server"),
    }, "a new call belongs into this test"


def test_records_are_still_there_after_a_restart(
    open_database: OpenDatabase, records: Records
) -> None:
    fill(records, "m")
    assert open_database().records("local", "guild").about("m") == records.about("m")


def test_reading_records_does_not_wait_for_a_change(database: Database, records: Records) -> None:
    fill(records, "m")
    read: list[object] = []

    def everything() -> None:
        read.append((records.settings(), records.ceilings("m", "c"), records.standings(9)))
        read.append((records.feedback_kept(9), records.gaps(9), records.about("m")))

    with database.changing() as connection:
        connection.execute(insert(questions).values(_unfinished()))
        reading = threading.Thread(target=everything)
        reading.start()
        reading.join(timeout=30)
        assert not reading.is_alive()
        assert len(read) == 2
    assert records.about("m").count == 7


def _unfinished() -> dict[str, object]:
    return {
        "library": "local",
        "server": "guild",
        "id": 99,
        "found": False,
        "confidence": 0.1,
        "sureness": "unsure",
        "member": "m",
        "at": datetime(2026, 1, 1, tzinfo=UTC),
    }


def test_what_is_kept_of_an_answer_is_its_first_span_and_its_text_only_if_wanted() -> None:
    story = Story(3, "n", "N", "Akar spoke. Nobody moved.", None, "en", datetime.now(UTC))
    quote = Quote(story, 0, 11, 1, highlight=(5, 10))
    found = Answer("Who?", 0.9, Sureness.SURE, quotes=(quote,))
    refused = Answer("Who?", 0.1, Sureness.UNSURE, nearest=(Quote(story, 12, 25, 1), quote))
    nothing = Answer("Who?", 0.0, Sureness.UNSURE)
    of = AskedQuestion.of
    assert of(found, with_text=True) == AskedQuestion("Who?", True, 0.9, Sureness.SURE, 3, (5, 10))
    assert of(refused, with_text=False) == AskedQuestion(
        None, False, 0.1, Sureness.UNSURE, 3, (12, 25)
    )
    assert (of(nothing, with_text=True).story_id, of(nothing, with_text=True).span) == (None, None)


@pytest.mark.parametrize(("story_id", "span"), [(None, (0, 4)), (1, (4, 4)), (1, (-1, 4))])
def test_a_span_in_no_story_cannot_be_made(story_id: int | None, span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="is in no story"):
        replace(ANSWERED, story_id=story_id, span=span)


def test_a_span_beyond_its_story_is_refused(records: Records) -> None:
    asked = replace(ANSWERED, span=(30, 37))
    with pytest.raises(ValueError, match="not in the story"):
        records.keep_question(asked, member=None)
    with pytest.raises(ValueError, match="not in the story"):
        records.vote("m", "x", helped=True, asked=asked, versions=VERSIONS)
    assert records.forget_server() == 0
