"""How an answer reaches Discord although requests fail: once, or with a word why not.

discord.py repeats by itself what Discord refused for a moment (429) and most of what failed in
Discord (5xx). What is left to do: 503 of the bot's own routes, connections that break, telling
what arrived from what did not, and interactions whose time is over.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import aiohttp
import discord

_T = TypeVar("_T")

PATIENCE_SECONDS: Final = 120.0
"""How long an answer is tried; Discord knows a message's nonce "for the past few minutes"."""
FIRST_SECONDS: Final = 3.0
"""How long Discord waits for the first answer to an interaction."""
_PAUSES: Final = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds between tries; the last one is kept."""
_REPEATED: Final = 0.9
"""discord.py repeats a request by itself after a second at the earliest."""

_ACKNOWLEDGED: Final = 40060
_UNKNOWN_WEBHOOK: Final = 10015
_UNKNOWN_INTERACTION: Final = 10062
_INVALID_TOKEN: Final = 50027
_TOO_MANY: Final = 429

TRANSIENT: Final = (
    discord.DiscordServerError,
    discord.RateLimited,
    aiohttp.ClientError,
    ConnectionError,
    TimeoutError,
)
"""What a request raises whose fate is not known, or which may go well a moment later."""


class UndeliveredError(Exception):
    """Discord could not be reached, or failed, for as long as an answer is tried."""


class LateError(Exception):
    """The time of an interaction is over, and what it asked for is for its member alone."""


class ElsewhereError(Exception):
    """Another process has taken this interaction."""


async def delivered(send: Callable[[], Awaitable[_T]]) -> _T:
    """Send what may be sent again, until Discord has it.

    Args:
        send: makes and sends the request anew; done twice, it must do no more than once.

    Raises:
        UndeliveredError: it was of no use.
        discord.HTTPException: Discord refuses it for good.
    """
    return await _tried(send, PATIENCE_SECONDS)


async def taken(answer: Callable[[], Awaitable[object]]) -> bool:
    """Give the first answer to an interaction; False when Discord waited no longer for it.

    Raises:
        ElsewhereError: another process has answered.
        discord.HTTPException: Discord refuses it for good.
    """
    loop = asyncio.get_running_loop()
    begun, tries = loop.time(), 0

    async def attempt() -> None:
        nonlocal tries
        tries += 1
        await answer()

    try:
        await _tried(attempt, FIRST_SECONDS)
    except UndeliveredError:
        return False
    except discord.HTTPException as error:
        if is_late(error):
            return False
        if error.code != _ACKNOWLEDGED:
            raise
        if tries == 1 and loop.time() - begun < _REPEATED:
            raise ElsewhereError from None
        # An earlier try of this process arrived, and only Discord's word for it was lost.
    return True


def is_late(error: discord.HTTPException) -> bool:
    """Whether Discord knows nothing of an interaction any more, for its time is over."""
    return error.code in {_UNKNOWN_INTERACTION, _UNKNOWN_WEBHOOK, _INVALID_TOKEN}


async def _tried(send: Callable[[], Awaitable[_T]], patience_seconds: float) -> _T:
    begun = asyncio.get_running_loop().time()
    tries = 0
    while True:
        try:
            return await send()
        except TRANSIENT as error:
            failure: Exception = error
        except discord.HTTPException as error:
            if error.status != _TOO_MANY:
                raise
            # Without a time to wait for: it comes from the machines before Discord.
            failure = error
        pause = _PAUSES[min(tries, len(_PAUSES) - 1)]
        if asyncio.get_running_loop().time() + pause > begun + patience_seconds:
            raise UndeliveredError(type(failure).__name__) from failure
        await asyncio.sleep(pause)
        tries += 1
