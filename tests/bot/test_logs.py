"""The log: which lines belong together, in both forms, and never a word of a member or a story."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import discord
import pytest
import simcord

from bot.client import Bot, create_bot
from bot.exchanges import exchange
from bot.logs import HumanFormatter, JsonFormatter, log_lost_errors
from bot.settings import Settings
from index import Libraries, Loader, LoadingLimits, StorageError, WebOptions, server_key
from tests.bot.support.bodies import shown
from tests.bot.support.library import FakeLibrary
from tests.bot.support.real import real_libraries
from tests.bot.support.sorry import code_in

QUESTION = "what did Akar promise?"
SECRET = "zirconelle"  # noqa: S105 - a word that no code has
_log = logging.getLogger("bot.test")


class Written:
    """What a formatter made of all that was logged."""

    def __init__(self, formatter: logging.Formatter) -> None:
        self.handler = logging.StreamHandler(io.StringIO())
        self.handler.setFormatter(formatter)

    @property
    def text(self) -> str:
        return self.handler.stream.getvalue()

    @property
    def objects(self) -> list[dict[str, str]]:
        return [json.loads(line) for line in self.text.splitlines()]


def writing(formatter: logging.Formatter) -> Iterator[Written]:
    written, root = Written(formatter), logging.getLogger()
    before = {name: logging.getLogger(name).level for name in ("bot", "index")}
    root.addHandler(written.handler)
    for name in before:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield written
    root.removeHandler(written.handler)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def written() -> Iterator[Written]:
    """As JSON."""
    yield from writing(JsonFormatter())


@pytest.fixture
def lines() -> Iterator[Written]:
    """To be read."""
    yield from writing(HumanFormatter())


def fail_badly() -> None:
    raise ValueError(SECRET)


def test_an_object_tells_the_time_in_utc_and_no_more_than_there_is(written: Written) -> None:
    _log.warning("%d lines\nof %s", 2, "text")

    (told,) = written.objects
    assert told.keys() == {"time", "level", "logger", "message"}
    assert datetime.fromisoformat(told["time"]).utcoffset() == timedelta(0)
    assert (told["level"], told["logger"]) == ("WARNING", "bot.test")
    assert told["message"] == "2 lines\nof text"


def test_an_error_is_its_class_and_the_way_to_it_without_its_own_text(
    written: Written, lines: Written
) -> None:
    try:
        fail_badly()
    except ValueError:
        _log.exception("It failed")

    (told,) = written.objects
    assert told["error"] == "ValueError"
    for text in (told["traceback"], lines.text):
        assert "in fail_badly" in text
        assert SECRET not in text


def test_what_caused_an_error_is_told_too(lines: Written) -> None:
    def cause() -> None:
        try:
            fail_badly()
        except ValueError as error:
            raise StorageError(SECRET) from error

    try:
        cause()
    except StorageError:
        _log.exception("It failed")

    assert re.search(r"StorageError\nbefore that:\n.*ValueError$", lines.text.strip(), re.DOTALL)
    assert SECRET not in lines.text


def test_lines_of_one_exchange_end_with_its_code(lines: Written) -> None:
    with exchange() as outer:
        _log.info("Within")
        with exchange() as inner:
            assert inner is outer
    _log.info("Outside")

    assert [line.partition("bot.test: ")[2] for line in lines.text.splitlines()] == [
        f"Within [{outer.code}]",
        "Outside",
    ]


async def test_a_thread_writes_the_code_that_the_member_is_shown_and_each_question_has_its_own(
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    library: FakeLibrary,
    written: Written,
) -> None:
    def fail() -> None:
        _log.debug("On the thread")
        raise ValueError(SECRET)

    library.before_work = fail
    shown_codes = []
    for _ in range(2):
        result = await alice.slash(channel, "ask", question=QUESTION)
        shown_codes.append(code_in(shown(result.response)))

    told = [(one["message"].split()[0], one["exchange"]) for one in written.objects]
    first, second = shown_codes
    assert told == [
        ("On", first),
        ("Unexpected", first),
        ("On", second),
        ("Unexpected", second),
    ]
    assert first != second


async def test_an_error_that_nobody_waits_for_is_logged_without_its_text(written: Written) -> None:
    loop = asyncio.get_running_loop()
    log_lost_errors(loop)
    try:
        loop.call_soon(fail_badly)
        await asyncio.sleep(0.01)
    finally:
        loop.set_exception_handler(None)

    (told,) = written.objects
    assert told["error"] == "ValueError"
    assert "in fail_badly" in told["traceback"]
    assert SECRET not in written.text


class TestNoContent:
    """Odd questions, and stories that are added: of their words nothing is logged."""

    STORY = f"Velmira promised Osbert a barrel of {SECRET}.\n\n“I will not,” said Osbert Pellgrave."
    WORDS = (SECRET, "Velmira", "Pellgrave", "Osbert", "barrel", "ledger", "glimmer", "xyzzy")

    @pytest.fixture
    def make_bot(self, settings: Settings, tmp_path: Path) -> Callable[[], Bot]:
        libraries: Libraries = real_libraries(tmp_path / "data")
        loader = Loader(LoadingLimits(), WebOptions())
        return lambda: create_bot(settings, open_libraries=lambda: libraries, loader=loader)

    @pytest.mark.simcord(settle_timeout=60.0)
    async def test_no_word_of_a_question_or_a_story_is_in_the_log(
        self, env: simcord.Env, channel: simcord.ChannelHandle, written: Written, lines: Written
    ) -> None:
        role = channel.guild.create_role(
            "Managers", permissions=discord.Permissions(manage_guild=True)
        )
        mia = channel.guild.add_member(env.create_user("mia"), roles=[role])
        for name, content in (
            ("ledger.txt", self.STORY.encode()),
            ("glimmer.pdf", b"%PDF-1.4 " + self.STORY.encode()),
            ("glimmer.docx", self.STORY.encode()),
            ("xyzzy.txt", b""),
        ):
            await mia.slash(channel, "story add", file1=(name, content))
        for question in (
            f"What is {SECRET}?",
            f"Velmira\x00 {SECRET} \u202e %s %d {{}} \ud83d",
            f"{SECRET} " * 60,
            f"'; drop table stories; -- {SECRET}",
        ):
            await mia.slash(channel, "ask", question=question)
            await mia.slash(channel, "quote", words=question)
        await mia.slash(channel, "ask", question="xyzzy", story="xyzzy")
        await mia.send(channel, f"{env.bot.user.mention} who has a barrel of {SECRET}?")
        await mia.slash(channel, "summary", story="ledger")
        library = env.bot.desk._opened().of(server_key(str(channel.guild.id)))
        assert "ledger" in {entry.name for entry in library.stories()}
        logging.getLogger("index.test").debug("The log is written")

        for text in (written.text, lines.text):
            assert "The log is written" in text
            found = [word for word in self.WORDS if word.casefold() in text.casefold()]
            assert not found, text
