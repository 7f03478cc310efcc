"""Runs a bot with discord.py's own transports against a Discord on a loopback port."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import yarl
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.client import Bot
from tests.bot.support.faults import FaultyDiscord

TOKEN = "MTA.x.y"  # noqa: S105 - nobody's


@asynccontextmanager
async def serving(faulty: FaultyDiscord) -> AsyncIterator[str]:
    """Serve the API and the gateway; gives the API's address."""
    application = web.Application()
    application.router.add_get("/gateway", faulty.gateway.serve)
    application.router.add_route("*", "/{path:.*}", faulty.api)
    runner = web.AppRunner(application, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    faulty.gateway.url = f"{url.replace('http', 'ws')}/gateway"
    try:
        yield url
    finally:
        await runner.cleanup()


@asynccontextmanager
async def connected(bot: Bot, faulty: FaultyDiscord) -> AsyncIterator[None]:
    """Run a bot with discord.py's own transports until the block ends."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    # Else it waits two seconds for further servers.
    bot._connection.guild_ready_timeout = 0.1
    async with serving(faulty) as url:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = url, yarl.URL(faulty.gateway.url)
        try:
            async with bot:
                await bot.login(TOKEN)
                running = asyncio.create_task(bot.connect())
                await asyncio.wait_for(bot.wait_until_ready(), 20)
                try:
                    yield
                finally:
                    await bot.close()
                    with suppress(Exception):
                        await asyncio.wait_for(running, 10)
        finally:
            Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


async def until(condition: Callable[[], object], *, seconds: float = 30.0) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - nobody else would say so
            await asyncio.sleep(0.02)


async def done(bot: Bot) -> None:
    """Wait until the bot has nothing under way."""
    await asyncio.sleep(0.1)
    await until(lambda: not bot.desk._exchanges)
