"""The Discord client: what it may see, how it starts and how it ends."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions import Actions, Used
from bot.adding import questions
from bot.adding.service import Adding
from bot.checks import AskingAbout
from bot.cogs import COGS
from bot.desk import Desk
from bot.direct import SharedServers
from bot.errors import StaleControlError, door
from bot.health import Watch
from bot.homes import Homes
from bot.inquiries import Inquiries
from bot.judging import Judging
from bot.locales import KnownLocales
from bot.memberships import Memberships
from bot.metrics import Meter
from bot.once import Once
from bot.opening import open_ready_libraries, story_loader
from bot.reading_on import ReadingOn
from bot.replies import ButtonReply, CommandReply
from bot.settings import Settings
from bot.sharding.pace import Pace
from bot.sharding.service import Sharding
from bot.sharing import Sharing
from bot.syncing import sync_commands
from bot.talks import Talks
from bot.texts.commands import CommandTranslator
from bot.views import CONTROLS, take_form
from index import server_key

if TYPE_CHECKING:
    from index import Libraries, Loader

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class Tree(app_commands.CommandTree["Bot"]):
    """The slash commands; what fails before a command is reached leaves through the door."""

    async def interaction_check(self, interaction: discord.Interaction[Bot], /) -> bool:
        """Let each command through once; what is typed into an option may be completed twice."""
        completes = interaction.type is discord.InteractionType.autocomplete
        return completes or await interaction.client.once.first(f"interaction:{interaction.id}")

    async def on_error(
        self, interaction: discord.Interaction[Bot], error: app_commands.AppCommandError, /
    ) -> None:
        """Say one sentence to the member."""
        async with door(CommandReply(interaction, private=True), interaction.client.meter):
            raise error.original if isinstance(error, app_commands.CommandInvokeError) else error


class Bot(commands.AutoShardedBot):
    """Answers questions about the stories of each server's library."""

    def __init__(
        self,
        settings: Settings,
        open_libraries: Callable[[], Libraries],
        key: Callable[[str], str] = server_key,
        loader: Loader | None = None,
        pace: Pace = Pace(),  # noqa: B008 - frozen
    ) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=discord.Intents(
                guilds=True,
                guild_messages=True,
                dm_messages=True,
                message_content=settings.discord.message_content,
            ),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
            max_messages=None,
            # More are known when Discord was asked how many it recommends.
            shard_count=settings.shard.count or 1,
        )
        self.sharding = Sharding(self, settings.shard, self._read, self.forget, pace)
        self.keep_days = settings.library.keep_days
        """For how long the library of a server stays that the bot has left."""
        self.meter = Meter()
        self.memberships = Memberships(self, self.sharding)
        self.direct = SharedServers(self.memberships, self._read, key)
        self.desk = Desk(settings, open_libraries, Homes(self.direct, key), self.meter)
        self.watch = Watch(self, self.desk, settings.health)
        self.adding = Adding(self.desk, loader or story_loader(settings), settings)
        self.once = Once()
        """Each event is taken once; whoever shares the work sets what asks the others."""
        self.locales = KnownLocales()
        self.talks = Talks()
        self.inquiries = Inquiries(self.desk, self.talks)
        self.actions = Actions()
        self.adding.register(self.actions)
        questions.register(self.actions, self.inquiries)
        ReadingOn(self.desk).register(self.actions)
        Sharing(self.desk, self.talks).register(self.actions)
        self.asking_about = AskingAbout(self.desk, self.inquiries)
        self.asking_about.register(self.actions)
        Judging(self.desk, self.talks).register(self.actions)

    def forget(self, member: int) -> None:
        """Forget what is remembered of a member outside the library."""
        self.desk.forget(member)
        self.talks.forget(member)
        self.asking_about.forget(member)
        self.locales.forget(member)
        self.memberships.forget(member)

    async def _read(self, function: Callable[[Libraries], _T]) -> _T:
        return await self.desk.read(function)

    async def setup_hook(self) -> None:
        """Open the libraries, then take up commands and buttons."""
        await self.watch.open()
        await self.desk.open()
        await self.sharding.open()
        if self.sharding.shared:
            self.once.elsewhere = self.sharding.processes.first
        for cog in COGS:
            await self.add_cog(cog(self))
        self.add_dynamic_items(*CONTROLS)
        await self.tree.set_translator(CommandTranslator())
        assert self.application_id is not None, "it is known after the login"  # noqa: S101
        await sync_commands(self.tree, self.application_id, self.desk)

    async def connect(self, *, reconnect: bool = True) -> None:  # noqa: ARG002 - it always does
        """Serve the shards of this process until it is closed; raises as ``Sharding.serve``."""
        await self.sharding.serve()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002
        """Wait for the shard's turn among those of all processes."""
        await self.sharding.identify(shard_id or 0)

    async def on_shard_ready(self, shard: int, /) -> None:
        """Note that the servers of a shard are known."""
        self.sharding.settle(shard)

    async def on_ready(self) -> None:
        """Say in the log that questions are taken."""
        _log.info("Ready as %s in %d servers.", self.user, len(self.guilds))

    async def on_interaction(self, interaction: discord.Interaction[Bot], /) -> None:
        """Note the member's language, and take a form that was sent.

        discord.py sees to commands, buttons and selects.
        """
        self.locales.note(interaction.user.id, interaction.locale)
        await take_form(interaction)

    async def used(self, action: str, used: Used) -> None:
        """Do what a control stands for, once; errors leave through the door."""
        if not await self.once.first(f"interaction:{used.interaction.id}"):
            return
        async with door(ButtonReply(used.interaction), self.meter):
            if not await self.actions.take(action, used):
                raise StaleControlError

    async def on_message(self, _message: discord.Message, /) -> None:
        """Do nothing: there are no text commands, and the cogs listen for questions."""

    async def close(self) -> None:
        """Let answers under way go out, leave Discord, close the libraries."""
        self.watch.stopping()
        await self.sharding.leave()
        await self.desk.close()
        await self.sharding.close()
        await super().close()
        await self.watch.close()


def create_bot(
    settings: Settings,
    *,
    open_libraries: Callable[[], Libraries] | None = None,
    key: Callable[[str], str] = server_key,
    loader: Loader | None = None,
    pace: Pace = Pace(),  # noqa: B008 - frozen
) -> Bot:
    """A bot that has not begun: no file, model or connection is opened before it logs in.

    Args:
        settings: the settings.
        open_libraries: called on a thread at the login; by default it opens those that the
            settings name.
        key: gives the key of a server's library by the server's id.
        loader: reads what members bring; by default within the settings' limits.
        pace: how quickly processes that claim shards notice one another.
    """
    opened = open_libraries or partial(open_ready_libraries, settings)
    return Bot(settings, opened, key, loader, pace)
