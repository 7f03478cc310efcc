"""Two servers, each with its own stories: whatever is tried in one shows nothing of the other."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import simcord

from bot.client import Bot, create_bot
from bot.settings import Settings
from index import Libraries
from tests.bot.support.forging import Control, forged, sent_controls, use, with_numbers
from tests.bot.support.real import real_libraries
from tests.bot.support.two_servers import (
    GUESSED,
    GUESSES,
    LEDGER,
    OWN_WORDS,
    SECRETS,
    Server,
    first_server,
    second_server,
    secrets_of,
)
from tests.bot.support.walking import Direct, Walk

_CHOICES = 8
"""The type of a callback that completes an option."""
NOTHING_SKIPPED: frozenset[str] = frozenset()


@pytest.fixture
def libraries(tmp_path: Path) -> Libraries:
    return real_libraries(tmp_path)


@pytest.fixture
def make_bot(settings: Settings, libraries: Libraries) -> Callable[[], Bot]:
    return lambda: create_bot(settings, open_libraries=lambda: libraries)


@dataclass
class Both:
    """The servers, and what the first one was shown."""

    env: simcord.Env
    first: Server
    second: Server
    controls: tuple[Control, ...]
    seen: int
    """How many requests the bot had made when the second server's members came."""

    def leaks(self, *files: bytes) -> set[str]:
        """What of the first server was sent since."""
        # What is only asked of Discord, such as who is a member, is shown to nobody.
        requests = [r for r in self.env.http_requests[self.seen :] if r.method != "GET"]
        sent = " ".join(json.dumps([r.path, r.json], ensure_ascii=False) for r in requests)
        everything = b" ".join([sent.encode(), *files])
        return {word for word in secrets_of(self.first) if word.encode() in everything}

    def guesses_confirmed(self) -> set[str]:
        """Guessed names that an autocompletion offered."""
        requests = self.env.http_requests[self.seen :]
        offered = [r.json for r in requests if isinstance(r.json, dict)]
        sent = json.dumps([one for one in offered if one.get("type") == _CHOICES])
        return {word for word in GUESSED if word in sent}


@pytest.fixture
async def both(env: simcord.Env, libraries: Libraries) -> Both:
    first, second = first_server(env, libraries), second_server(env, libraries)
    walk = Walk(first.member, first.channel, GUESSES | {"": "did Mortlewhit steal the wick?"})
    await walk.commands(env.bot.tree)
    await first.member.send(first.channel, "He will mend the Thornquell bridge.")
    assert first.channel.last_message
    await walk.menus(env.bot.tree, first.channel.last_message)
    managed = Walk(first.manager, first.channel, GUESSES, skipped=frozenset({"forget-me"}))
    await managed.commands(env.bot.tree)
    shown = " ".join(json.dumps(r.json, ensure_ascii=False) for r in env.http_requests)
    assert {word for word in SECRETS if word not in shown} <= {"Aldermoor"}
    sentences = LEDGER.text.replace("\n\n", " ").split(". ")
    assert all(any(word in sentence for word in SECRETS) for sentence in sentences)
    controls = sent_controls(env.http_requests)
    return Both(env, first, second, controls, len(env.http_requests))


def faces(server: Server) -> dict[str, Any]:
    return {
        "member": server.member,
        "manager": server.manager,
        "in direct messages": Direct(server.member.user),
    }


WHO = pytest.mark.parametrize("who", ["member", "manager", "in direct messages"])


@WHO
async def test_no_command_or_control_shows_anything_of_another_server(both: Both, who: str) -> None:
    member, here = faces(both.second)[who], both.second.channel
    opened = await member.slash(here, "stories")
    assert opened.response
    story = both.first.library.story("ledger")
    files = []
    for words in (GUESSES, OWN_WORDS, OWN_WORDS | {"story": f"#{story.id}"}):
        walk = Walk(member, here, words, skipped=NOTHING_SKIPPED)
        await walk.commands(both.env.bot.tree)
        files += walk.files
    for control in both.controls:
        await walk.follow(await use(member, opened.response, control))

    assert {control.kind for control in both.controls} == {2, 3, 5}
    assert both.leaks(*files, *walk.files) == set()
    assert both.guesses_confirmed() == set()
    assert changed(both) == set()


@WHO
async def test_no_guessed_control_shows_anything_of_another_server(both: Both, who: str) -> None:
    member = faces(both.second)[who]
    walk = Walk(member, both.second.channel, OWN_WORDS, follows=False)
    await walk.commands(both.env.bot.tree)
    own = sent_controls(both.env.http_requests[both.seen :])
    theirs, ours = (one.library.stories() for one in (both.first, both.second))
    ids = {our.id: their.id for our, their in zip(ours, theirs, strict=True)}
    payloads = [with_numbers(control.payload, ids) for control in (*own, *both.controls)]
    opened = await member.slash(both.second.channel, "stories")
    assert opened.response

    bot = both.env.bot
    assert isinstance(bot, Bot)
    for control in forged([*bot.actions._actions], payloads):
        await walk.follow(await use(member, opened.response, control), depth=0)

    assert both.leaks(*walk.files) == set()
    assert changed(both) == set()


async def test_no_message_brings_anything_of_another_server_with_it(both: Both) -> None:
    both.second.guild.add_member(both.first.member.user)
    visitor = simcord.MemberActor(both.env, both.second.guild, both.first.member.user)
    asked = await both.first.member.slash(
        both.first.channel, "ask", question="what did Pellgrave promise?"
    )
    assert asked.response
    message = both.first.channel.last_message
    assert message
    await both.first.member.forward(message, both.second.channel)
    walk = Walk(both.second.member, both.second.channel, OWN_WORDS)
    forwarded = both.second.channel.last_message
    assert forwarded
    both.seen = len(both.env.http_requests)

    await walk.menus(both.env.bot.tree, forwarded)
    me = both.env.bot.user
    assert me
    await both.second.member.send(
        both.second.channel, f"{me.mention} what next?", reply_to=forwarded
    )
    await visitor.slash(both.second.channel, "ask", question="and why did he?")

    assert both.leaks(*walk.files) == set()


def changed(both: Both) -> set[str]:
    """What members of the second server left in the first one's library."""
    people = {str(both.second.member.id), str(both.second.manager.id)}
    return {one for one in people if both.first.library.member_data(one)}
