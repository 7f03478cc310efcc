"""`/my-data` and `/forget-me` where a member left something in several libraries."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import simcord

from bot.client import Bot, create_bot
from bot.settings import Settings
from index import Libraries, StoryDraft, direct_server, member_key, server_key
from tests.bot.support.bodies import buttons_of, shown
from tests.bot.support.real import real_libraries

FOX = StoryDraft("fox", "The Fox", "The fox promised a goose to the hen.\n\nThe fox ate it.")
OWL = StoryDraft("owl", "The *Owl*", "The owl promised a mouse to the moon.\n\nThe owl slept.")
CAT = StoryDraft("cat", "The Cat", "The cat promised quartzite to the queen.\n\nThe cat left.")


@pytest.fixture
def libraries(tmp_path: Path) -> Libraries:
    return real_libraries(tmp_path)


@pytest.fixture
def make_bot(settings: Settings, libraries: Libraries) -> Callable[[], Bot]:
    return lambda: create_bot(settings, open_libraries=lambda: libraries)


@pytest.fixture
def foxes(env: simcord.Env, alice: simcord.UserHandle, libraries: Libraries) -> simcord.GuildHandle:
    """Where alice won points, read on in direct messages, and added a story."""
    return _server(env, alice, libraries, "Foxes", FOX)


@pytest.fixture
def owls(env: simcord.Env, alice: simcord.UserHandle, libraries: Libraries) -> simcord.GuildHandle:
    """The same in another server."""
    return _server(env, alice, libraries, "Owls", OWL)


@pytest.fixture
def alice(env: simcord.Env) -> simcord.UserHandle:
    return env.create_user("alice")


@pytest.fixture
def member(alice: simcord.UserHandle, foxes: simcord.GuildHandle) -> simcord.MemberActor:
    return foxes.add_member(alice)


def _server(
    env: simcord.Env, alice: simcord.UserHandle, libraries: Libraries, name: str, draft: StoryDraft
) -> simcord.GuildHandle:
    guild = env.create_guild(name)
    guild.create_text_channel("stories")
    library = libraries.of(server_key(str(guild.id)))
    story = library.add(draft, by=str(alice.id))
    library.records(str(guild.id)).claim_round(str(alice.id), "round", right=True, points=3)
    direct = library.records(direct_server(str(alice.id)))
    direct.set_progress(str(alice.id), story.id, 20)
    return guild


def stories(guild: simcord.GuildHandle) -> simcord.ChannelHandle:
    return guild.channels["stories"]


def kept(libraries: Libraries, alice: simcord.UserHandle) -> dict[tuple[str, str], int]:
    parts = libraries.member_data(str(alice.id))
    return {(part.library, part.server.partition(":")[0]): part.count for part in parts}


def held(folder: Path) -> bytes:
    """All bytes of a data folder."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def file_of(result: simcord.InteractionResult) -> dict[str, Any]:
    assert result.response
    (attached,) = result.response.attachments
    return dict(json.loads(await attached.read()))


async def test_a_server_shows_what_its_own_library_keeps_alone(
    member: simcord.MemberActor, foxes: simcord.GuildHandle, owls: simcord.GuildHandle
) -> None:
    owls.add_member(member.user)

    result = await member.slash(stories(foxes), "my-data")

    text = shown(result.response)
    assert "**Foxes**" in text
    assert "**Foxes: in direct messages, and wherever its stories are read**" in text
    assert "you added “fox” on <t:" in text
    assert "Owl" not in text
    written = json.dumps(await file_of(result))
    assert "owl" not in written
    assert str(owls.id) not in written


async def test_direct_messages_show_every_library_by_its_name(
    libraries: Libraries,
    alice: simcord.UserHandle,
    foxes: simcord.GuildHandle,
    owls: simcord.GuildHandle,
) -> None:
    foxes.add_member(alice)
    libraries.of(member_key(str(alice.id))).add(CAT, by=str(alice.id))

    result = await alice.slash("my-data")

    text = shown(result.response)
    for name in ("Foxes", "Owls"):
        assert f"**{name}**" in text
        assert f"**{name}: in direct messages" in text
    assert "The \\*Owl\\* · " in text
    assert "**Your own library**" in text
    assert "one story, which nobody else sees" in text
    written = await file_of(result)
    assert written["own"] == {"stories": ["cat"], "chosen": None}
    keys = {one["library"] for one in written["servers"]}
    assert keys == {server_key(str(foxes.id)), server_key(str(owls.id)), member_key(str(alice.id))}
    changes = [deed for one in written["servers"] for deed in one["library changes"]]
    assert [(one["deed"], one["story"]) for one in changes if one["story"] == "owl"] == [
        ("added", "owl")
    ]


async def test_what_was_chosen_is_shown_by_name(
    libraries: Libraries, alice: simcord.UserHandle, foxes: simcord.GuildHandle
) -> None:
    foxes.add_member(alice)
    libraries.of(member_key(str(alice.id))).set_setting("direct-messages", str(foxes.id))

    result = await alice.slash("my-data")

    assert "in direct messages you chose the library of Foxes" in shown(result.response)


async def test_what_is_forgotten_in_a_server_stays_in_others(
    libraries: Libraries,
    alice: simcord.UserHandle,
    member: simcord.MemberActor,
    foxes: simcord.GuildHandle,
    owls: simcord.GuildHandle,
) -> None:
    here, there = (server_key(str(one.id)) for one in (foxes, owls))
    before = kept(libraries, alice)
    asked = await member.slash(stories(foxes), "forget-me")
    assert asked.response
    assert "this server: 2; everywhere: 6" in shown(asked.response)
    assert list(buttons_of(asked.response.components)) == ["In this server", "Everywhere"]

    await member.click(asked.response, label="In this server")

    assert shown(asked.response).startswith("2 things are erased")
    gone = before.keys() - kept(libraries, alice).keys()
    assert gone == {(here, str(foxes.id))}
    assert kept(libraries, alice)[there, str(owls.id)] == 2
    assert libraries.of(here).audit(1)[0].by is None


async def test_in_direct_messages_what_was_left_there_is_forgotten_in_every_library(
    libraries: Libraries,
    alice: simcord.UserHandle,
    member: simcord.MemberActor,
    foxes: simcord.GuildHandle,
    owls: simcord.GuildHandle,
) -> None:
    asked = await alice.slash("forget-me")
    assert asked.response
    assert "in direct messages: 2; in all: 6" in shown(asked.response)

    await alice.click(asked.response, label="In direct messages")

    assert {server for _, server in kept(libraries, alice)} == {str(foxes.id), str(owls.id)}


async def test_everywhere_erases_the_members_own_library_too_and_says_so(
    libraries: Libraries,
    alice: simcord.UserHandle,
    member: simcord.MemberActor,
    foxes: simcord.GuildHandle,
    owls: simcord.GuildHandle,
    tmp_path: Path,
) -> None:
    libraries.of(member_key(str(alice.id))).add(CAT)
    asked = await member.slash(stories(foxes), "forget-me")
    assert asked.response
    assert "erases your own library, too, with its one story" in shown(asked.response)

    await member.click(asked.response, label="Everywhere")

    assert "Your own library is erased with its one story." in shown(asked.response)
    assert kept(libraries, alice) == {}
    data = held(tmp_path)
    assert b"quartzite" not in data
    assert str(alice.id).encode() not in data
    assert libraries.of(server_key(str(owls.id))).story("owl")


async def test_nothing_is_said_of_an_own_library_that_was_never_filled(
    alice: simcord.UserHandle, owls: simcord.GuildHandle
) -> None:
    asked = await alice.slash("forget-me")
    assert asked.response
    assert "own library" not in shown(asked.response)

    done = await alice.click(asked.response, label="Everywhere")

    assert "own library" not in shown(done.response)
