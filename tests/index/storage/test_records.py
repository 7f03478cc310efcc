"""What the embedded database promises about records beyond the contract: its files."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, insert

from index.domain import StoryDraft, Sureness
from index.errors import LibraryBusyError
from index.keys import direct_server
from index.recording import Records
from index.records import AskedQuestion, Versions
from index.storage.base import EncodedStory
from index.storage.database import Database
from index.storage.locking import WriterLock
from index.storage.record_values import answer_row
from index.storage.sqlite_engine import SqliteEngine
from index.storage.tables import feedback

Draft = Callable[..., StoryDraft]
Encoded = Callable[..., EncodedStory]

PLANTED = "Who buried the xylophone at Qandahar?"
MEMBER, OTHER = "407211888999000111", "333000222111999888"
ASKED = AskedQuestion(PLANTED, False, 0.1, Sureness.UNSURE, 1, (0, 4))
VERSIONS = Versions("0.2.0", "r1", "e1")


def held(folder: Path) -> bytes:
    """All bytes of a data folder."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def fill(records: Records, member: str, asked: AskedQuestion = ASKED) -> None:
    records.set_setting("", "story", "one", by=member)
    records.set_progress(member, 2, 20)
    records.claim_round(member, "round", right=True, points=3)
    records.vote(member, "message", helped=False, asked=asked, versions=VERSIONS)
    records.keep_question(asked, member=member)


def open_filled(folder: Path, draft: Draft, encoded: Encoded) -> Database:
    """Open a new database with two stories, a question planted at the first one."""
    database = Database.open(folder)
    for name in ("one", "two"):
        database.library("local").add(draft(name), encoded())
    for server in ("guild", "other guild"):
        fill(database.records("local", server), MEMBER)
    assert PLANTED.encode() in held(folder)
    return database


def test_a_removed_story_takes_its_questions_from_the_disk(
    folder: Path, draft: Draft, encoded: Encoded
) -> None:
    with open_filled(folder, draft, encoded) as database:
        database.library("local").remove(1)
        assert b"Qandahar" not in held(folder)
        assert MEMBER.encode() in held(folder)  # whose points stay


def test_a_forgotten_member_is_gone_from_the_disk(
    folder: Path, draft: Draft, encoded: Encoded
) -> None:
    with open_filled(folder, draft, encoded) as database:
        fill(database.records("local", direct_server(MEMBER)), MEMBER)
        fill(database.records("local", "guild"), OTHER, replace(ASKED, question="Who sang?"))
        database.members("local").forget(MEMBER)
        assert b"Qandahar" not in held(folder)
        assert MEMBER.encode() not in held(folder)
        assert b"Who sang?" in held(folder)


def test_a_question_that_others_judged_goes_with_who_asked_it_and_their_votes_stay(
    folder: Path, draft: Draft, encoded: Encoded
) -> None:
    with Database.open(folder) as database:
        database.library("local").add(draft("one"), encoded())
        records = database.records("local", "guild")
        records.vote(OTHER, "x", helped=False, asked=ASKED, versions=VERSIONS, asker=MEMBER)
        elsewhere = database.records("local", "other guild")
        elsewhere.vote(OTHER, "x", helped=True, asked=ASKED, versions=VERSIONS, asker=MEMBER)
        assert [one.asked for one in records.about(MEMBER).questions] == [ASKED]
        assert records.about(OTHER).questions == ()
        assert [part.count for part in database.members("local").about(MEMBER)] == [1, 1]
        assert records.forget(MEMBER) == 1
        assert records.feedback_kept(9)[0].asked == replace(ASKED, question=None)
        assert held(folder).count(PLANTED.encode()) == 1
        assert database.members("local").forget(MEMBER) == 1
        assert PLANTED.encode() not in held(folder)
        assert MEMBER.encode() not in held(folder)


def test_forgotten_questions_are_gone_from_the_disk_but_not_those_of_other_servers(
    folder: Path, draft: Draft, encoded: Encoded
) -> None:
    with open_filled(folder, draft, encoded) as database:
        database.records("local", "guild").forget_questions()
        assert held(folder).count(PLANTED.encode()) == 2
        database.records("local", "other guild").forget_questions()
        assert b"Qandahar" not in held(folder)
        assert MEMBER.encode() in held(folder)


def test_a_forgotten_server_is_gone_from_the_disk(
    folder: Path, draft: Draft, encoded: Encoded
) -> None:
    with open_filled(folder, draft, encoded) as database:
        database.records("local", "other guild").forget_server()
        assert b"other guild" not in held(folder)
        database.records("local", "guild").forget_server()
        assert b"Qandahar" not in held(folder)
        assert MEMBER.encode() not in held(folder)


def test_of_one_member_among_many_no_trace_stays_between_their_rows(
    folder: Path, draft: Draft, encoded: Encoded
) -> None:
    with Database.open(folder) as database:
        database.library("local").add(draft("one"), encoded())
        with database.changing() as connection:
            _vote_at_random(connection, members=20, votes=1_000)
        for number in range(20):
            member = f"member-{number:02}"
            assert member.encode() in held(folder)
            database.members("local").forget(member)
            assert member.encode() not in held(folder)


def _vote_at_random(connection: Connection, members: int, votes: int) -> None:
    """Fill, split and empty many pages: what was deleted would stay in what they leave unused."""
    drawn = random.Random(20_260_301)
    for _ in range(votes):
        member, message = f"member-{drawn.randrange(members):02}", f"{drawn.randrange(30)}"
        row = {
            "library": "local",
            "server": "guild",
            "member": member,
            "message": message,
            **answer_row(replace(ASKED, question=f"<{member}> " * drawn.randrange(60))),
            "helped": False,
            "program": "p",
            "reader": "r",
            "encoder": "e",
            "at": datetime(2026, 1, 1, tzinfo=UTC),
        }
        old = (feedback.c.member == member, feedback.c.message == message)
        connection.execute(delete(feedback).where(feedback.c.library == "local", *old))
        connection.execute(insert(feedback).values(row))


def test_while_another_process_changes_the_library_records_are_read_and_changes_say_so(
    folder: Path, draft: Draft, encoded: Encoded
) -> None:
    open_filled(folder, draft, encoded).close()
    lock = WriterLock(folder, wait_seconds=0.2)
    with WriterLock(folder).held(), Database(SqliteEngine(folder, lock)) as database:
        records = database.records("local", "guild")
        assert records.about(MEMBER).count == 5
        with pytest.raises(LibraryBusyError, match="wait until it is done and try again"):
            records.forget(MEMBER)
        assert records.about(MEMBER).count == 5
