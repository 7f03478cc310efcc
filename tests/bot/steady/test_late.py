"""An interaction's time runs out: whoever asked gets the answer another way, or is told why not."""

from __future__ import annotations

import pytest

from bot.client import Bot
from bot.texts import texts_for
from index import NoStoriesError
from tests.bot.support.bodies import shown
from tests.bot.support.faults import FaultyDiscord
from tests.bot.support.library import FakeLibrary, story
from tests.bot.support.loopback import done, until

PROMISE = "the S-400s will not be integrated"
QUESTION = "what did Akar promise?"
LATE = texts_for("en")("error-late")
MISSED = ("POST", "/interactions/*", {"status": 404, "code": 10062})
"""Discord waited no longer for a first answer."""
OVER = [
    ("PATCH", "/webhooks/*", {"status": 404, "code": 10015}),
    ("PATCH", "/webhooks/*", {"status": 401, "code": 50027}),
    ("PATCH", "/webhooks/*", {"status": 404, "code": 10062}),
]
"""Discord takes no replies any more."""
late = pytest.mark.parametrize(
    ("method", "path", "failure"),
    [MISSED, *OVER],
    ids=["missed", "unknown webhook", "invalid token", "unknown interaction"],
)


def answers(faulty: FaultyDiscord) -> int:
    return sum(PROMISE in shown(message) for message in faulty.sent())


def mention(member: int) -> str:
    return f"<@{member}>"


@late
async def test_the_answer_comes_as_a_message_that_says_to_whom_it_is_and_why(
    faulty: FaultyDiscord, running: Bot, method: str, path: str, failure: dict[str, int]
) -> None:
    faulty.fail(method, path, **failure)

    faulty.slash(faulty.alice, "ask", question=QUESTION)
    await until(lambda: faulty.sent())
    await done(running)

    (message,) = faulty.sent()
    assert not message.is_ephemeral
    assert message.interaction_metadata is None
    assert shown(message).startswith(f"{mention(faulty.alice)}, Discord no longer took this")
    assert PROMISE in shown(message)
    assert not message.ping_user_ids


async def test_each_page_of_a_long_answer_comes_that_way(
    faulty: FaultyDiscord, running: Bot, library: FakeLibrary
) -> None:
    library.held[:] = [story("This is one of the many sentences of a long story. " * 80)]
    faulty.fail("PATCH", "/webhooks/*", status=404, code=10015)

    faulty.slash(faulty.alice, "summary", length="long")
    await until(lambda: len(faulty.sent()) >= 3)
    await done(running)

    assert sum(shown(page).count("many sentences") for page in faulty.sent()) == 80
    assert sum(mention(faulty.alice) in shown(page) for page in faulty.sent()) == 1
    assert mention(faulty.alice) in shown(faulty.sent()[0])


async def test_the_buttons_of_such_an_answer_work(faulty: FaultyDiscord, running: Bot) -> None:
    faulty.fail("PATCH", "/webhooks/*", status=404, code=10015)
    faulty.slash(faulty.alice, "ask", question=QUESTION)
    await until(lambda: answers(faulty))
    await done(running)

    faulty.press(faulty.alice, faulty.sent()[0], "More matches")
    await until(lambda: len(faulty.sent()) == 2)

    assert faulty.sent()[1].is_ephemeral


async def test_who_waits_for_over_14_minutes_is_answered_by_a_message_without_a_try(
    faulty: FaultyDiscord, running: Bot
) -> None:
    # Discord's clock is behind: what was asked just now was asked a quarter of an hour ago.
    faulty.backend.clock.advance(-14.5 * 60)

    faulty.slash(faulty.alice, "ask", question=QUESTION)
    await until(lambda: answers(faulty))

    assert mention(faulty.alice) in shown(faulty.sent()[0])
    assert not any(method == "PATCH" for method, _, _ in faulty.requests)


@late
async def test_a_private_answer_is_never_posted_and_its_asker_told_to_ask_again(
    faulty: FaultyDiscord, running: Bot, method: str, path: str, failure: dict[str, int]
) -> None:
    faulty.fail(method, path, **failure)

    faulty.slash(faulty.alice, "ask", question=QUESTION, private=True)
    await until(lambda: faulty.sent())
    await done(running)

    (message,) = faulty.sent()
    assert shown(message) == f"{mention(faulty.alice)}: {LATE}"
    assert not message.is_ephemeral
    assert not message.ping_user_ids


async def test_nothing_is_worked_out_for_a_private_answer_that_cannot_be_shown(
    faulty: FaultyDiscord, running: Bot, library: FakeLibrary
) -> None:
    asked: list[str] = []
    library.before_work = lambda: asked.append("asked")
    faulty.fail("POST", "/interactions/*", status=404, code=10062)

    faulty.slash(faulty.alice, "ask", question=QUESTION, private=True)
    await until(lambda: faulty.sent())

    assert not asked


@late
async def test_a_button_that_was_pressed_too_late_says_so(
    faulty: FaultyDiscord, running: Bot, method: str, path: str, failure: dict[str, int]
) -> None:
    faulty.slash(faulty.alice, "ask", question=QUESTION)
    await until(lambda: answers(faulty))
    await done(running)
    faulty.fail(method, path, **failure)

    faulty.press(faulty.bob, faulty.sent()[0], "More matches")
    await until(lambda: len(faulty.sent()) == 2)
    await done(running)

    assert shown(faulty.sent()[1]) == f"{mention(faulty.bob)}: {LATE}"


async def test_help_that_came_too_late_says_so(faulty: FaultyDiscord, running: Bot) -> None:
    faulty.fail("POST", "/interactions/*", status=404, code=10062, times=2)

    faulty.slash(faulty.alice, "help")
    await until(lambda: faulty.sent())

    assert shown(faulty.sent()[0]) == f"{mention(faulty.alice)}: {LATE}"


@pytest.mark.parametrize("failure", [{}, {"taken": True}, {"status": 503, "taken": True}])
async def test_help_is_shown_once_although_its_request_fails(
    faulty: FaultyDiscord, running: Bot, failure: dict[str, int], caplog: pytest.LogCaptureFixture
) -> None:
    faulty.fail("POST", "/interactions/*", **failure)

    faulty.slash(faulty.alice, "help")
    await until(lambda: faulty.sent())
    await until(lambda: len([1 for _, path, _ in faulty.requests if "/interactions" in path]) == 2)

    assert len(faulty.sent()) == 1
    assert faulty.sent()[0].is_ephemeral
    assert "Unexpected" not in caplog.text


@late
async def test_one_sentence_instead_of_an_answer_comes_that_way_too(
    faulty: FaultyDiscord,
    running: Bot,
    library: FakeLibrary,
    method: str,
    path: str,
    failure: dict[str, int],
) -> None:
    def no_stories() -> None:
        raise NoStoriesError("There are no stories here yet; add one.")

    library.before_work = no_stories
    faulty.fail(method, path, **failure)

    faulty.slash(faulty.alice, "ask", question=QUESTION)
    await until(lambda: faulty.sent())
    await done(running)

    (message,) = faulty.sent()
    assert shown(message).startswith(mention(faulty.alice))
    assert "There are no stories here yet" in shown(message)


@pytest.mark.parametrize("private", [False, True])
async def test_where_the_bot_may_not_write_the_log_tells(
    faulty: FaultyDiscord, running: Bot, private: bool, caplog: pytest.LogCaptureFixture
) -> None:
    faulty.mute_bot()
    faulty.fail("PATCH", "/webhooks/*", status=404, code=10015)

    faulty.slash(faulty.alice, "ask", question=QUESTION, private=private)
    await until(lambda: "came too late" in caplog.text)
    await done(running)

    assert not faulty.sent()
    assert "Akar" not in caplog.text
