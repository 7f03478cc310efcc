"""What was said before: the last answers of a reply chain, a thread, or a member.

Remembered in memory, and read from the buttons of an older answer after a restart. Kept are
questions and places, no words of a story: who follows up sees only what they may read.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import discord

from bot import actions
from bot.told import HELPED, Told

REMEMBERED = 4
"""Turns of one conversation."""
FEW_MINUTES = 300.0
"""Seconds for which a member's next question in a channel may follow up on the last one."""
_KEPT = 5_000
"""Conversations; the one not continued for the longest time is forgotten first."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A question that was answered or refused."""

    question: str = field(repr=False)
    told: Told
    asker: int | None = None
    """Who asked; None where nobody remembers."""
    library: str | None = None
    """The key of the library that answered; None where nobody remembers."""


Talk = tuple[Spoken, ...]
"""The turns of a conversation, the oldest first."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a member speaks: what they say there may follow up on what was said there."""

    channel: int
    member: int | None
    """None in a thread or a direct message: whoever speaks there goes on with it."""

    @classmethod
    def of(cls, channel: object, member: int) -> Seat | None:
        """A member's seat in a channel; None where Discord does not say which it is."""
        if isinstance(channel, discord.Thread | discord.DMChannel):
            return cls(channel.id, None)
        return cls(channel.id, member) if isinstance(channel, discord.abc.Snowflake) else None


class Talks:
    """The conversations of a bot."""

    def __init__(self) -> None:
        self._of_message: OrderedDict[int, Talk] = OrderedDict()
        self._of_seat: OrderedDict[Seat, tuple[float, Talk]] = OrderedDict()

    def at(self, seat: Seat | None) -> Talk:
        """What was said at a seat; of a member in a channel, within a few minutes."""
        if seat is None or seat not in self._of_seat:
            return ()
        at, talk = self._of_seat[seat]
        late = seat.member is not None and time.monotonic() - at > FEW_MINUTES
        return () if late else talk

    def below(self, answer: discord.Message) -> Talk:
        """What was said up to a message of the bot's."""
        known = self._of_message.get(answer.id)
        if known is not None:
            return known
        told = told_by(answer)
        return () if told is None else (Spoken("", told),)

    def last(self, answer: int) -> Spoken | None:
        """What a message of the bot's answers; None when nobody remembers."""
        talk = self._of_message.get(answer)
        return talk[-1] if talk else None

    def forget(self, member: int) -> None:
        """Forget what a member asked, wherever it was."""
        own = [seat for seat in self._of_seat if seat.member == member]
        for seat in own:
            del self._of_seat[seat]
        for message, talk in self._of_message.items():
            self._of_message[message] = _without(talk, member)
        for seat, (at, talk) in self._of_seat.items():
            self._of_seat[seat] = at, _without(talk, member)

    def note(self, talk: Talk, spoken: Spoken, message: int, seats: Iterator[Seat]) -> None:
        """Remember that a conversation went on.

        Args:
            talk: what was said before.
            spoken: what was said now.
            message: the one that shows the answer.
            seats: where it may be followed up without a reply to that message.
        """
        longer = (*talk, spoken)[-REMEMBERED:]
        _remember(self._of_message, message, longer)
        for seat in seats:
            _remember(self._of_seat, seat, (time.monotonic(), longer))


def _without(talk: Talk, member: int) -> Talk:
    return tuple(spoken for spoken in talk if spoken.asker != member)


def told_by(message: discord.Message) -> Told | None:
    """What an answer of the bot's said, by its buttons; None where it is no answer."""
    for custom_id in _custom_ids(message.components):
        match = actions.BUTTON.fullmatch(custom_id)
        if match and match["action"] == HELPED:
            return Told.decode(match["payload"])
    return None


def _custom_ids(components: Any) -> Iterator[str]:
    for component in components:
        custom_id = getattr(component, "custom_id", None)
        if isinstance(custom_id, str):
            yield custom_id
        yield from _custom_ids(getattr(component, "children", ()))


def _remember(known: OrderedDict[Any, Any], key: object, value: object) -> None:
    known[key] = value
    known.move_to_end(key)
    if len(known) > _KEPT:
        known.popitem(last=False)
