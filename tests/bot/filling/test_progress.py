"""Whoever adds a story sees how far it is, can cancel it, and waits for their turn only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import simcord

from bot.actions import Used
from bot.adding.materials import Address
from bot.adding.orders import Job, Order, Stage, Standing
from bot.adding.pages import progress
from bot.adding.service import OverError
from bot.rules import Rule
from bot.texts import texts_for
from index import Libraries, Library, LibraryOptions, server_key
from tests.bot.support.bodies import shown
from tests.bot.support.filling import FOX, archive, file, leave_running, names
from tests.bot.support.slow import SlowEncoder, begin, soon


@pytest.fixture
def encoder() -> Iterator[SlowEncoder]:
    made = SlowEncoder()
    yield made
    made.go_on.set()


@pytest.fixture
def libraries(tmp_path: Path, encoder: SlowEncoder) -> Libraries:
    options = LibraryOptions(folder=tmp_path / "libraries", reader_model="none")
    opened = Libraries.open(options, encoder=encoder)
    opened.warm_up()
    return opened


async def test_who_began_it_cancels_it_and_nothing_is_kept(
    env: simcord.Env,
    library: Library,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    encoder: SlowEncoder,
) -> None:
    message = await begin(env, mia, channel, encoder, file(FOX))
    assert "Adding fox.txt" in shown(message)

    soon(encoder)
    await mia.click(message, label="Cancel")

    assert shown(channel.last_message) == "Cancelled; nothing of it was kept."
    assert names(library) == ["s-400"]
    assert library.audit(5) == ()


async def test_of_several_stories_nothing_is_kept_either(
    env: simcord.Env,
    library: Library,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    encoder: SlowEncoder,
) -> None:
    two = archive(owl="The owl sat in a tree.", cat="The cat sat on a mat. It slept.")
    encoder.passes = 1
    message = await begin(env, mia, channel, encoder, ("two.zip", two))
    assert names(library) == ["s-400", "owl"]

    soon(encoder)
    await mia.click(message, label="Cancel")

    assert names(library) == ["s-400"]


async def test_another_member_cannot_cancel_it_and_a_manager_can(
    env: simcord.Env,
    library: Library,
    alice: simcord.MemberActor,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    encoder: SlowEncoder,
) -> None:
    writers = channel.guild.create_role("Writers")
    writer = channel.guild.add_member(env.create_user("writer"), roles=[writers])
    records = library.records(str(channel.guild.id))
    records.set_setting("", Rule.ADDERS.value, str(writers.id), by="42")
    message = await begin(env, writer, channel, encoder, file(FOX))

    await leave_running(env, alice.click(message, label="Cancel"))
    assert "Only who began this" in str(env.http_requests[-1].json)
    soon(encoder)
    await mia.click(message, label="Cancel")

    assert names(library) == ["s-400"]


async def test_what_was_begun_before_a_restart_cannot_be_cancelled(env: simcord.Env) -> None:
    with pytest.raises(OverError, match="not being added any more"):
        await env.bot.actions.take("addcancel", Used(cast("Any", None), "1abc"))


async def test_a_bot_that_closes_ends_what_is_being_added(
    env: simcord.Env,
    libraries: Libraries,
    library: Library,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    encoder: SlowEncoder,
) -> None:
    await begin(env, mia, channel, encoder, file(FOX))
    soon(encoder)

    await env.bot.close()

    assert "being restarted" in shown(channel.last_message)


async def test_who_waits_is_told_how_many_come_before(
    env: simcord.Env,
    library: Library,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    encoder: SlowEncoder,
) -> None:
    await begin(env, mia, channel, encoder, file(FOX))
    other = file("The owl sat in a tree. It saw the moon.", "owl.txt")
    await leave_running(env, mia.slash(channel, "story add", file1=other))
    assert "one other comes before it" in shown(channel.last_message)

    encoder.go_on.set()
    await env.settle()

    assert names(library) == ["s-400", "fox", "owl"]


async def test_a_full_line_is_told_privately_before_anything_is_read(
    libraries: Libraries,
    library: Library,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    for _ in range(33):
        libraries.jobs.put(server_key(str(channel.guild.id)), "{}")
    result = await mia.slash(channel, "story add", file1=file(FOX))

    assert result.ephemeral
    assert "I'm adding 33 other things" in shown(result.response)
    assert names(library) == ["s-400"]


async def test_what_waits_for_its_turn_is_cancelled_before_it_comes(
    env: simcord.Env,
    library: Library,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    encoder: SlowEncoder,
) -> None:
    await begin(env, mia, channel, encoder, file(FOX))
    other = file("The owl sat in a tree. It saw the moon.", "owl.txt")
    await leave_running(env, mia.slash(channel, "story add", file1=other))
    waits = channel.last_message
    assert waits

    soon(encoder)
    await mia.click(waits, label="Cancel")

    assert names(library) == ["s-400", "fox"]
    assert "nothing of it was kept" in shown(channel.last_message)


async def test_after_the_interactions_time_the_message_is_edited_all_the_same(
    env: simcord.Env,
    library: Library,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    encoder: SlowEncoder,
) -> None:
    message = await begin(env, mia, channel, encoder, file(FOX))
    env.backend.clock.advance(16 * 60)
    encoder.go_on.set()
    await env.settle()

    assert channel.last_message
    assert channel.last_message.id == message.id
    assert "Ready: Fox" in shown(channel.last_message)
    assert names(library) == ["s-400", "fox"]


def standing(**fields: float) -> Job:
    job = Job(Order((Address("https://example.org"),)), 1, "server:1", lambda: False)
    job.standing = Standing(Stage.ENCODING, "a", **fields)  # type: ignore[arg-type]
    return job


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (2.0, None),
        (10.0, "about 30 seconds left"),
        (100.0, "about 5 minutes left"),
    ],
)
def test_how_long_it_takes_is_told_after_the_first_seconds(now: float, told: str | None) -> None:
    page = progress(texts_for("en"), standing(done=100, total=400), "x", 0, now)
    line = str(page.sections[0][1])
    assert "indexed: 100 of 400 passages" in line
    assert line.endswith(told) if told else "left" not in line
