"""The connections to Discord's gateway: one for each shard that is served here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection

import aiohttp
import discord
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket, ReconnectWebSocket

from bot.sharding import inside
from index import StoryIndexError

_log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 60.0
"""For one connection to be made; that a turn may take longer is waited for before."""
_LONGEST_PAUSE_SECONDS = 60.0
_CLEAN = 1000
_INTENTS_REFUSED = 4014
# A timeout is an OSError; the database is asked for the turn.
_PASSING = (
    OSError,
    aiohttp.ClientError,
    discord.HTTPException,
    discord.GatewayNotFound,
    StoryIndexError,
)

Wait = Callable[[int], Awaitable[None]]


class Line:
    """The connection of one shard, made again whenever it breaks, until it is closed.

    As ``discord.Client.connect`` does it for its only one; a client with many queues what
    happens to them, so that one that waits for its turn would hold up all others.
    """

    def __init__(self, client: discord.AutoShardedClient, shard: int, wait: Wait) -> None:
        """Take the client, the shard's number, and what waits for its turn to identify."""
        self.id = shard
        self.ws: DiscordWebSocket | None = None
        self.closed = False
        self._client = client
        self._wait = wait
        self._task: asyncio.Task[None] | None = None
        self._made: asyncio.Task[DiscordWebSocket] | None = None
        self._identifies = False

    def open(self, broken: Callable[[BaseException], None]) -> None:
        """Connect and stay connected; ``broken`` is called when Discord refuses for good."""

        def ended(task: asyncio.Task[None]) -> None:
            if not task.cancelled() and (error := task.exception()) is not None:
                broken(error)

        self._task = asyncio.create_task(self._keep(), name=f"shard {self.id}")
        self._task.add_done_callback(ended)

    async def close(self) -> None:
        """Leave Discord; what is being answered goes out by another way."""
        self.closed = True
        if self._made is not None and not self._identifies:
            self._made.cancel()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self.ws is not None:
            await self.ws.close(code=_CLEAN)

    def identify(self) -> None:
        """Note that Discord is told of this shard now."""
        self._identifies = True

    async def _keep(self) -> None:
        backoff = ExponentialBackoff()
        resume = False
        while True:
            try:
                await self._connect(resume=resume)
                while True:
                    await self._poll()
            except ReconnectWebSocket as error:
                resume = error.resume
                self._interrupted()
                continue
            except discord.ConnectionClosed as error:
                _raise_what_is_final(error)
                reason: Exception = error
            except _PASSING as error:
                reason = error
            resume = True
            self._interrupted()
            pause = min(backoff.delay(), _LONGEST_PAUSE_SECONDS)
            _log.warning(
                "The connection of shard %d broke (%s); it is made again in %.1f s.",
                self.id,
                type(reason).__name__,
                pause,
            )
            await asyncio.sleep(pause)

    async def _connect(self, *, resume: bool) -> None:
        old = self.ws
        if resume and old is not None and old.session_id is not None:
            opening = DiscordWebSocket.from_client(
                self._client,
                resume=True,
                gateway=old.gateway,
                shard_id=self.id,
                session=old.session_id,
                sequence=old.sequence,
            )
        else:
            await self._wait(self.id)
            opening = DiscordWebSocket.from_client(self._client, shard_id=self.id)
        self._identifies = False
        self._made = asyncio.create_task(opening)
        self._made.add_done_callback(self._unwanted)
        # One whose making is broken off while it identifies would live on with nobody to close it.
        await asyncio.wait({self._made}, timeout=_PATIENCE_SECONDS)
        if not self._made.done():
            self._made.cancel()
            raise TimeoutError
        self.ws = self._made.result()
        inside.connections(self._client)[self.id] = self

    def _unwanted(self, made: asyncio.Task[DiscordWebSocket]) -> None:
        """Close a connection that was made when nobody wanted it any more."""
        if made.cancelled() or made.exception() is not None:
            return
        if self.closed:
            closing = asyncio.create_task(made.result().close(code=_CLEAN))
            _closing.add(closing)
            closing.add_done_callback(_closing.discard)

    async def _poll(self) -> None:
        assert self.ws is not None, "it is connected"  # noqa: S101
        await self.ws.poll_event()

    def _interrupted(self) -> None:
        self._client.dispatch("disconnect")
        self._client.dispatch("shard_disconnect", self.id)


_closing: set[asyncio.Task[None]] = set()


def _raise_what_is_final(error: discord.ConnectionClosed) -> None:
    if error.code == _INTENTS_REFUSED:
        raise discord.PrivilegedIntentsRequired(error.shard_id) from None
    # Discord sends 1000 for unknown reasons.
    if error.code != _CLEAN:
        raise error


class Lines:
    """The lines of one process: a set of shards that may change while it runs."""

    def __init__(self, client: discord.AutoShardedClient, wait: Wait) -> None:
        self._client = client
        self._wait = wait
        self._lines: dict[int, Line] = {}
        self._settled: set[int] = set()
        self._over: asyncio.Future[None] | None = None

    @property
    def served(self) -> frozenset[int]:
        """The shards that have a line, connected or not."""
        return frozenset(self._lines)

    @property
    def settled(self) -> frozenset[int]:
        """The shards whose servers are known."""
        return frozenset(self._settled)

    def identify(self, shard: int) -> None:
        """Discord is told of a shard now, and will say in which servers it is."""
        if shard in self._lines:
            self._lines[shard].identify()
            self._settled.discard(shard)
            # Those that the bot was removed from meanwhile would stay for ever.
            inside.forget_guilds(self._client, shard)

    def settle(self, shard: int) -> None:
        """All servers of a shard were received."""
        self._settled.add(shard)

    def open(self, shards: Collection[int]) -> None:
        """Serve these shards too."""
        new = [Line(self._client, shard, self._wait) for shard in sorted(shards)]
        self._lines.update({line.id: line for line in new})
        inside.expect(self._client, self._lines)
        for line in new:
            line.open(self._ended)

    async def close(self, shards: Collection[int]) -> None:
        """Serve these shards no more."""
        lines = [self._lines.pop(shard) for shard in shards if shard in self._lines]
        await asyncio.gather(*(line.close() for line in lines))
        for line in lines:
            self._settled.discard(line.id)
            inside.connections(self._client).pop(line.id, None)
            inside.forget_guilds(self._client, line.id)
            self._client.dispatch("shard_disconnect", line.id)
        inside.expect(self._client, self._lines)

    async def wait(self) -> None:
        """Wait until ``end``, or until Discord refuses a line for good: raises what it raised."""
        await self._ending()

    def end(self) -> None:
        """Nothing will be served any more."""
        if not self._ending().done():
            self._ending().set_result(None)

    def _ended(self, error: BaseException) -> None:
        if not self._ending().done():
            self._ending().set_exception(error)

    def _ending(self) -> asyncio.Future[None]:
        if self._over is None:
            self._over = asyncio.get_running_loop().create_future()
        return self._over
