"""Every error leaves through one door: a plain sentence for the member, no content in the log."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import pytest
import simcord

from bot.texts import texts_for
from index import LoadingError, Quote, StorageError
from tests.bot.support.bodies import shown
from tests.bot.support.library import FakeLibrary, story
from tests.bot.support.sorry import code_in

say = texts_for("en")
QUESTION = "what did Akar promise?"


def fail(error: Exception) -> None:
    raise error


async def test_an_error_that_no_language_has_a_text_for_is_shown_as_it_is(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: FakeLibrary
) -> None:
    library.before_work = lambda: fail(LoadingError("The file is *empty*; add text."))

    result = await alice.slash(channel, "ask", question=QUESTION)

    assert shown(result.response) == r"The file is \*empty\*; add text."


async def test_what_operators_have_to_mend_is_in_the_log_and_no_folder_in_the_channel(
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    library: FakeLibrary,
    caplog: pytest.LogCaptureFixture,
) -> None:
    complaint = "The disk of /home/somebody is full; free some space."
    library.before_work = lambda: fail(StorageError(complaint))

    result = await alice.slash(channel, "ask", question=QUESTION)

    assert shown(result.response) == say("error-unusable")
    assert complaint in caplog.text


async def test_an_unexpected_error_is_one_sorry_sentence_and_a_traceback_without_content(
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    library: FakeLibrary,
    caplog: pytest.LogCaptureFixture,
) -> None:
    library.before_work = lambda: fail(KeyError(QUESTION))

    result = await alice.slash(channel, "ask", question=QUESTION)

    assert code_in(shown(result.response))
    assert "Unexpected KeyError in channel" in caplog.text
    assert "desk.py" in caplog.text
    assert "Akar" not in caplog.text


async def test_an_error_of_a_command_itself_is_said_too(
    env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    async def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    env.bot.desk.exchange = break_down

    result = await alice.slash(channel, "ask", question=QUESTION)

    assert result.ephemeral
    assert code_in(shown(result.response))
    assert len(env.errors) == 1


async def test_an_unexpected_error_of_a_button_is_said_too(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: FakeLibrary
) -> None:
    answer = await alice.slash(channel, "ask", question=QUESTION)
    assert answer.response
    library.before_work = lambda: fail(ZeroDivisionError("a bug"))

    result = await alice.click(answer.response, label="More matches")

    assert result.ephemeral
    assert code_in(shown(result.response))


async def test_an_unexpected_error_of_a_message_is_said_too(
    env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    library: FakeLibrary,
) -> None:
    assert env.bot.user
    library.before_work = lambda: fail(ZeroDivisionError("a bug"))

    await alice.send(channel, f"{env.bot.user.mention} {QUESTION}")

    assert code_in(shown(channel.last_message))


@pytest.mark.parametrize("stored", ["He promised the moon. " * 200, "Short."])
async def test_a_quote_that_is_not_in_the_story_is_never_sent(
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    library: FakeLibrary,
    caplog: pytest.LogCaptureFixture,
    stored: str,
) -> None:
    library.quote_at = lambda story_id, start, end: Quote(story(stored), start, end, 1)

    result = await alice.slash(channel, "ask", question=QUESTION)

    assert shown(result.response) == (
        "I could not verify a quote against the story, so I show none; please ask again."
    )
    assert "differs from the stored text" in caplog.text
    assert caplog.records[-1].levelno == logging.ERROR
    assert "Akar" not in caplog.text
    assert "NATO" not in caplog.text


async def test_a_story_that_is_removed_while_it_answers_is_not_quoted(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, library: FakeLibrary
) -> None:
    ask = library.ask

    def ask_and_remove(question: str, *, story: str | None, after: Sequence[object]) -> object:
        answer = ask(question, story=story, after=after)
        library.held.clear()
        return answer

    library.ask = ask_and_remove

    result = await alice.slash(channel, "ask", question=QUESTION)

    assert "NATO" not in shown(result.response)
    assert shown(result.response).startswith("This story was removed")


async def test_discord_failing_to_take_an_answer_does_not_end_the_bot(
    env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    env.inject_error("PATCH", "/webhooks/*", status=404, code=10015)
    await alice.slash(channel, "ask", question=QUESTION)

    result = await alice.slash(channel, "ask", question=QUESTION)

    assert "NATO" in shown(result.response)
