"""`/progress`, and the button that says the same of a quote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import progress
from bot.actions import Used
from bot.bookmarks import Mark, SeveralPlacesError, Where
from bot.cogs.choosing import complete_story
from bot.errors import GoneError
from bot.pages import Page
from bot.places import HERE, Place
from bot.replies import ButtonReply, CommandReply
from bot.texts import Texts
from bot.visits import Visit, Visitor
from index import StoryNotFoundError

if TYPE_CHECKING:
    from bot.client import Bot


class Progressing(commands.Cog):
    """How far members have read."""

    def __init__(self, bot: Bot) -> None:
        self._desk = bot.desk
        bot.actions.add(HERE, self._here)

    @app_commands.command()
    @app_commands.describe(
        paragraph="The last paragraph that you have read; of the chapter, if you name one",
        chapter="The last chapter that you have read",
        percent="How much of the story you have read",
        whole="Whether you have read all of it: nothing is held back any more",
        story="The story; may be left empty when there is only one",
    )
    @app_commands.autocomplete(story=complete_story)
    async def progress(
        self,
        interaction: discord.Interaction[Bot],
        paragraph: app_commands.Range[int, 1, 1_000_000] | None = None,
        chapter: app_commands.Range[int, 0, 1_000] | None = None,
        percent: app_commands.Range[int, 0, 100] | None = None,
        whole: bool | None = None,
        story: app_commands.Range[str, 1, 300] | None = None,
    ) -> None:
        """Say how far you have read; nothing beyond it is shown to you."""
        reply = CommandReply(interaction, private=True)

        def task(visit: Visit) -> Sequence[Page]:
            where = Where(paragraph, chapter, percent)
            if whole and where.is_named:
                raise SeveralPlacesError
            if not whole and not where.is_named:
                return _overview(visit, reply.texts)
            marks = visit.bookmarks
            story_id = marks.story_id(visit.story(story))
            mark = marks.whole(story_id) if whole else marks.at(story_id, where)
            return (_kept(visit, reply.texts, mark),)

        visitor = Visitor.of_interaction(interaction)
        await self._desk.exchange(reply, visitor, task, counted=False, for_all=True)

    async def _here(self, used: Used) -> None:
        """Take a quote's end for how far the member has read, be it further on or back."""
        reply = ButtonReply(used.interaction, opens=True)
        place = Place.decode(used.payload)

        def task(visit: Visit) -> Sequence[Page]:
            try:
                mark = visit.bookmarks.behind(place)
            except (StoryNotFoundError, ValueError):
                raise GoneError from None
            return (_kept(visit, reply.texts, mark),)

        visitor = Visitor.of_interaction(used.interaction)
        await self._desk.exchange(reply, visitor, task, counted=False, for_all=True)


def _kept(visit: Visit, say: Texts, mark: Mark) -> Page:
    visit.bookmarks.keep(str(visit.visitor.member), mark)
    channel = [one for one in _of_channel(visit) if one.story_id == mark.story_id]
    return progress.told(say, mark, next(iter(channel), None))


def _overview(visit: Visit, say: Texts) -> Sequence[Page]:
    own = visit.bookmarks.of_member(str(visit.visitor.member))
    return progress.overview(say, own, _of_channel(visit))


def _of_channel(visit: Visit) -> tuple[Mark, ...]:
    if visit.visitor.server is None or visit.visitor.channel is None:
        return ()
    return visit.bookmarks.marks(visit.records.channel_ceilings(str(visit.visitor.channel)))
