"""The figures: what they count, and that no server, member or word is in them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import simcord
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from bot.client import Bot, create_bot
from bot.metrics import Meter, kind_of
from bot.settings import Settings
from index import Libraries, NoStoriesError, StorageError, server_key
from tests.bot.support.library import FakeLibrary
from tests.bot.support.real import real_libraries
from tests.bot.support.two_servers import (
    GUESSED,
    GUESSES,
    OWN_WORDS,
    first_server,
    second_server,
    secrets_of,
)
from tests.bot.support.walking import Walk

QUESTION = "what did Akar promise?"
LABELS = {
    "outcome": {"found", "refused", "declined", "shed", "elsewhere", "failed"},
    "stage": {"queue", "work", "retrieving", "reading", "sending", "total"},
    "result": {"hit", "miss"},
    "pool": {"work", "read", "add"},
}


def figure(bot: Bot, name: str, **labels: str) -> float:
    value = bot.meter.registry.get_sample_value(name, labels)
    assert value is not None, f"there is no {name} with {labels}"
    return value


def outcomes(bot: Bot) -> dict[str, float]:
    told = {one: figure(bot, "verse_answers_total", outcome=one) for one in LABELS["outcome"]}
    return {outcome: count for outcome, count in told.items() if count}


class TestOneServer:
    async def test_an_answer_that_is_found_is_counted_and_timed_in_every_stage(
        self, env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
    ) -> None:
        await alice.slash(channel, "ask", question=QUESTION)

        assert figure(env.bot, "verse_questions_total") == 1
        assert outcomes(env.bot) == {"found": 1}
        for stage in LABELS["stage"] - {"retrieving", "reading"}:
            assert figure(env.bot, "verse_stage_seconds_count", stage=stage) == 1

    async def test_a_refusal_is_one(
        self, env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
    ) -> None:
        await alice.slash(channel, "ask", question="xyzzyplugh?")
        assert outcomes(env.bot) == {"refused": 1}

    async def test_a_full_queue_sheds(
        self, env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
    ) -> None:
        work, server = env.bot.desk._work, server_key(str(channel.guild.id))
        places = int(figure(env.bot, "verse_places", pool="work"))
        taken = [work.place(server) for _ in range(places)]
        assert figure(env.bot, "verse_places_held", pool="work") == places

        await alice.slash(channel, "ask", question=QUESTION)

        assert outcomes(env.bot) == {"shed": 1}
        assert figure(env.bot, "verse_errors_total", kind="BusyError") == 1
        for place in taken:
            place.__exit__(None, None, None)
        assert figure(env.bot, "verse_places_held", pool="work") == 0

    @pytest.mark.parametrize(
        ("error", "outcome", "kind"),
        [
            (NoStoriesError("There are none; add one."), "declined", "NoStoriesError"),
            (StorageError("The disk is full; free some space."), "failed", "StorageError"),
            (KeyError("a bug"), "failed", "KeyError"),
        ],
    )
    async def test_errors_are_told_apart(
        self,
        env: simcord.Env,
        alice: simcord.MemberActor,
        channel: simcord.ChannelHandle,
        library: FakeLibrary,
        error: Exception,
        outcome: str,
        kind: str,
    ) -> None:
        def fail() -> None:
            raise error

        library.before_work = fail

        await alice.slash(channel, "ask", question=QUESTION)

        assert outcomes(env.bot) == {outcome: 1}
        assert figure(env.bot, "verse_errors_total", kind=kind) == 1

    async def test_who_waits_is_seen(
        self, env: simcord.Env, channel: simcord.ChannelHandle
    ) -> None:
        work, go_on = env.bot.desk._work, threading.Event()
        places = [work.place() for _ in range(4)]
        try:
            submitted = [work._submit("", go_on.wait) for _ in places]
            assert figure(env.bot, "verse_waiting", pool="work") == 2
        finally:
            go_on.set()
        for future in submitted:
            await future

    async def test_the_gateway_is_counted(self, env: simcord.Env) -> None:
        assert figure(env.bot, "verse_gateway_shards") == 1
        assert figure(env.bot, "verse_gateway_shards_connected") == 1
        assert figure(env.bot, "verse_gateway_sessions_total") == 1

        await env.bot.get_shard(0).disconnect()
        await env.settle()
        assert figure(env.bot, "verse_gateway_shards_connected") == 0

        await env.bot.get_shard(0).reconnect()
        env.bot.dispatch("shard_resumed", 0)
        await env.settle()
        assert figure(env.bot, "verse_gateway_shards_connected") == 1
        assert figure(env.bot, "verse_gateway_disconnects_total") == 1
        assert figure(env.bot, "verse_gateway_sessions_total") == 2
        assert figure(env.bot, "verse_gateway_resumes_total") == 1


class TestTwoServers:
    """Several members use all there is in two servers."""

    @pytest.fixture
    def libraries(self, tmp_path: Path) -> Libraries:
        return real_libraries(tmp_path / "data")

    @pytest.fixture
    def make_bot(self, settings: Settings, libraries: Libraries) -> Callable[[], Bot]:
        return lambda: create_bot(settings, open_libraries=lambda: libraries)

    async def test_no_label_names_a_server_a_channel_a_member_or_a_word(
        self, env: simcord.Env, libraries: Libraries
    ) -> None:
        servers = first_server(env, libraries), second_server(env, libraries)
        people = (servers[0].manager, servers[1].member)
        for who, server, words in zip(people, servers, (GUESSES, OWN_WORDS), strict=True):
            await Walk(who, server.channel, words, follows=False).commands(env.bot.tree)
        for who, server in ((servers[0].member, servers[0]), (servers[1].manager, servers[1])):
            await who.slash(server.channel, "ask", question="Who laughed at Velmira?")
        assert figure(env.bot, "verse_questions_total") >= 4
        assert set(outcomes(env.bot)) >= {"found"}
        for stage in ("retrieving", "reading"):
            assert figure(env.bot, "verse_stage_seconds_count", stage=stage) > 0
        assert figure(env.bot, "verse_answer_cache_total", result="miss") > 0
        assert figure(env.bot, "verse_answers_kept") > 0

        told = generate_latest(env.bot.meter.registry).decode()
        for family in text_string_to_metric_families(told):
            for sample in family.samples:
                for label, value in sample.labels.items():
                    _check_label(sample.name, label, value)
        secret = (*secrets_of(servers[0]), *secrets_of(servers[1]), *GUESSED, "harbour", "Tamsin")
        assert not [word for word in secret if word in told]


def _check_label(name: str, label: str, value: str) -> None:
    if not name.startswith("verse_"):
        # Of the process and of Python.
        assert name.startswith(("process_", "python_")), name
    elif label == "le":
        float(value)
    elif label == "kind":
        assert value.isidentifier()
        assert value.endswith("Error") or value in {"Forbidden", "NotFound", "HTTPException"}
    else:
        assert value in LABELS[label]


def test_an_error_of_a_class_that_anybody_may_define_is_another_one() -> None:
    class WhatAkarPromisedError(Exception):
        pass

    assert kind_of(WhatAkarPromisedError) == "other"
    assert kind_of(TimeoutError) == "TimeoutError"


def test_two_bots_of_one_process_count_apart() -> None:
    one, other = Meter(), Meter()
    one.asked()
    assert one.registry.get_sample_value("verse_questions_total") == 1
    assert other.registry.get_sample_value("verse_questions_total") == 0
