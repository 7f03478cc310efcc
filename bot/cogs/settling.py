"""`/settings`, and the controls on its page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions import Used
from bot.errors import sentence
from bot.markdown import Markdown
from bot.pages import Page
from bot.replies import ButtonReply, CommandReply
from bot.ruling import changes, codes, forms, pages
from bot.ruling.codes import Code, Scope, Topic
from bot.ruling.needs import missing
from bot.ruling.state import Bearings, state_of
from bot.texts import texts_for
from bot.visits import MayNotChangeError, NoServerError, Visit, Visitor

if TYPE_CHECKING:
    from bot.client import Bot

_Step = Callable[[Visit], Topic | None]
"""Something done for one who may change rules; the rule to show then, or None for all."""


class Settling(commands.Cog):
    """The rules of a server."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        for name, action in {
            codes.TURN: self._turn,
            codes.OPEN: self._open,
            codes.CHANGE: self._change,
            codes.PICK: self._pick,
            codes.ASK: self._ask,
            codes.ASK_OF: self._ask,
            codes.FILL: self._fill,
            codes.ERASE: self._erase,
        }.items():
            bot.actions.add(name, action)

    @app_commands.command()
    async def settings(self, interaction: discord.Interaction[Bot]) -> None:
        """Show the rules that are in force here and why; change them if you may."""
        reply = CommandReply(interaction, private=True)
        bearings = self._bearings(interaction)

        def task(visit: Visit) -> Sequence[Page]:
            if visit.visitor.server is None:
                raise NoServerError
            locked = ""
            try:
                visit.require_changer()
            except MayNotChangeError as error:
                locked = sentence(reply.texts, error)
            state = state_of(visit, Scope.CHANNEL, bearings, locked)
            return (pages.overview(reply.texts, state),)

        visitor = Visitor.of_interaction(interaction)
        await self._bot.desk.exchange(reply, visitor, task, counted=False, for_all=True)

    async def _turn(self, used: Used) -> None:
        """Show the rules of the channel or of the server."""
        await self._show(used, Code.decode(used.payload), lambda _visit: None)

    async def _open(self, used: Used) -> None:
        """Show one rule with its controls."""
        code = Code.decode(f"{used.payload}.{used.values[0]}")
        await self._show(used, code, lambda _visit: code.about)

    async def _change(self, used: Used) -> None:
        """Settle what the button says; questions that are kept are not erased unasked."""
        code = Code.decode(used.payload)
        value = codes.stored(code.about, code.value)
        if code.about is Topic.KEEPS_QUESTIONS and value != "on":
            await self._confirm(used, code, value)
        else:
            await self._show(used, code, lambda visit: changes.settle(visit, code, value))

    async def _pick(self, used: Used) -> None:
        """Settle what was chosen: roles, or a story."""
        code = Code.decode(used.payload)
        await self._show(used, code, lambda visit: changes.pick(visit, code, used.values))

    async def _ask(self, used: Used) -> None:
        """Open a form, for the story that was chosen if there is one."""
        code = Code.decode(used.payload)
        if used.values:
            code = Code(code.scope, code.topic, used.values[0])

        def allowed(visit: Visit) -> float:
            visit.require_changer()
            return visit.rules.cooldown.value

        visitor = Visitor.of_interaction(used.interaction)
        seconds = await self._bot.desk.look(visitor, allowed)
        say = texts_for(used.interaction.locale)
        await ButtonReply(used.interaction).open(forms.form(say, code, seconds))

    async def _fill(self, used: Used) -> None:
        """Settle what was written into a form."""
        code = Code.decode(used.payload)
        await self._show(used, code, lambda visit: changes.fill(visit, code, used.fields))

    async def _erase(self, used: Used) -> None:
        """Keep questions no more, and erase those that are kept."""
        code = Code.decode(used.payload)
        await self._show(used, code, changes.erase_questions)

    async def _confirm(self, used: Used, code: Code, value: str | None) -> None:
        reply = ButtonReply(used.interaction)
        bearings = self._bearings(used.interaction)

        def task(visit: Visit) -> Sequence[Page]:
            visit.require_changer()
            state = state_of(visit, code.scope, bearings)
            if not state.rules.keeps_questions.value:
                changes.settle(visit, code, value)
                return (pages.overview(reply.texts, state_of(visit, code.scope, bearings)),)
            return (pages.erasing(reply.texts, state),)

        await self._take(used, reply, task)

    async def _show(self, used: Used, code: Code, step: _Step) -> None:
        """Take a step if this member may, and turn the page to what it leads to."""
        reply = ButtonReply(used.interaction)
        bearings = self._bearings(used.interaction)

        def task(visit: Visit) -> Sequence[Page]:
            visit.require_changer()
            topic = step(visit)
            state = state_of(visit, code.scope, bearings)
            if topic is None:
                return (pages.overview(reply.texts, state),)
            return (pages.about(reply.texts, state, topic),)

        await self._take(used, reply, task)

    async def _take(
        self, used: Used, reply: ButtonReply, task: Callable[[Visit], Sequence[Page]]
    ) -> None:
        visitor = Visitor.of_interaction(used.interaction)
        await self._bot.desk.exchange(reply, visitor, task, counted=False, for_all=True)

    def _bearings(self, interaction: discord.Interaction[Any]) -> Bearings:
        guild = interaction.guild
        here = interaction.app_permissions
        everywhere = guild.me.guild_permissions if guild and guild.me else here
        me = f"<@{interaction.application_id}>"
        return Bearings(
            Markdown(self._bot.user.mention if self._bot.user else me),
            missing(here, everywhere) if guild else (),
            self._bot.intents.message_content,
            self._bot.desk.cooldown_seconds,
        )
