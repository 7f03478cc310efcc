"""Adding that stops on the way, until it is told to go on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import discord
import simcord

from index import Progress, silent
from index.stores.base import Vectors
from tests.bot.support.filling import leave_running
from tests.index.support import WordEncoder


class SlowEncoder(WordEncoder):
    """Encodes one text after the other, and waits where it is told to."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()
        self.passes = 0
        """Stories that are let through before the one that has to wait."""

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        vectors = super().encode(texts)
        if progress is silent:
            return vectors
        self.passes -= not self.go_on.is_set()
        for number in range(len(texts)):
            progress("encoding", number, len(texts))
            if self.passes < 0 and not self.go_on.is_set():
                self.reached.set()
                self.go_on.wait(30)
        progress("encoding", len(texts), len(texts))
        return vectors


async def begin(
    env: simcord.Env,
    member: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    encoder: SlowEncoder,
    data: tuple[str, bytes],
) -> discord.Message:
    """Begin to add a file, and come back while it is indexed."""
    encoder.reached.clear()
    encoder.go_on.clear()
    await leave_running(env, member.slash(channel, "story add", file1=data))
    assert await asyncio.to_thread(encoder.reached.wait, 30)
    assert channel.last_message
    return channel.last_message


def soon(encoder: SlowEncoder) -> None:
    threading.Timer(0.3, encoder.go_on.set).start()
