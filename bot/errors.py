"""What goes wrong, in words for the member who asked: one door for every error."""

from __future__ import annotations

import errno
import logging
import math
import re
import traceback
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager

import aiohttp
import discord

from bot import limits, markdown
from bot.exchanges import exchange
from bot.metrics import Meter, Outcome
from bot.replies import ElsewhereError, LateError, Reply, UndeliveredError, is_late
from bot.texts import ENGLISH, Texts, Value, texts_for
from index import OperatorError, StoryIndexError

_log = logging.getLogger(__name__)

_VALUE = 300
"""Code units of one variable of an error's text."""
_DISCORDS_OWN = 500
"""From this status on a failure is Discord's, and not of what was sent."""


class PlainError(Exception):
    """Something expected; the member is told in their language.

    Args:
        key: of the text in ``bot/texts``, which is markdown.
        values: the text's variables, shown letter for letter unless they are ``Markdown``.
    """

    def __init__(self, key: str, /, **values: Value) -> None:
        super().__init__(texts_for(ENGLISH)(key, **values))
        self.key = key
        self.values = values


class BusyError(PlainError):
    """All places for work are taken."""

    def __init__(self, others: int) -> None:
        super().__init__("error-busy", others=others)
        self.others = others


class ShedError(PlainError):
    """Work was not begun by its deadline, and will not be."""

    def __init__(self, seconds: float) -> None:
        super().__init__("error-shed", seconds=max(1, round(seconds)))


class ClosingError(PlainError):
    """The bot is going down while somebody asks."""

    def __init__(self) -> None:
        super().__init__("error-closing")


class CoolingDownError(PlainError):
    """A member asks again too soon; ``told`` when this was said already."""

    def __init__(self, seconds: float, *, told: bool) -> None:
        super().__init__("error-cooling-down", seconds=max(1, math.ceil(seconds)))
        self.told = told


class StaleControlError(PlainError):
    """A button, select or form of another version of this bot."""

    def __init__(self) -> None:
        super().__init__("error-stale-control")


class GoneError(PlainError):
    """The story of a button is not in the library any more."""

    def __init__(self) -> None:
        super().__init__("error-story-gone")


class QuoteMismatchError(PlainError):
    """What was about to be shown as a quote does not stand in the story."""

    def __init__(self) -> None:
        super().__init__("error-quote-mismatch")


@asynccontextmanager
async def door(reply: Reply, meter: Meter) -> AsyncIterator[None]:
    """The way out of every command, button and message: an error is counted, and one sentence.

    What comes through it is one exchange, unless it belongs to one already.
    """
    with exchange() as current:
        async with _told(reply, current.code):
            with current.watching(), meter.watching():
                yield


@asynccontextmanager
async def _told(reply: Reply, code: str) -> AsyncIterator[None]:
    try:
        yield
    except OperatorError as error:
        # Its text names folders of the machine, which are nothing to a server's members.
        _log.error("%s", error)
        key = _key(error)
        await _say(reply, reply.texts(key if reply.texts.knows(key) else "error-unusable"))
    except (PlainError, StoryIndexError) as error:
        if not (isinstance(error, CoolingDownError) and error.told and not reply.owed):
            await _say(reply, sentence(reply.texts, error))
    except ElsewhereError:
        _log.info("Another process answers in %s.", reply.where)
    except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError) as error:
        await _unsent(reply, error, code)
    except (LateError, UndeliveredError) as error:
        await _unsent(reply, error, code)
    except Exception as error:  # noqa: BLE001 - the edge: nobody may be left without a word
        lacking = _foreseen(error)
        if lacking is None:
            await _unexpected(reply, error, code)
        else:
            await _say(reply, reply.texts(lacking))


async def _unexpected(reply: Reply, error: Exception, code: str) -> None:
    # Without the error's own text, which may hold what a member wrote.
    trace = "".join(traceback.format_tb(error.__traceback__))
    _log.error("Unexpected %s in %s:\n%s", type(error).__name__, reply.where, trace)
    await _say(reply, reply.texts("error-sorry", code=code))


async def _unsent(reply: Reply, error: Exception, code: str) -> None:
    """Log why Discord did not take an answer, and say so where that may still be said."""
    if isinstance(error, discord.Forbidden):
        _log.warning(
            "Discord does not let the bot write in %s (%s); grant it View Channel, Send Messages "
            "and Attach Files there.",
            reply.where,
            error.code,
        )
    elif isinstance(error, LateError) or (
        isinstance(error, discord.HTTPException) and is_late(error)
    ):
        _log.warning("An answer in %s came too late to be shown.", reply.where)
        await _say(reply, reply.texts("error-late"))
    elif isinstance(error, discord.NotFound):
        _log.warning("A reply in %s has nowhere to go (%s).", reply.where, error.code)
    elif isinstance(error, discord.HTTPException) and error.status < _DISCORDS_OWN:
        await _unexpected(reply, error, code)
    else:
        _log.error(
            "A reply in %s could not be delivered (%s); see https://discordstatus.com and the "
            "machine's network.",
            reply.where,
            error,
        )


def _foreseen(error: Exception) -> str | None:
    """Log what a machine lacks, with the remedy; the key of what to say of it, if it is that."""
    if isinstance(error, MemoryError) or (
        # torch has no class of its own for this on a CPU.
        isinstance(error, RuntimeError) and "DefaultCPUAllocator" in str(error)
    ):
        _log.error(
            "The machine had not enough memory for an answer; give it more, or set a lower "
            "WORK_THREADS."
        )
        return "error-memory"
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        _log.error("A disk is full; free some space, then it goes on by itself.")
        return "error-unusable"
    return None


def outcome_of(error: type[BaseException] | None) -> Outcome:
    """What became of a question that ended in an error of this class; None is a lost reply."""
    if error is None or issubclass(error, QuoteMismatchError | OperatorError):
        return Outcome.FAILED
    if issubclass(error, BusyError | ClosingError | ShedError):
        return Outcome.SHED
    if issubclass(error, ElsewhereError):
        return Outcome.ELSEWHERE
    known = issubclass(error, PlainError | StoryIndexError)
    return Outcome.DECLINED if known else Outcome.FAILED


def sentence(say: Texts, error: PlainError | StoryIndexError) -> str:
    """The error in markdown, within a message's limit.

    An error of the index is said by its class, reason and facts: ``StoryUnclearError`` by the
    text ``error-story-unclear``. One without a text shows its own English one.
    """
    if isinstance(error, PlainError):
        return say(error.key, **_literal(error.values))
    key = _key(error)
    if say.knows(key):
        return say(key, **_literal(dict(_facts(error))))
    return markdown.escape(limits.one_line(str(error), limits.CONTENT // 2))


def _key(error: StoryIndexError) -> str:
    name = re.sub("(?<!^)(?=[A-Z])", "-", type(error).__name__.removesuffix("Error")).lower()
    return f"error-{name}-{error.reason}" if error.reason else f"error-{name}"


def _facts(error: StoryIndexError) -> Iterator[tuple[str, Value]]:
    """The error's facts as variables; of a tuple, its parts with commas and its length."""
    for name, fact in error.facts.items():
        if isinstance(fact, tuple):
            yield name, ", ".join(fact)
            yield f"{name}_count", len(fact)
        else:
            yield name, fact


def _literal(values: Mapping[str, Value]) -> dict[str, Value]:
    return {
        name: markdown.escape(limits.one_line(value, _VALUE))
        if isinstance(value, str) and not isinstance(value, markdown.Markdown)
        else value
        for name, value in values.items()
    }


async def _say(reply: Reply, text: str) -> None:
    try:
        await reply.say(text)
    except discord.HTTPException as error:
        _log.warning("Discord refused an error message in %s (%s).", reply.where, error.code)
    except ElsewhereError:
        _log.info("Another process answers in %s.", reply.where)
    except (UndeliveredError, aiohttp.ClientError) as error:
        _log.warning("An error message in %s was not delivered (%s).", reply.where, error)
