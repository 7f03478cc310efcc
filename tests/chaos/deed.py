"""Something that a member does, and what they were told of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from simcord.backend.models import Interaction, Message

from bot.texts import texts_for
from tests.bot.support.bodies import buttons_of
from tests.chaos.fleet import StuckError, until
from tests.chaos.ledger import Key, Values, Word
from tests.chaos.world import ChaosDiscord, Server, shown

_say = texts_for("en")
_FAILED = (
    _say("error-unusable"),
    _say("error-library-busy"),
    _say("error-storage-unavailable"),
    _say("error-memory"),
    _say("error-late"),
    _say("error-closing"),
    _say("error-adding-over"),
    "something went wrong here",
    "Too many are asking just now",
    "busy with ",
)
_PROMISED = ("### Adding ", _say("adding-again"), _say("adding-paused"))
PAGE_SECONDS = 15.0
"""How long a member waits for the page with the button they want."""


@dataclass(eq=False)
class Deed:
    """Something that a member does once."""

    kind: ClassVar[str]
    done: ClassVar[str] = ""
    """A pattern of what says that it was done."""
    server: Server
    member: str
    record: Interaction | None = field(default=None, init=False)
    discord: ChaosDiscord | None = field(default=None, init=False)
    _before: str | None = field(default=None, init=False)
    """What the message said whose button is pressed."""

    @property
    def guild(self) -> str:
        return str(self.server.guild)

    async def begin(self, discord: ChaosDiscord) -> None:
        """Do it, without waiting for what comes of it."""
        self.discord = discord
        await self._begin(discord)

    async def _begin(self, discord: ChaosDiscord) -> None:
        raise NotImplementedError

    def messages(self) -> list[Message]:
        """All that the member was told."""
        if self.discord is None or self.record is None:
            return []
        found = self.discord.told(self.server, self.record)
        source = self.record.source_message_id
        return [one for one in found if one.id != source or shown(one) != self._before]

    def says(self, text: str) -> Word:
        """What one message means."""
        if any(part in text for part in _PROMISED):
            return Word.PROMISED
        if any(part in text for part in _FAILED):
            return Word.FAILED
        return Word.DONE if re.search(self.done, text) else Word.REFUSED

    @property
    def word(self) -> Word:
        words = [self.says(shown(one)) for one in self.messages()]
        for word in (Word.DONE, Word.REFUSED, Word.FAILED, Word.PROMISED):
            if word in words:
                return word
        return Word.NOTHING

    @property
    def answers(self) -> int:
        """How often it was told what came of it."""
        words = [self.says(shown(one)) for one in self.messages()]
        return sum(word in (Word.DONE, Word.REFUSED) for word in words)

    def after(self) -> Mapping[Key, Values]:
        return {}

    def __str__(self) -> str:
        told = " | ".join(" ".join(shown(one).split())[:160] for one in self.messages())
        return f"{self.kind} by {self.member} in {self.guild} [{self.word}: {told}] {self._about()}"

    def _about(self) -> str:
        return ""

    async def _page(
        self, discord: ChaosDiscord, path: str, label: str = "", **options: Any
    ) -> bool:
        """Wait for the page of a command, and then be about to press its button."""
        self.record = record = discord.command(self.server, self.member, path, **options)
        try:
            await until(lambda: bool(discord.told(self.server, record)), "the page", PAGE_SECONDS)
        except StuckError:
            return False
        (message, *_) = discord.told(self.server, record)
        buttons = buttons_of(message.components)
        if label and label not in buttons:
            return False
        self._press(discord, message, buttons.get(label, ""))
        return True

    def _press(
        self,
        discord: ChaosDiscord,
        message: Message,
        custom_id: str,
        *,
        channel: int = 0,
        chosen: str | None = None,
    ) -> None:
        self._before = shown(message)
        self.record = discord.use(
            self.server, self.member, message, custom_id, channel=channel, chosen=chosen
        )
