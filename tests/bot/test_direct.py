"""Direct messages: whose library they read, by whose permissions, and how a member chooses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import simcord

from bot.client import Bot, create_bot
from bot.rules import Rule
from bot.settings import Settings
from index import Libraries, StoryDraft, member_key, server_key
from tests.bot.support.bodies import buttons_of, shown
from tests.bot.support.real import real_libraries

FOX = StoryDraft("fox", "The Fox", "The fox promised a goose to the hen.\n\nThe fox ate it.")
OWL = StoryDraft("owl", "The Owl", "The owl promised a mouse to the moon.\n\nThe owl slept.")
CAT = StoryDraft("cat", "The Cat", "The cat promised nothing to the queen.\n\nThe cat left.")
FOX_SAYS, OWL_SAYS, CAT_SAYS = "a goose to the hen", "a mouse to the moon", "nothing to the queen"
PROMISED = "what was promised by the {}?"
BELIEVED_SECONDS = 61.0


@pytest.fixture
def libraries(tmp_path: Path) -> Libraries:
    return real_libraries(tmp_path)


@pytest.fixture
def make_bot(settings: Settings, libraries: Libraries) -> Callable[[], Bot]:
    return lambda: create_bot(settings, open_libraries=lambda: libraries)


@pytest.fixture
def foxes(env: simcord.Env, libraries: Libraries) -> simcord.GuildHandle:
    guild = env.create_guild("Foxes")
    guild.create_text_channel("den")
    libraries.of(server_key(str(guild.id))).add(FOX)
    return guild


@pytest.fixture
def owls(env: simcord.Env, libraries: Libraries) -> simcord.GuildHandle:
    guild = env.create_guild("Owls *of* the North")
    guild.create_text_channel("tree")
    libraries.of(server_key(str(guild.id))).add(OWL)
    return guild


@pytest.fixture
def alice(env: simcord.Env, foxes: simcord.GuildHandle) -> simcord.UserHandle:
    user = env.create_user("alice")
    foxes.add_member(user)
    return user


async def asked(alice: simcord.UserHandle, who: str) -> str:
    result = await alice.slash("ask", question=PROMISED.format(who))
    return shown(result.response)


async def choose(alice: simcord.UserHandle, what: object) -> simcord.InteractionResult:
    opened = await alice.slash("library")
    assert opened.response
    select = select_of(opened.response)
    return await alice.select(opened.response, [str(what)], custom_id=select["custom_id"])


def select_of(message: simcord.ResponseMessage) -> dict[str, Any]:
    (select,) = (c for c in walked(message.components) if c["type"] == 3)
    return select


def walked(components: Any) -> list[dict[str, Any]]:
    return [one for part in components for one in (part, *walked(part.get("components") or []))]


def own(libraries: Libraries, who: simcord.UserHandle) -> Any:
    return libraries.of(member_key(str(who.id)))


async def test_the_only_shared_server_answers_and_says_nothing_of_it(
    alice: simcord.UserHandle, owls: simcord.GuildHandle
) -> None:
    text = await asked(alice, "fox")

    assert FOX_SAYS in text
    assert "From the library" not in text
    assert OWL_SAYS not in await asked(alice, "owl")


async def test_a_message_is_answered_from_it_too(
    alice: simcord.UserHandle, foxes: simcord.GuildHandle
) -> None:
    await alice.send_dm(PROMISED.format("fox"))

    assert alice.dm_channel.last_message
    assert FOX_SAYS in shown(alice.dm_channel.last_message)


async def test_the_server_used_last_answers_and_its_name_is_said(
    env: simcord.Env, alice: simcord.UserHandle, owls: simcord.GuildHandle
) -> None:
    member = owls.add_member(alice)
    await member.slash(owls.channels["tree"], "stories")

    text = await asked(alice, "owl")

    assert OWL_SAYS in text
    assert "-# From the library of Owls \\*of\\* the North" in text
    assert FOX_SAYS not in await asked(alice, "fox")


async def test_who_has_used_no_server_is_asked_to_choose(
    alice: simcord.UserHandle, owls: simcord.GuildHandle
) -> None:
    owls.add_member(alice)

    text = await asked(alice, "owl")

    assert "choose with `/library`" in text
    assert "promised" not in text


async def test_the_chosen_server_answers_and_still_does_after_a_restart(
    env: simcord.Env,
    alice: simcord.UserHandle,
    foxes: simcord.GuildHandle,
    owls: simcord.GuildHandle,
    make_bot: Callable[[], Bot],
    settings: Settings,
    tmp_path: Path,
) -> None:
    owls.add_member(alice)

    result = await choose(alice, foxes.id)

    assert "**From the library of Foxes**" in shown(result.response)
    assert FOX_SAYS in await asked(alice, "fox")
    await env.bot.close()
    again = real_libraries(tmp_path)
    await env.restart_bot(create_bot(settings, open_libraries=lambda: again))
    assert FOX_SAYS in await asked(alice, "fox")


async def test_shared_servers_and_ones_own_stories_are_offered_and_no_others(
    env: simcord.Env, alice: simcord.UserHandle, owls: simcord.GuildHandle, libraries: Libraries
) -> None:
    own(libraries, alice).add(CAT)

    opened = await alice.slash("library")

    assert opened.ephemeral
    assert opened.response
    options = select_of(opened.response)["options"]
    assert [one["label"] for one in options] == ["Foxes", "My own stories"]
    assert options[-1]["description"] == "one story"


async def test_ones_own_stories_answer_when_they_are_chosen_and_nobody_else_sees_them(
    env: simcord.Env,
    alice: simcord.UserHandle,
    foxes: simcord.GuildHandle,
    libraries: Libraries,
) -> None:
    own(libraries, alice).add(CAT)
    bob = env.create_user("bob")
    foxes.add_member(bob)

    await choose(alice, "own")

    text = await asked(alice, "cat")
    assert CAT_SAYS in text
    assert "From your own stories" in text
    assert FOX_SAYS not in await asked(alice, "fox")
    assert CAT_SAYS not in await asked(bob, "cat")


async def test_a_server_that_is_not_shared_cannot_be_chosen_by_its_id(
    env: simcord.Env, alice: simcord.UserHandle, owls: simcord.GuildHandle
) -> None:
    bot = env.bot
    assert isinstance(bot, Bot)
    member = owls.add_member(alice)
    opened = await alice.slash("library")
    assert opened.response
    owls.remove_member(member)
    await env.advance_time(BELIEVED_SECONDS)

    select = select_of(opened.response)
    refused = await alice.select(opened.response, [str(owls.id)], custom_id=select["custom_id"])

    assert "do not share that server" in said(refused)
    assert OWL_SAYS not in await asked(alice, "owl")


async def test_who_has_left_the_chosen_server_is_told_once_and_reads_their_own(
    env: simcord.Env,
    alice: simcord.UserHandle,
    owls: simcord.GuildHandle,
    libraries: Libraries,
) -> None:
    own(libraries, alice).add(CAT)
    member = owls.add_member(alice)
    await choose(alice, owls.id)
    assert OWL_SAYS in await asked(alice, "owl")
    owls.remove_member(member)
    await env.advance_time(BELIEVED_SECONDS)

    text = await asked(alice, "owl")

    assert "We no longer share the server" in text
    assert OWL_SAYS not in text
    assert "no longer share" not in await asked(alice, "owl")


async def test_who_has_left_the_only_server_is_told_so_by_its_old_buttons(
    env: simcord.Env, alice: simcord.UserHandle, foxes: simcord.GuildHandle
) -> None:
    answer = await alice.slash("ask", question=PROMISED.format("fox"))
    assert answer.response
    foxes.remove_member(alice)
    await env.advance_time(BELIEVED_SECONDS)

    texts = [
        said(await alice.click(answer.response, custom_id=custom_id))
        for custom_id in buttons_of(answer.response.components).values()
    ]

    assert "We no longer share the server" in texts[0]
    assert all("removed from the library" in text for text in texts[1:])
    assert not any("goose" in text or "ate it" in text for text in texts)


async def test_buttons_find_their_story_in_any_library_that_may_be_read(
    env: simcord.Env,
    alice: simcord.UserHandle,
    owls: simcord.GuildHandle,
    libraries: Libraries,
) -> None:
    own(libraries, alice).add(CAT)
    owls.add_member(alice)
    await choose(alice, owls.id)
    answer = await alice.slash("ask", question=PROMISED.format("owl"))
    assert answer.response
    await choose(alice, "own")

    after = await alice.click(answer.response, label="After →")

    assert "The owl slept." in shown(after.response)
    judged = await alice.click(answer.response, label="This helped")
    assert "Thank" in said(judged)
    kept = libraries.member_data(str(alice.id))
    assert [part.library for part in kept if part.feedback] == [server_key(str(owls.id))]


async def test_a_follow_up_does_not_reach_into_the_library_that_was_read_before(
    env: simcord.Env,
    alice: simcord.UserHandle,
    owls: simcord.GuildHandle,
    libraries: Libraries,
) -> None:
    own(libraries, alice).add(CAT)
    owls.add_member(alice)
    await choose(alice, owls.id)
    await alice.slash("ask", question="what did the owl promise?")
    await choose(alice, "own")

    follow_up = await alice.slash("ask", question="and what did it do then?")

    assert "owl" not in shown(follow_up.response)


async def test_roles_of_the_server_count_in_direct_messages(
    env: simcord.Env,
    alice: simcord.UserHandle,
    foxes: simcord.GuildHandle,
    libraries: Libraries,
) -> None:
    role = foxes.create_role("Readers")
    records = libraries.of(server_key(str(foxes.id))).records(str(foxes.id))
    records.set_setting("", Rule.ASKERS.value, str(role.id), by="42")
    bob = env.create_user("bob")
    foxes.add_member(bob, roles=[role])

    assert "goose" not in await asked(alice, "fox")
    assert FOX_SAYS in await asked(bob, "fox")


async def test_a_role_that_was_taken_away_counts_no_more(
    env: simcord.Env,
    alice: simcord.UserHandle,
    owls: simcord.GuildHandle,
    libraries: Libraries,
) -> None:
    role = owls.create_role("Readers")
    records = libraries.of(server_key(str(owls.id))).records(str(owls.id))
    records.set_setting("", Rule.ASKERS.value, str(role.id), by="42")
    member = owls.add_member(alice, roles=[role])
    await choose(alice, owls.id)
    answer = await alice.slash("ask", question=PROMISED.format("owl"))
    assert answer.response
    assert OWL_SAYS in shown(answer.response)
    env.backend.get_guild(owls.id).members[member.id].role_ids.clear()
    await env.advance_time(BELIEVED_SECONDS)

    assert OWL_SAYS not in await asked(alice, "owl")
    await choose(alice, "own")
    pressed = await alice.click(answer.response, label="After →")
    assert "slept" not in said(pressed)


async def test_who_shares_no_server_has_their_own_stories_only(
    env: simcord.Env, foxes: simcord.GuildHandle, libraries: Libraries
) -> None:
    carol = env.create_user("carol")

    assert "goose" not in await asked(carol, "fox")
    opened = await carol.slash("library")
    assert "We share no server" in shown(opened.response)
    own(libraries, carol).add(CAT)
    assert CAT_SAYS in await asked(carol, "cat")


async def test_in_a_server_its_own_library_is_read_whatever_was_chosen(
    env: simcord.Env,
    alice: simcord.UserHandle,
    foxes: simcord.GuildHandle,
    owls: simcord.GuildHandle,
) -> None:
    member = owls.add_member(alice)
    await choose(alice, foxes.id)

    told = await member.slash(owls.channels["tree"], "library")
    answer = await member.slash(owls.channels["tree"], "ask", question=PROMISED.format("owl"))

    assert told.ephemeral
    assert "Foxes" not in shown(told.response)
    assert OWL_SAYS in shown(answer.response)
    assert "From the library" not in shown(answer.response)


async def test_when_discord_does_not_answer_nothing_is_shown(
    env: simcord.Env, alice: simcord.UserHandle, foxes: simcord.GuildHandle
) -> None:
    env.inject_error("GET", f"/guilds/{foxes.id}/members/{alice.id}", status=403)

    text = await asked(alice, "fox")

    assert "Discord does not tell me just now" in text
    assert FOX_SAYS in await asked(alice, "fox")


async def test_of_many_servers_those_count_where_the_member_was_met_or_left_something(
    env: simcord.Env,
    alice: simcord.UserHandle,
    foxes: simcord.GuildHandle,
    owls: simcord.GuildHandle,
    libraries: Libraries,
) -> None:
    for number in range(25):
        env.create_guild(f"Crowd {number}").add_member(alice)
    member = owls.add_member(alice)
    records = libraries.of(server_key(str(foxes.id))).records(str(foxes.id))
    records.claim_round(str(alice.id), "round", right=True, points=1)
    await member.send(owls.channels["tree"], "hoo")

    opened = await alice.slash("library")

    assert opened.response
    labels = [one["label"] for one in select_of(opened.response)["options"]]
    assert labels == ["Foxes", "Owls *of* the North", "My own stories"]


def said(result: simcord.InteractionResult) -> str:
    messages = [one for one in (result.response, *result.followups) if one is not None]
    return "\n".join(map(shown, messages))


async def test_little_is_remembered_of_members_and_nothing_after_forget_me(
    env: simcord.Env, alice: simcord.UserHandle, foxes: simcord.GuildHandle
) -> None:
    bot = env.bot
    assert isinstance(bot, Bot)
    remembered = bot.memberships
    for number in range(11_000):
        remembered.saw(number, number)
        remembered.used(1, number)
    assert len(remembered._seen) == 10_000
    assert len(remembered._seen[1]) == 25
    await asked(alice, "fox")
    assert remembered.last_used(alice.id) == foxes.id

    opened = await alice.slash("forget-me")
    assert opened.response
    await alice.click(opened.response, label="Everywhere")

    kept = repr([remembered._seen, remembered._used, remembered._known])
    assert str(alice.id) not in kept
