"""Two servers with libraries of their own; what belongs to the first one must not reach the other.

Each sentence of the first server's stories holds a word of ``SECRETS``, which nobody types in the
second one. Names that somebody there might guess are in ``GUESSED``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import discord
import simcord

from bot.rules import Rule, stored_roles
from index import Libraries, Library, StoryDraft, server_key

SECRETS = (
    "Drumadoon", "Thornquell", "Pellgrave", "Glimmerwick", "Brantwick", "zirconelle", "Mortlewhit",
    "Aldermoor",
)  # fmt: skip
GUESSED = ("ledger", "Velmira")
LEDGER = StoryDraft(
    "ledger",
    "The Glimmerwick Papers",
    "Chapter 1: The Road to Drumadoon\n\n"
    "On 4 May 1871 Velmira came to Drumadoon with three lanterns. “I will mend the Thornquell"
    " bridge before winter,” said Velmira. Osbert Pellgrave, the miller, laughed at her.\n\n"
    "Osbert Pellgrave promised Velmira a barrel of zirconelle. She thanked Pellgrave twice.\n\n"
    "Chapter 2: The Winter of Thornquell\n\n"
    "In December 1871 the zirconelle froze. Velmira threatened to burn the mill of Pellgrave if"
    " he did not pay 30 coins. “You will have them on Monday,” said Osbert Pellgrave.\n\n"
    "The next morning Velmira walked 12 miles to Drumadoon. There she sold the Thornquell bridge.",
    source="https://example.org/glimmerwick/papers",
    author="Ysolde Brantwick",
    published=date(1901, 2, 3),
)
HARBOUR = StoryDraft(
    "harbour",
    "The Harbour Bell",
    "Chapter 1: The Bell\n\n"
    "On 2 June 1902 Tamsin hung the bell in the harbour. “I will ring it at noon,” said Tamsin."
    " Jory, the fisherman, promised Tamsin a herring.\n\n"
    "Chapter 2: The Fog\n\n"
    "In October 1902 the fog came and Jory lost his boat. Tamsin threatened to sell the bell.\n\n"
    "The next day Tamsin rang it 12 times, and Jory came home.",
)
GUESSES = {
    "": "What did Velmira promise?",
    "story": "ledger",
    "who": "Velmira",
    "words": "I will mend the bridge before winter",
}
"""What somebody in the second server types who has heard of the first one's story."""
OWN_WORDS = {"": "What did Jory promise?", "story": "harbour", "who": "Tamsin", "words": "the bell"}


@dataclass(frozen=True)
class Server:
    """A server, its library, and its members."""

    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    library: Library
    member: simcord.MemberActor
    manager: simcord.MemberActor


def first_server(env: simcord.Env, libraries: Libraries) -> Server:
    """The one with secrets: stories, rules, points, feedback, kept questions, progress."""
    server = _server(env, libraries, "Aldermoor Hall", LEDGER, ("anna", "abbot"))
    records = server.library.records(str(server.guild.id))
    keepers = server.guild.create_role("Keepers of Aldermoor")
    by = str(server.manager.id)
    records.set_setting("", Rule.KEEPS_QUESTIONS, "on", by=by)
    records.set_setting("", Rule.CHANGERS, stored_roles(frozenset({keepers.id})), by=by)
    records.set_setting("", Rule.COOLDOWN, "0", by=by)
    story = server.library.story("ledger")
    records.set_setting(str(server.channel.id), Rule.STORY, str(story.id), by=by)
    records.claim_round(str(server.member.id), "round", right=True, points=941)
    records.set_progress(str(server.manager.id), story.id, len(story.text) // 2)
    return server


def second_server(env: simcord.Env, libraries: Libraries) -> Server:
    """The one whose members must not see any of it."""
    server = _server(env, libraries, "Harbour", HARBOUR, ("bob", "boss"))
    records = server.library.records(str(server.guild.id))
    records.set_setting("", Rule.KEEPS_QUESTIONS, "on", by=str(server.manager.id))
    return server


def secrets_of(server: Server) -> tuple[str, ...]:
    """All that belongs to the server alone, words and ids."""
    places = (server.guild, server.channel, *server.guild.roles.values())
    people = (server.member, server.manager)
    return (*SECRETS, *(str(one.id) for one in (*places, *people)))


def _server(
    env: simcord.Env, libraries: Libraries, name: str, story: StoryDraft, people: tuple[str, str]
) -> Server:
    guild = env.create_guild(name)
    channel = guild.create_text_channel("stories")
    library = libraries.of(server_key(str(guild.id)))
    role = guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    member = guild.add_member(env.create_user(people[0]))
    manager = guild.add_member(env.create_user(people[1]), roles=[role])
    library.add(story, by=str(manager.id))
    return Server(guild, channel, library, member, manager)
