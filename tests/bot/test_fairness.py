"""Cooldowns and the bounded queue: nobody keeps the others waiting, and nobody is left alone."""

from __future__ import annotations

import asyncio
import threading

import pytest
import simcord

from bot.errors import BusyError, ClosingError, ShedError
from bot.settings import Settings
from bot.work import Work
from index import server_key
from tests.bot.support.bodies import shown
from tests.bot.support.library import FakeLibrary

QUESTION = "what did Akar promise?"


class TestCooldown:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(_env_file=None, discord={"cooldown_seconds": 10})

    async def test_a_second_question_comes_too_soon_privately_and_without_any_work(
        self,
        alice: simcord.MemberActor,
        channel: simcord.ChannelHandle,
        library: FakeLibrary,
    ) -> None:
        await alice.slash(channel, "ask", question=QUESTION)
        library.threads.clear()

        result = await alice.slash(channel, "ask", question=QUESTION)

        assert result.ephemeral
        assert shown(result.response).startswith("One question at a time; please ask again in ")
        assert not library.threads

    async def test_after_the_cooldown_the_next_question_is_answered(
        self, env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
    ) -> None:
        await alice.slash(channel, "ask", question=QUESTION)
        await env.advance_time(10.1)

        result = await alice.slash(channel, "ask", question=QUESTION)

        assert "NATO" in shown(result.response)

    async def test_each_member_has_a_cooldown_of_their_own(
        self,
        alice: simcord.MemberActor,
        bob: simcord.MemberActor,
        channel: simcord.ChannelHandle,
    ) -> None:
        await alice.slash(channel, "ask", question=QUESTION)

        result = await bob.slash(channel, "ask", question=QUESTION)

        assert "NATO" in shown(result.response)

    async def test_messages_share_it_and_are_told_once_in_a_window(
        self, env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
    ) -> None:
        assert env.bot.user
        await alice.slash(channel, "ask", question=QUESTION)

        for _ in range(3):
            await alice.send(channel, f"{env.bot.user.mention} {QUESTION}")

        texts = [shown(m) for m in channel.history() if m.author.id == env.bot.user.id]
        assert sum(text.startswith("One question at a time") for text in texts) == 1
        assert len(texts) == 2


class TestQueue:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(
            _env_file=None,
            discord={"cooldown_seconds": 0},
            work={"threads": 1, "queue_size": 1},
        )

    async def test_a_full_queue_says_so_privately_in_one_sentence(
        self,
        env: simcord.Env,
        alice: simcord.MemberActor,
        channel: simcord.ChannelHandle,
    ) -> None:
        work, server = env.bot.desk._work, server_key(str(channel.guild.id))
        with work.place(server), work.place(server):
            result = await alice.slash(channel, "ask", question=QUESTION)

        assert result.ephemeral
        assert shown(result.response) == (
            "I'm busy with 2 other questions; please try again in a minute."
        )

    async def test_stories_are_completed_also_while_the_queue_is_full(
        self,
        env: simcord.Env,
        alice: simcord.MemberActor,
        channel: simcord.ChannelHandle,
    ) -> None:
        work, server = env.bot.desk._work, server_key(str(channel.guild.id))
        with work.place(server), work.place(server):
            assert await alice.autocomplete(channel, "ask", "story", "s")

    async def test_a_place_is_free_again_when_its_work_ended(
        self, alice: simcord.MemberActor, channel: simcord.ChannelHandle
    ) -> None:
        for _ in range(5):
            result = await alice.slash(channel, "ask", question=QUESTION)
            assert "NATO" in shown(result.response)


async def test_a_place_stays_taken_while_abandoned_work_goes_on() -> None:
    work = Work(threads=1, queue_size=0, name="test")
    begun, go_on = threading.Event(), threading.Event()

    def task() -> None:
        begun.set()
        go_on.wait(10)

    waiting = asyncio.create_task(work.run(task))
    await asyncio.to_thread(begun.wait, 5)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting

    with pytest.raises(BusyError, match="one other question"):
        work.place()

    go_on.set()
    assert await asyncio.to_thread(work.wait_for_quiet, 10)
    with work.place():
        pass


async def test_closing_drops_what_waits_and_lets_finish_what_runs() -> None:
    work = Work(threads=1, queue_size=1, name="test")
    go_on = threading.Event()

    runs = asyncio.create_task(work.run(lambda: go_on.wait(10)))
    waits = asyncio.create_task(work.run(lambda: True))
    await asyncio.sleep(0.05)
    closing = asyncio.create_task(work.close(10))
    await asyncio.sleep(0.05)
    go_on.set()
    await closing

    assert await runs is True
    with pytest.raises(ClosingError):
        await waits
    with pytest.raises(ClosingError):
        work.place()


async def blocked(work: Work, go_on: threading.Event) -> asyncio.Task[bool]:
    """The only thread, at work until it may go on."""
    begun = threading.Event()

    def task() -> bool:
        begun.set()
        return go_on.wait(10)

    running = asyncio.create_task(work.run(task))
    await asyncio.to_thread(begun.wait, 5)
    return running


async def test_what_waits_until_its_deadline_is_shed_and_never_begun() -> None:
    work = Work(threads=1, queue_size=3, name="test", deadline_seconds=0.05)
    go_on = threading.Event()
    running = await blocked(work, go_on)
    begun: list[str] = []

    with pytest.raises(ShedError, match=r"waited for .* was not answered"):
        await work.run(lambda: begun.append("late"))

    assert (work.waiting(), work.held()) == (0, 1)
    go_on.set()
    assert await running is True
    await work.run(lambda: begun.append("next"))
    assert begun == ["next"]


async def test_work_that_began_in_time_may_take_longer_than_its_deadline() -> None:
    work = Work(threads=1, queue_size=0, name="test", deadline_seconds=0.01)
    assert await work.run(lambda: threading.Event().wait(0.1)) is False


async def test_what_nobody_waits_for_any_more_is_not_begun_and_takes_no_place() -> None:
    work = Work(threads=1, queue_size=1, name="test", deadline_seconds=60)
    go_on = threading.Event()
    running = await blocked(work, go_on)
    begun: list[str] = []

    given_up = asyncio.create_task(work.run(lambda: begun.append("given up")))
    await asyncio.sleep(0)
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up

    assert (work.waiting(), work.held()) == (0, 1)
    go_on.set()
    await running
    await work.run(lambda: begun.append("next"))
    assert begun == ["next"]


class TestDeadline:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(
            _env_file=None,
            discord={"cooldown_seconds": 0},
            work={"threads": 1, "deadline_seconds": 1.0},
        )

    async def test_a_member_who_waited_too_long_is_told_so_and_asks_again(
        self, env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
    ) -> None:
        go_on = threading.Event()
        running = await blocked(env.bot.desk._work, go_on)

        # The thread is let go once the question was shed: the simulation waits for threads, too.
        asyncio.get_running_loop().call_later(2.5, go_on.set)
        result = await alice.slash(channel, "ask", question=QUESTION)
        await running

        assert shown(result.response).startswith("Too many are asking just now; yours waited")
        result = await alice.slash(channel, "ask", question=QUESTION)
        assert "NATO" in shown(result.response)
