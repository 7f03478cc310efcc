"""Cooldowns and the bounded queue: nobody keeps the others waiting, and nobody is left alone."""

from __future__ import annotations

import asyncio
import threading

import pytest
import simcord

from bot.errors import BusyError, ClosingError
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
