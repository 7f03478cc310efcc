"""`/story`, and adding a message to the library."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands, tasks

from bot.actions import Used
from bot.adding import pages
from bot.adding.materials import File, Material, brought, of_message
from bot.adding.orders import Order
from bot.adding.rights import require
from bot.adding.running import LEASE_SECONDS
from bot.choices import chosen
from bot.cogs.choosing import complete_story
from bot.errors import PlainError, door
from bot.markdown import Markdown
from bot.numbers import base36
from bot.pages import Page
from bot.rendering import notice, title_of
from bot.replies import ButtonReply, CommandReply
from bot.rules import Rule
from bot.visits import Visit, Visitor
from index import Deed

if TYPE_CHECKING:
    from bot.client import Bot

_Name = app_commands.Range[str, 1, 100]
_Story = app_commands.Range[str, 1, 300]
_Address = app_commands.Range[str, 1, 2000]

_KEPT = 200
"""Messages of which it is remembered what they bring; the one chosen first is forgotten first."""
_LOOK_SECONDS = 5.0
"""How often it is looked for what other processes took from members or left."""
_FIRST_LOOKS = 2
"""The second is for what the process that ran before had held just before it ended."""
_SELDOM_SECONDS = 6 * 3600.0
"""How often it is looked where nothing waits, and nobody else could bring anything."""
_LOG = 200
"""Entries of the audit list that are shown, as far as they find room."""


class Filling(commands.GroupCog, group_name="story"):
    """Fill this library: add stories and chapters, correct and remove them."""

    def __init__(self, bot: Bot) -> None:
        super().__init__()
        self._bot = bot
        self._menu = app_commands.ContextMenu(name="Add to the library", callback=self._add_this)
        self._brought: OrderedDict[tuple[int | None, str], tuple[Material, ...]] = OrderedDict()
        bot.actions.add(pages.BRING, self._bring)
        bot.actions.add(pages.REMOVE, self._remove)

    async def cog_load(self) -> None:
        """Add the entry of a message's menu."""
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the entry away, and look no more."""
        self._often.cancel()
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Begin to look after what waits to be added, also what ended processes left."""
        if not self._often.is_running():
            self._often.start()

    @tasks.loop(seconds=_LOOK_SECONDS)
    async def _often(self) -> None:
        adding, sharing = self._bot.adding, self._bot.sharding.shared
        first = self._often.current_loop < _FIRST_LOOKS
        waits = await adding.look(self._bot, first=first or sharing)
        if first and not waits:
            pause = LEASE_SECONDS + _LOOK_SECONDS
        else:
            pause = _LOOK_SECONDS if waits or sharing else _SELDOM_SECONDS
        self._often.change_interval(seconds=pause)

    @app_commands.command()
    @app_commands.describe(
        file1="A text, PDF, Word, EPUB, ODT, RTF, HTML or Markdown file, or a zip of these",
        address="The address of a page; its article is added",
        name="What to call the story; the file or the page names it when empty",
        file2="Another file",
        file3="Another file",
        file4="Another file",
        file5="Another file",
    )
    async def add(
        self,
        interaction: discord.Interaction[Bot],
        file1: discord.Attachment | None = None,
        address: _Address | None = None,
        name: _Name | None = None,
        file2: discord.Attachment | None = None,
        file3: discord.Attachment | None = None,
        file4: discord.Attachment | None = None,
        file5: discord.Attachment | None = None,
    ) -> None:
        """Add stories from files, or from a page of the web."""
        async with door(CommandReply(interaction, private=True), self._bot.meter):
            materials = brought((file1, file2, file3, file4, file5), address)
            await self._bot.adding.take(interaction, Order(materials, name=name))

    @app_commands.command()
    @app_commands.describe(
        story="The story that goes on",
        file="The new chapter alone, as a file",
        address="The address of a page with the new chapter",
    )
    @app_commands.autocomplete(story=complete_story)
    async def chapter(
        self,
        interaction: discord.Interaction[Bot],
        story: _Story,
        file: discord.Attachment | None = None,
        address: _Address | None = None,
    ) -> None:
        """Append a new chapter to a story."""
        await self._change(interaction, Deed.APPENDED, story, file, address)

    @app_commands.command()
    @app_commands.describe(
        story="The story that is corrected",
        file="The whole story in its new version, as a file",
        address="The address of a page with the whole story in its new version",
    )
    @app_commands.autocomplete(story=complete_story)
    async def replace(
        self,
        interaction: discord.Interaction[Bot],
        story: _Story,
        file: discord.Attachment | None = None,
        address: _Address | None = None,
    ) -> None:
        """Put a corrected version in the place of a story."""
        await self._change(interaction, Deed.REPLACED, story, file, address)

    @app_commands.command()
    @app_commands.describe(story="The story to remove")
    @app_commands.autocomplete(story=complete_story)
    async def remove(self, interaction: discord.Interaction[Bot], story: _Story) -> None:
        """Remove a story and all that was made of it."""
        reply = CommandReply(interaction, private=True)

        def task(visit: Visit) -> Sequence[Page]:
            require(visit, Rule.REMOVERS)
            name = chosen(visit.library, story)
            entry = next(one for one in visit.library.stories() if one.name == name)
            return (pages.removing(reply.texts, entry, visit.home.key),)

        visitor = Visitor.of_interaction(interaction)
        await self._bot.desk.exchange(reply, visitor, task, counted=False, for_all=True)

    @app_commands.command()
    async def log(self, interaction: discord.Interaction[Bot]) -> None:
        """List who added, corrected and removed what in this library."""
        reply = CommandReply(interaction, private=True)
        await self._bot.desk.exchange(
            reply,
            Visitor.of_interaction(interaction),
            lambda visit: pages.log(reply.texts, visit.whole.audit(_LOG)),
            counted=False,
        )

    async def _change(
        self,
        interaction: discord.Interaction[Bot],
        deed: Deed,
        story: str,
        file: discord.Attachment | None,
        address: str | None,
    ) -> None:
        async with door(CommandReply(interaction, private=True), self._bot.meter):
            materials = brought((file,), address)
            if len(materials) > 1:
                raise PlainError("error-one-only")
            await self._bot.adding.take(interaction, Order(materials, deed, story))

    async def _add_this(
        self, interaction: discord.Interaction[Bot], message: discord.Message
    ) -> None:
        """Add what a message brings; where that is several things, ask which."""
        reply = CommandReply(interaction, private=True)
        async with door(reply, self._bot.meter):
            materials = of_message(message)
            if len(materials) == 1:
                await self._bot.adding.take(interaction, Order(materials))
                return
            visitor = Visitor.of_interaction(interaction)
            await self._bot.desk.look(visitor, lambda visit: require(visit, Rule.ADDERS))
            code = base36(message.id)
            self._brought[interaction.channel_id, code] = materials
            if len(self._brought) > _KEPT:
                self._brought.popitem(last=False)
            await reply.show(pages.choice(reply.texts, materials, code))

    async def _bring(self, used: Used) -> None:
        """Add what was chosen of what a message brings."""
        known = self._brought.get((used.interaction.channel_id, used.payload))
        materials = known or await _fetched(used)
        picked: tuple[Material, ...] = tuple(one for one in materials if isinstance(one, File))
        if used.values[0] != pages.ALL_FILES:
            number = int(used.values[0])
            picked = materials[number : number + 1]
        if not picked:
            raise PlainError("error-brought-forgotten")
        await self._bot.adding.take(used.interaction, Order(picked))

    async def _remove(self, used: Used) -> None:
        """Remove a story, which was asked before."""
        reply = ButtonReply(used.interaction)
        story_id, _, key = used.payload.partition(".")

        def task(visit: Visit) -> Sequence[Page]:
            require(visit, Rule.REMOVERS)
            there = visit.library.stories() if visit.home.key == key else ()
            entry = next((one for one in there if one.id == int(story_id, 36)), None)
            if entry is None:
                # No other library is searched for it: what is removed is what was shown.
                raise PlainError("error-story-gone")
            visit.whole.remove(entry.name, by=str(visit.visitor.member))
            return (notice(reply.texts("removed", title=Markdown(title_of(entry)))),)

        visitor = Visitor.of_interaction(used.interaction)
        await self._bot.desk.exchange(reply, visitor, task, counted=False, for_all=True)


async def _fetched(used: Used) -> tuple[Material, ...]:
    """What a message brings that was chosen before a restart.

    Raises:
        PlainError: Discord does not give it out, or not what stands in it.
    """
    channel = used.interaction.channel
    if not isinstance(channel, discord.abc.Messageable):
        raise PlainError("error-brought-forgotten")
    try:
        return of_message(await channel.fetch_message(int(used.payload, 36)))
    except (discord.HTTPException, PlainError):
        raise PlainError("error-brought-forgotten") from None
