"""The bot on a page of its own: no token, no Discord, the same library."""

from __future__ import annotations

import asyncio
import importlib.util
import socket
import sys
from typing import TYPE_CHECKING

import discord

from bot.client import create_bot
from bot.health.server import HealthPortError
from bot.logs import write_logs
from bot.settings import Settings
from bot.signals import until_signalled
from index import LOCAL, StoryIndexError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    import simcord
    from simcord.preview import Preview

    from bot.client import Bot
    from index import Libraries

_EXTRA = 'The demo needs an extra; install it with `pip install "chapter-and-verse[demo]"`.'
_LONGEST_SECONDS = 600.0
"""How long the page waits for one answer; the default of 5 seconds is for tests."""


class DemoError(Exception):
    """The demo cannot be shown; its text is one sentence that ends with what to do."""


def serve(
    settings: Settings, port: int = 0, *, open_libraries: Callable[[], Libraries] | None = None
) -> int:
    """Serve the page on the loopback port ``port`` until Ctrl-C and return the exit code.

    0 takes any free port; ``open_libraries`` is passed on to ``create_bot``.
    """
    write_logs("ERROR")
    # Looked up and not tried, so that an import that fails inside of it is not hidden.
    if importlib.util.find_spec("simcord") is None:
        _say(_EXTRA, file=sys.stderr)
        return 1
    try:
        _require_free(port)
        # Its one server shows what the command line added.
        client = create_bot(
            _without_cooldown(settings), open_libraries=open_libraries, key=lambda _: LOCAL
        )
        asyncio.run(_Demo(client, port).run())
    except (DemoError, HealthPortError, StoryIndexError) as error:
        _say(str(error), file=sys.stderr)
        return 1
    return 0


class _Demo:
    """One bot, one server with one channel, two members to try it as, one of them a manager."""

    def __init__(self, client: Bot, port: int) -> None:
        self._client = client
        self._port = port
        self._preview: Preview | None = None

    async def run(self) -> None:
        await until_signalled(self._serve(), self._close)

    async def _serve(self) -> None:
        # Not at the top: simcord is an extra.
        import simcord

        _say("Opening the library …")
        try:
            async with simcord.run(
                self._client, settle_timeout=_LONGEST_SECONDS, check_errors=False
            ) as env:
                await self._show(env)
        except simcord.SetupError as error:
            raise DemoError(f"{error} {_EXTRA}") from None
        finally:
            await self._client.close()

    async def _show(self, env: simcord.Env) -> None:
        if self._client.user is not None:
            await self._client.user.edit(username="Chapter & Verse")
        guild = env.create_guild("Readers")
        channel = guild.create_text_channel("stories")
        # One of the two may change settings, so that both sides of them can be tried.
        manager = guild.create_role("Librarian", permissions=discord.Permissions(manage_guild=True))
        viewers = [
            guild.add_member(env.create_user(name.casefold(), global_name=name), roles=roles)
            for name, roles in (("Alice", [manager]), ("Bob", []))
        ]
        async with env.preview(
            channel, viewers=viewers, layout="channel", port=self._port
        ) as preview:
            self._preview = preview
            _say(f"Try the bot at {preview.url} (Ctrl-C ends it).")
            await preview.wait_closed()

    async def _close(self) -> None:
        if self._preview is not None:
            await self._preview.close()


def _without_cooldown(settings: Settings) -> Settings:
    # Time stands still in simcord, so that a cooldown would never end.
    discord = settings.discord.model_copy(update={"cooldown_seconds": 0.0})
    return settings.model_copy(update={"discord": discord})


def _require_free(port: int) -> None:
    # simcord finds it out only after the library was opened, which takes a while.
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        raise DemoError(
            f"Port {port} cannot be used ({error.strerror}); choose another one with --port."
        ) from None


def _say(text: str, file: TextIO | None = None) -> None:
    print(text, file=file, flush=True)
