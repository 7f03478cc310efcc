"""What discord.py keeps to itself and the changing of shards needs: all of it is named here."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import discord

if TYPE_CHECKING:
    from bot.sharding.lines import Line

_SHARDS = "_AutoShardedClient__shards"
_QUEUE = "_AutoShardedClient__queue"


def connections(client: discord.AutoShardedClient) -> dict[int, Line]:
    """The connections in which the client looks shards up."""
    found: dict[int, Line] = client.__dict__[_SHARDS]
    return found


def let_close(client: discord.AutoShardedClient) -> None:
    """Let a client be closed that never logged in: its queue is created at the login only."""
    client.__dict__.setdefault(_QUEUE, asyncio.PriorityQueue())


def set_count(client: discord.AutoShardedClient, count: int) -> None:
    """Say how many shards there are, of all processes together."""
    client.shard_count = client._connection.shard_count = count


def expect(client: discord.AutoShardedClient, shards: Collection[int]) -> None:
    """Say whose READY make the client ready; it is if only others were waited for until now."""
    state: Any = client._connection
    client.shard_ids = state.shard_ids = sorted(shards)
    for shard in [shard for shard in state._ready_tasks if shard not in shards]:
        state._ready_tasks.pop(shard).cancel()
    if shards and state._ready_task is None and len(state._ready_tasks) == len(shards):
        state._ready_task = asyncio.create_task(state._delay_ready())


def forget_guilds(client: discord.AutoShardedClient, shard: int) -> None:
    """Forget the servers of a shard."""
    for guild in [guild for guild in client.guilds if guild.shard_id == shard]:
        client._connection._remove_guild(guild)
