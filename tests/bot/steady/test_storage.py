"""The database, the disk or the memory fails: one plain sentence, and the bot goes on by itself."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import simcord
import torch

from bot.texts import texts_for
from index import Library, LibraryOptions
from index.storage.locking import WriterLock
from tests.bot.support.bodies import shown
from tests.bot.support.breaking import (
    no_file_larger_than,
    own_server,
    permit,
    put_away,
    put_back,
    wait_briefly,
    without_the_rights_of_root,
)
from tests.bot.support.languages import speaking
from tests.bot.support.real import real_library
from tests.index.support import WordEncoder

say = texts_for("en")
QUESTION = "what did Akar promise?"
HELPED, THANKS = "This helped", "Thank you"


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody may enter, unlike those of pytest."""
    outer = Path(tempfile.mkdtemp())
    outer.chmod(0o755)
    yield outer / "data"
    shutil.rmtree(outer)


@pytest.fixture
def library(folder: Path) -> Library:
    return real_library(folder)


@pytest.fixture
async def answer(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> simcord.ResponseMessage:
    """An answer that was given before anything failed."""
    result = await alice.slash(channel, "ask", question=QUESTION)
    assert result.response
    assert "NATO" in shown(result.response)
    return result.response


def votes(library: Library, channel: simcord.ChannelHandle) -> int:
    return len(library.records(str(channel.guild.id)).feedback_kept(99))


def the_error(caplog: pytest.LogCaptureFixture) -> str:
    """The one line of the log that is an error."""
    (line,) = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert "Traceback" not in line.getMessage()
    return line.getMessage()


async def test_while_its_folder_is_gone_members_are_told_to_wait_and_then_it_goes_on(
    folder: Path,
    library: Library,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    answer: simcord.ResponseMessage,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await alice.click(answer, label=HELPED)
    put_away(folder)

    asked = await alice.slash(channel, "ask", question=QUESTION)
    said = the_error(caplog)
    voted = await alice.click(answer, label=HELPED)
    put_back(folder)
    again = await alice.slash(channel, "ask", question=QUESTION)

    assert shown(asked.response) == shown(voted.response) == say("error-storage-unavailable")
    assert str(folder) in said
    assert "put the folder back as it was" in said
    assert "NATO" in shown(again.response)
    assert votes(library, channel) == 1


@pytest.mark.parametrize("locale", ["de", "es-ES"])
async def test_they_are_told_in_their_language(
    folder: Path,
    env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    locale: str,
) -> None:
    speaking(env)(alice, locale)
    put_away(folder)

    asked = await alice.slash(channel, "ask", question=QUESTION)

    put_back(folder)
    assert shown(asked.response) == texts_for(locale)("error-storage-unavailable")
    assert shown(asked.response) != say("error-storage-unavailable")


async def test_while_another_program_changes_it_questions_are_answered_and_changes_wait(
    folder: Path,
    library: Library,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    answer: simcord.ResponseMessage,
    caplog: pytest.LogCaptureFixture,
) -> None:
    wait_briefly(library)
    with WriterLock(folder).held():
        asked = await alice.slash(channel, "ask", question=QUESTION)
        voted = await alice.click(answer, label=HELPED)
    again = await alice.click(answer, label=HELPED)

    assert "NATO" in shown(asked.response)
    assert shown(voted.response) == say("error-library-busy")
    assert "wait until it is done" in the_error(caplog)
    assert shown(again.response).startswith(THANKS)
    assert votes(library, channel) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such permissions")
async def test_while_its_folder_is_read_only_questions_are_answered_and_nothing_is_kept(
    folder: Path,
    library: Library,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    answer: simcord.ResponseMessage,
    caplog: pytest.LogCaptureFixture,
) -> None:
    permit(folder, 0o555)
    with without_the_rights_of_root():
        asked = await alice.slash(channel, "ask", question=QUESTION)
        voted = await alice.click(answer, label=HELPED)
    permit(folder, 0o755)
    again = await alice.click(answer, label=HELPED)

    assert "NATO" in shown(asked.response)
    assert shown(voted.response) == say("error-unusable")
    assert "allow it in the folder's permissions" in the_error(caplog)
    assert shown(again.response).startswith(THANKS)
    assert votes(library, channel) == 1


async def test_while_no_file_may_grow_nothing_is_kept_and_what_was_kept_stays(
    folder: Path,
    library: Library,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    answer: simcord.ResponseMessage,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await bob.click(answer, label=HELPED)
    with no_file_larger_than(65_536):
        asked = await alice.slash(channel, "ask", question=QUESTION)
        voted = await alice.click(answer, label=HELPED)
    again = await alice.click(answer, label=HELPED)

    assert "NATO" in shown(asked.response)
    assert shown(voted.response) == say("error-unusable")
    assert str(folder) in the_error(caplog)
    assert shown(again.response).startswith(THANKS)
    assert votes(library, channel) == 2


def fill_the_disk() -> None:
    with Path("/dev/full").open("wb", buffering=0) as full:
        full.write(b"x")


def use_all_memory() -> None:
    torch.empty(2**50)


def have_no_memory() -> None:
    raise MemoryError


@pytest.mark.parametrize(
    ("fails", "said", "remedy"),
    [
        (fill_the_disk, "error-unusable", "free some space"),
        (use_all_memory, "error-memory", "give it more, or set a lower WORK_THREADS"),
        (have_no_memory, "error-memory", "give it more, or set a lower WORK_THREADS"),
    ],
)
async def test_what_the_machine_lacks_is_one_sentence_and_one_line_in_the_log(
    library: Library,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    answer: simcord.ResponseMessage,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    fails: Callable[[], None],
    said: str,
    remedy: str,
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(WordEncoder, "encode", lambda *_: fails())
        asked = await alice.slash(channel, "ask", question="what did Turkey promise?")
    again = await alice.slash(channel, "ask", question="what did Turkey promise?")

    assert shown(asked.response) == say(said)
    assert remedy in the_error(caplog)
    assert "promise" not in caplog.text
    assert shown(again.response)
    assert shown(again.response) != say(said)


class TestOnAServer:
    @pytest.fixture
    def library(self, tmp_path: Path) -> Iterator[Library]:
        with own_server() as server:
            self.server = server
            options = LibraryOptions(
                folder=tmp_path, database_url=server.get_uri(), reader_model="none"
            )
            library = Library.open(options, encoder=WordEncoder())
            library.ask("Who?")
            yield library

    async def test_while_it_is_down_members_are_told_to_wait_and_it_goes_on_when_it_is_back(
        self,
        library: Library,
        alice: simcord.MemberActor,
        channel: simcord.ChannelHandle,
        answer: simcord.ResponseMessage,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        await alice.click(answer, label=HELPED)
        self.server.stop()

        asked = await alice.slash(channel, "ask", question=QUESTION)
        line = the_error(caplog)
        voted = await alice.click(answer, label=HELPED)
        self.server.start()
        again = await alice.slash(channel, "ask", question=QUESTION)

        assert shown(asked.response) == shown(voted.response) == say("error-storage-unavailable")
        assert "see that the database server runs" in line
        assert "postgres:" not in line
        assert "NATO" in shown(again.response)
        assert votes(library, channel) == 1

    async def test_that_it_was_restarted_nobody_notices(
        self,
        library: Library,
        alice: simcord.MemberActor,
        channel: simcord.ChannelHandle,
        answer: simcord.ResponseMessage,
    ) -> None:
        await alice.click(answer, label=HELPED)
        self.server.stop()
        self.server.start()

        again = await alice.slash(channel, "ask", question=QUESTION)

        assert "NATO" in shown(again.response)
        assert votes(library, channel) == 1
