"""What replies to commands and to controls have in common: an interaction and its time."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

import discord

from bot import limits
from bot.pages import Form, Page
from bot.replies.base import Sent, interaction_place
from bot.replies.delivery import LateError, delivered, is_late, taken
from bot.texts import texts_for
from bot.views import Sheet, attachments, layout

_log = logging.getLogger(__name__)

TOKEN_LASTS: Final = timedelta(minutes=14)
"""Discord takes replies to an interaction for fifteen minutes; one is kept for safety."""
_STANDING: Final = "standing"


@dataclass(slots=True)
class Standing:
    """How far an interaction has come, in whichever replies to it."""

    taken: bool = False
    """Whether Discord has a first answer; discord.py misses one whose receipt was lost."""
    public: bool = False
    """Whether everybody sees that the bot is answering."""
    late: bool = False
    """Whether Discord takes nothing more that is a reply to it."""
    posted: int = 0
    """Messages that were posted for it."""


class InteractionReply:
    """A reply to an interaction; once its time is over, a message in the channel.

    The first page is an edit of what was promised, which may be done twice. Further public ones
    are messages of the channel where the bot may write there, because Discord recognizes those by
    their nonce. Discord has nothing of the kind for private ones: a page whose receipt was lost
    may be seen twice, by the member alone.
    """

    owed = True

    def __init__(self, interaction: discord.Interaction[Any], *, private: bool | None) -> None:
        self._interaction = interaction
        self._private = private
        self._turns = False
        """Whether the first page takes the place of the message that was used."""
        self._sent = False
        self._standing: Standing = interaction.extras.setdefault(_STANDING, Standing())
        self.texts = texts_for(interaction.locale)
        """In the language of the member's Discord."""

    @property
    def where(self) -> str:
        """The place, for the log."""
        return interaction_place(self._interaction)

    async def defer(self, *, thinking: bool = True) -> None:
        """Promise an answer; raises as ``taken`` does, and ``LateError`` where none can follow."""
        response, private = self._interaction.response, bool(self._private)
        if not thinking:
            self._begin(await taken(response.defer), public=False)
            return
        begun = await taken(lambda: response.defer(ephemeral=private, thinking=True))
        self._begin(begun, public=not private)

    async def show(self, page: Page) -> None:
        """Answer at once, privately, with one page; raises as ``defer`` does."""
        response, view = self._interaction.response, layout(page)
        begun = await taken(lambda: response.send_message(view=view, ephemeral=True))
        self._begin(begun, public=False)

    async def open(self, form: Form) -> None:
        """Answer at once with a form; raises as ``defer`` does."""
        response, sheet = self._interaction.response, Sheet(form)
        self._begin(await taken(lambda: response.send_modal(sheet)), public=False)

    def _begin(self, begun: bool, *, public: bool) -> None:
        self._standing.taken = begun
        self._standing.late = not begun
        self._standing.public = public
        if not begun:
            _log.warning("Discord waited no longer for a reply in %s.", self.where)
            if not public:
                raise LateError

    async def send(self, pages: Sequence[Page]) -> Sent:
        """Send the answer, one message a page.

        Raises:
            LateError: the interaction's time is over, and the answer is private.
            UndeliveredError: Discord cannot be reached.
        """
        first, *others = pages
        message = await self.edit(first)
        if message is None:
            return await self._send_late(pages)
        self._sent = True
        for page in others:
            await self.post(page)
        return Sent(self._interaction.channel_id, message)

    async def edit(self, page: Page) -> int | None:
        """Show a page where it was promised; None when the interaction's time is over."""
        if not self._in_time:
            return None
        try:
            message = await delivered(
                lambda: self._interaction.edit_original_response(
                    view=layout(page), attachments=attachments(page)
                )
            )
        except discord.HTTPException as error:
            if not is_late(error):
                raise
            self._standing.late = True
            return None
        return message.id

    async def post(self, page: Page) -> int:
        """Show a page in a further message, to those who see the first; returns its id."""
        return await (self._follow(page, private=True) if self._private else self.publish(page))

    async def publish(self, page: Page) -> int:
        """Show a page to everybody, in a message of its own; returns its id."""
        if may_write(self._interaction, page):
            return await self._write(page)
        return await self._follow(page, private=False)

    async def _follow(self, page: Page, *, private: bool) -> int:
        message = await delivered(
            lambda: self._interaction.followup.send(
                view=layout(page), files=attachments(page), ephemeral=private, wait=True
            )
        )
        return message.id

    async def say(self, text: str) -> None:
        """Say one sentence instead, privately where Discord can do that."""
        interaction = self._interaction
        if not (self._standing.taken or self._standing.late or interaction.response.is_done()):
            begun = await taken(lambda: interaction.response.send_message(text, ephemeral=True))
            self._standing.taken, self._standing.late = begun, not begun
            if begun:
                return
        if self._in_time:
            try:
                await delivered(lambda: self._reply(text))
            except discord.HTTPException as error:
                if not is_late(error):
                    raise
                self._standing.late = True
            else:
                return
        await self._say_late(text)

    async def _reply(self, text: str) -> None:
        if self._turns or self._sent:
            await self._interaction.followup.send(text, ephemeral=True)
        else:
            await self._interaction.edit_original_response(content=text)

    @property
    def _in_time(self) -> bool:
        age = discord.utils.utcnow() - self._interaction.created_at
        if age > TOKEN_LASTS:
            self._standing.late = True
        return not self._standing.late

    async def _send_late(self, pages: Sequence[Page]) -> Sent:
        """Post an answer that everybody may see, and say whose it is and why it stands alone."""
        if self._private or not self._standing.public:
            raise LateError
        if not may_write(self._interaction, *pages):
            _log.warning("An answer in %s was lost: the bot may not write there.", self.where)
            raise LateError
        line = self.texts("late-answer", member=self._interaction.user.mention)
        first, *others = pages
        headed = _headed(line, first)
        if headed is None:
            await self._write_text(line)
        sent = [await self._write(page) for page in (headed or first, *others)]
        return Sent(self._interaction.channel_id, sent[0])

    async def _say_late(self, text: str) -> None:
        """Say it where everybody reads it; of what is private, only that it came too late."""
        if not may_write(self._interaction):
            return
        open_to_all = self._standing.public and not self._private
        said = text if open_to_all else self.texts("error-late")
        await self._write_text(f"{self._interaction.user.mention}: {said}"[: limits.CONTENT])

    async def _write(self, page: Page) -> int:
        nonce = self._nonce()
        message = await delivered(
            lambda: self._channel().send(view=layout(page), files=attachments(page), nonce=nonce)
        )
        return message.id

    async def _write_text(self, text: str) -> None:
        nonce = self._nonce()
        await delivered(lambda: self._channel().send(text, nonce=nonce))

    def _nonce(self) -> str:
        """By which Discord knows a message that it has taken already, from any process."""
        self._standing.posted += 1
        return f"{self._interaction.id}-{self._standing.posted}"

    def _channel(self) -> discord.PartialMessageable:
        client: discord.Client = self._interaction.client
        return client.get_partial_messageable(
            self._interaction.channel_id or 0, guild_id=self._interaction.guild_id
        )


def may_write(interaction: discord.Interaction[Any], *pages: Page) -> bool:
    """Whether the bot may post in the channel of an interaction without replying to it."""
    if interaction.guild_id is None:
        return True
    granted = interaction.app_permissions
    if isinstance(interaction.channel, discord.Thread):
        writes = granted.send_messages_in_threads
    else:
        writes = granted.send_messages
    files = any(page.picture or page.file for page in pages)
    return granted.view_channel and writes and (granted.attach_files or not files)


def _headed(line: str, page: Page) -> Page | None:
    """The page with a line above it; None where it has no room for one."""
    try:
        return replace(page, sections=((line,), *page.sections))
    except ValueError:
        return None
