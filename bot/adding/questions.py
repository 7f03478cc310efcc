"""Questions that a story was seen to answer, and the buttons that ask them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from bot import limits
from bot.actions import Actions, Used, button_id
from bot.errors import StaleControlError
from bot.inquiries import Inquiries, Inquiry
from bot.numbers import base36
from bot.pages import Button
from bot.replies import ButtonReply
from bot.talks import Seat
from bot.visits import Visitor
from index import Starter, Story, starters_of

if TYPE_CHECKING:
    from index import Readable, StoryText

ASK = "askthis"
"""The action's name."""
_OFFERED = 3
_TRIED = 12
"""Questions that are tried at most, each of which takes part of a second."""


def answered(library: Readable, text: StoryText, pause: Callable[[], object]) -> tuple[str, ...]:
    """Up to three questions that the story answers with the sentence they were made from.

    Args:
        library: as far as it may be read.
        text: the story to ask, or its beginning, from which the questions are made.
        pause: called before each try.
    """
    found: list[str] = []
    for starter in islice(starters_of(text), _TRIED):
        if len(found) == _OFFERED:
            break
        pause()
        if _answers(library, text.story, starter):
            found.append(starter.question)
    return tuple(found)


def buttons(story: Story, questions: Sequence[str]) -> tuple[tuple[Button, ...], ...]:
    """A row for each question."""
    return tuple(
        (Button(one, button_id(ASK, f"{base36(story.id)}.{one}")),)
        for one in questions
        if limits.units(one) <= limits.LABEL
    )


def register(actions: Actions, inquiries: Inquiries) -> None:
    """Take the buttons that ask."""

    async def ask(used: Used) -> None:
        """Ask it as if the member had put it, privately."""
        story, dot, question = used.payload.partition(".")
        if not dot or not question:
            raise StaleControlError
        visitor = Visitor.of_interaction(used.interaction)
        seat = Seat.of(used.interaction.channel, visitor.member)
        inquiry = Inquiry(question, visitor, seat, story=f"#{int(story, 36)}")
        await inquiries.take(ButtonReply(used.interaction, opens=True), inquiry)

    actions.add(ASK, ask)


def _answers(library: Readable, story: Story, starter: Starter) -> bool:
    answer = library.ask(starter.question, story=story.name)
    if not answer.found:
        return False
    first, expected = answer.quotes[0], starter.expected
    return first.start < expected.end and expected.start < first.end
