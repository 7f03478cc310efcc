"""A bot that adds a story until it is killed: it says so when it is at it, and never ends.

Arguments: the folder, and "ask" where a member asks for it; else it takes what waits.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import discord
import simcord

from bot.client import create_bot
from bot.settings import Settings
from index import Libraries, LibraryOptions, Progress, silent
from index.stores.base import Vectors
from tests.bot.support.filling import FOX, file
from tests.index.support import WordEncoder

FOREVER = 600.0


class StuckEncoder(WordEncoder):
    """Never ends with a text of a story."""

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        if progress is not silent:
            progress("encoding", 0, len(texts))
            sys.stdout.write("at it\n")
            sys.stdout.flush()
            time.sleep(FOREVER)
        return super().encode(texts)


async def main(folder: str, what: str) -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    options = LibraryOptions(folder=Path(folder), reader_model="none")
    libraries = Libraries.open(options, encoder=StuckEncoder())
    bot = create_bot(Settings(_env_file=None), open_libraries=lambda: libraries)
    async with simcord.run(bot, settle_timeout=FOREVER) as env:
        channel = env.create_guild("Readers").create_text_channel("stories")
        role = channel.guild.create_role(
            "Managers", permissions=discord.Permissions(manage_guild=True)
        )
        mia = channel.guild.add_member(env.create_user("mia"), roles=[role])
        if what == "ask":
            await mia.slash(channel, "story add", file1=file(FOX))
        else:
            await env.settle()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
