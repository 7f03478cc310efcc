"""What goes wrong, in words for the member who asked: one door for every error."""

from __future__ import annotations

import logging
import math
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord

from bot import limits, markdown
from bot.replies import Reply
from index import OperatorError, StoryIndexError

_log = logging.getLogger(__name__)

SORRY = "Sorry, something went wrong here; please try again in a minute."
UNUSABLE = "My library cannot be used right now; those who run me find the reason in my log."


class PlainError(Exception):
    """Something expected; its text is shown to the member as it is."""


class BusyError(PlainError):
    """All places for work are taken."""

    def __init__(self, others: int) -> None:
        what = "one other question" if others == 1 else f"{others} other questions"
        super().__init__(f"I'm busy with {what}; please try again in a minute.")


class ClosingError(PlainError):
    """The bot is going down while somebody asks."""

    def __init__(self) -> None:
        super().__init__("I'm being restarted; please ask again in a minute.")


class CoolingDownError(PlainError):
    """A member asks again too soon; ``told`` when this was said already."""

    def __init__(self, seconds: float, *, told: bool) -> None:
        wait = max(1, math.ceil(seconds))
        super().__init__(
            f"One question at a time; please ask again in {wait} second{'s' if wait > 1 else ''}."
        )
        self.told = told


class StaleControlError(PlainError):
    """A button, select or form of another version of this bot."""

    def __init__(self) -> None:
        super().__init__("This button is from another version of me; please ask again.")


class QuoteMismatchError(PlainError):
    """What was about to be shown as a quote does not stand in the story."""

    def __init__(self) -> None:
        super().__init__(
            "I could not verify a quote against the story, so I show none; please ask again."
        )


@asynccontextmanager
async def door(reply: Reply) -> AsyncIterator[None]:
    """The way out of every command, button and message: an error becomes one sentence."""
    try:
        yield
    except OperatorError as error:
        # Its text names folders of the machine, which are nothing to a server's members.
        _log.error("%s", error)
        await _say(reply, UNUSABLE)
    except (PlainError, StoryIndexError) as error:
        if not (isinstance(error, CoolingDownError) and error.told and not reply.owed):
            await _say(reply, sentence(error))
    except discord.Forbidden as error:
        _log.warning(
            "Discord does not let the bot write in %s (%s); grant it View Channel, Send Messages "
            "and Attach Files there.",
            reply.where,
            error.code,
        )
    except discord.NotFound as error:
        _log.warning("A reply in %s came too late (%s).", reply.where, error.code)
    except Exception as error:  # noqa: BLE001 - the edge: nobody may be left without a word
        # Without the error's own text, which may hold what a member wrote.
        trace = "".join(traceback.format_tb(error.__traceback__))
        _log.error("Unexpected %s in %s:\n%s", type(error).__name__, reply.where, trace)
        await _say(reply, SORRY)


def sentence(error: Exception) -> str:
    """The error's text, shown letter for letter and within a message's limit."""
    return markdown.escape(limits.one_line(str(error), limits.CONTENT // 2))


async def _say(reply: Reply, text: str) -> None:
    try:
        await reply.say(text)
    except discord.HTTPException as error:
        _log.warning("Discord refused an error message in %s (%s).", reply.where, error.code)
