"""Runs the bot on Discord until a signal ends it; a failed start is one plain sentence."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.client import Bot, create_bot
from bot.health.server import HealthPortError
from bot.logs import log_lost_errors, write_logs
from bot.settings import Settings
from bot.sharding.counting import ShardsError
from bot.signals import until_signalled
from bot.tokens import token_fault
from index import StoryIndexError

if TYPE_CHECKING:
    from index import Libraries

_log = logging.getLogger(__name__)

_PORTAL = "copy it from the Developer Portal (Bot, Reset Token) into DISCORD_TOKEN"
_AUTHENTICATION_FAILED = 4004


class StartError(Exception):
    """The bot cannot run; its text is one sentence that ends with what to do."""


def run(settings: Settings, *, open_libraries: Callable[[], Libraries] | None = None) -> int:
    """Run until SIGINT or SIGTERM and return the exit code: 0, or 1 when it cannot run.

    ``open_libraries`` is passed on to ``create_bot``.
    """
    write_logs(settings.logging.level, settings.logging.format)
    try:
        token = usable_token(settings)
        asyncio.run(_run(settings, token, open_libraries))
    except (StartError, HealthPortError, StoryIndexError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - the sentence is this command's output
        return 1
    return 0


def usable_token(settings: Settings) -> str:
    """Return the token, which has at least the form of one.

    Raises:
        StartError: it is missing or malformed.
    """
    if settings.discord.token is None:
        raise StartError(f"The bot needs a token to run; {_PORTAL}, or try `verse demo` without.")
    token = settings.discord.token.get_secret_value().strip()
    fault = token_fault(token)
    if fault is not None:
        raise StartError(f"DISCORD_TOKEN {fault}; {_PORTAL}.")
    return token


async def _run(
    settings: Settings, token: str, open_libraries: Callable[[], Libraries] | None
) -> None:
    log_lost_errors(asyncio.get_running_loop())
    # discord.py keeps the address in its class, for all clients of the process.
    Route.BASE = str(settings.discord.api_url).rstrip("/")
    client = create_bot(settings, open_libraries=open_libraries)
    await until_signalled(_serve(client, token), client.close)


async def _serve(client: Bot, token: str) -> None:
    try:
        async with client:
            await client.login(token)
            await _find_gateway(client)
            await client.connect()
    except ShardsError as error:
        raise StartError(str(error)) from None
    except discord.LoginFailure:
        raise StartError(f"Discord does not know this token; {_PORTAL}.") from None
    except discord.PrivilegedIntentsRequired:
        raise StartError(
            "Discord does not let this bot read messages that do not mention it; turn on the "
            "Message Content Intent in the Developer Portal (Bot), or unset "
            "DISCORD_MESSAGE_CONTENT, and start again."
        ) from None
    except discord.ConnectionClosed as error:
        raise StartError(_closed(error)) from None
    except discord.HTTPException as error:
        raise StartError(
            f"Discord answered with status {error.status}; try again in a few minutes, or see "
            "https://discordstatus.com."
        ) from None
    except (aiohttp.ClientError, OSError, TimeoutError, discord.GatewayNotFound):
        raise StartError(
            f"Discord cannot be reached at {yarl.URL(Route.BASE).host}; check the network and "
            "DISCORD_API_URL, then start again."
        ) from None


async def _find_gateway(client: Bot) -> None:
    """Ask the API where its gateway is; discord.py knows only that of Discord itself."""
    _, url, _ = await client.http.get_bot_gateway()
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
    # The first connection is tried here: when it fails, discord.py stumbles over its own retry.
    async with aiohttp.ClientSession() as session, session.ws_connect(url, timeout=_patience()):
        pass


def _patience() -> aiohttp.ClientWSTimeout:
    return aiohttp.ClientWSTimeout(ws_close=1.0)


def _closed(error: discord.ConnectionClosed) -> str:
    if error.code == _AUTHENTICATION_FAILED:
        return f"Discord does not know this token; {_PORTAL}."
    return (
        f"Discord closed the connection for good (code {error.code}); look the code up in "
        "Discord's documentation on gateway close codes."
    )
