"""Who comes to the desk, from where, and what is open to them there."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import discord

from bot.bookmarks import Bookmarks
from bot.choices import chosen
from bot.errors import PlainError
from bot.markdown import Markdown
from bot.own import Own
from bot.rules import Rules, in_force
from index import StoryNotFoundError, direct_server

if TYPE_CHECKING:
    from bot.homes import Home
    from index import Libraries, Library, Readable, Records


class MayNotAskError(PlainError):
    """The server lets certain roles ask only."""

    def __init__(self, roles: frozenset[int]) -> None:
        super().__init__("denied-asking", roles=role_mentions(roles))


class MayNotChangeError(PlainError):
    """The server lets certain members change its rules only."""

    def __init__(self, roles: frozenset[int]) -> None:
        if roles:
            super().__init__("denied-changing-roles", roles=role_mentions(roles))
        else:
            super().__init__("denied-changing")


class NoServerError(PlainError):
    """Something that only a server has, in a direct message."""

    def __init__(self) -> None:
        super().__init__("denied-without-server")


@dataclass(frozen=True, slots=True)
class Visitor:
    """A member, and the place they speak in."""

    member: int
    server: int | None
    """None in direct messages."""
    channel: int | None
    """The channel, of a thread the one that it hangs in; None where Discord does not say."""
    roles: frozenset[int] = frozenset()
    manages: bool = False
    """Whether Discord lets them manage the server."""

    @classmethod
    def of_interaction(cls, interaction: discord.Interaction) -> Self:
        """Who used a command or a control."""
        return cls._of(interaction.user, interaction.guild_id, interaction.channel)

    @classmethod
    def of_message(cls, message: discord.Message) -> Self:
        """Who wrote a message."""
        server = message.guild.id if message.guild else None
        return cls._of(message.author, server, message.channel)

    @classmethod
    def _of(cls, user: discord.User | discord.Member, server: int | None, channel: object) -> Self:
        place = channel.parent_id if isinstance(channel, discord.Thread) else None
        if place is None and isinstance(channel, discord.abc.Snowflake):
            place = channel.id
        if not isinstance(user, discord.Member):
            return cls(user.id, server, place)
        roles = frozenset(role.id for role in user.roles)
        return cls(user.id, server, place, roles, user.guild_permissions.manage_guild)

    @property
    def records_of(self) -> str:
        """Whose records count here: the server's, or those of the direct messages."""
        return direct_server(str(self.member)) if self.server is None else str(self.server)


@dataclass(frozen=True, slots=True)
class Visit:
    """What is open to a visitor: the stories as far as they may be read, and the records."""

    visitor: Visitor
    home: Home
    """Whose library it is."""
    library: Readable
    """Every named story ends at its ceiling: no task needs to think of it."""
    whole: Library
    """The library that is filled and emptied; nothing of it may be shown but through the other."""
    records: Records
    rules: Rules
    ceilings: Mapping[int, int]
    """Story id -> character offset, exclusive; stories without a ceiling are absent."""
    bookmarks: Bookmarks
    """Measures the whole stories, of which it tells numbers only."""
    own: Own
    """All that is kept about the visitor, in every server."""

    def story(self, named: str | None) -> str | None:
        """The name of the story that is meant: the chosen one, else this place's, else any.

        Raises:
            StoryNotFoundError: the chosen one is not there.
        """
        if named is not None:
            return chosen(self.library, named)
        default = self.rules.story.value
        if default is None:
            return None
        with suppress(StoryNotFoundError):
            # A removed story is no default any more; a corrected one is in its newer version.
            default = self.library.story_by_id(default).replaced_by or default
        return next((one.name for one in self.library.stories() if one.id == default), None)

    def require_changer(self) -> None:
        """Let go on only who may change the rules of this server.

        Raises:
            MayNotChangeError: they may not.
            NoServerError: there is no server here.
        """
        if self.visitor.server is None:
            raise NoServerError
        changers = self.rules.changers.value
        if not (self.visitor.manages or changers & self.visitor.roles):
            raise MayNotChangeError(changers)


def rules_of(library: Library, home: Home, cooldown_seconds: float) -> Rules:
    """The rules for a visitor's place; a thread's are those of its channel.

    In direct messages those count that the server of the library has settled for all of it.
    """
    visitor = home.visitor
    place = None if visitor.channel is None or visitor.server is None else str(visitor.channel)
    settled_by = visitor.records_of if home.server is None else str(home.server)
    return in_force(
        library.records(settled_by).settings(), place, cooldown_seconds=cooldown_seconds
    )


def require_asker(visitor: Visitor, rules: Rules) -> None:
    """Let go on only who may ask here.

    Raises:
        MayNotAskError: they may not.
    """
    askers = rules.askers.value
    if askers and not (visitor.manages or askers & visitor.roles):
        raise MayNotAskError(askers)


def visit(libraries: Libraries, home: Home, rules: Rules) -> Visit:
    """What is open to a visitor under these rules."""
    visitor = home.visitor
    library = libraries.of(home.key)
    records = library.records(visitor.records_of)
    with library.at_one_moment():
        # What somebody has read does not change with the server that they ask in.
        ceilings = dict(library.member_progress(str(visitor.member)))
        if visitor.server is not None and visitor.channel is not None:
            for story_id, end in records.channel_ceilings(str(visitor.channel)).items():
                ceilings[story_id] = min(end, ceilings.get(story_id, end))
    shielded = library.up_to(ceilings)
    own = Own(libraries, home.key, str(visitor.member))
    return Visit(
        visitor, home, shielded, library, records, rules, ceilings, Bookmarks(library), own
    )


def role_mentions(roles: frozenset[int]) -> Markdown:
    """Roles as Discord shows them by name; nobody is notified, for the bot mentions none."""
    return Markdown(", ".join(f"<@&{role}>" for role in sorted(roles)))
