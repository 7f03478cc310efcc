"""A gateway for several processes: each session is sent what is for its shard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord
from aiohttp import web
from simcord import intents
from simcord.backend import Backend, serializers

from tests.bot.support.gateway import INVALID_SESSION, Gateway, Session, _write


@dataclass
class Line(Session):
    """A session of one shard."""

    shard: int = 0
    count: int = 1
    over: bool = False
    """Whether it can be resumed no more."""

    @property
    def open(self) -> bool:
        return self.socket is not None and not self.socket.closed

    def is_for(self, guild: int | None) -> bool:
        return ((guild or 0) >> 22) % self.count == self.shard


class ShardGateway(Gateway):
    """Like Discord's it sends an event to every session of the shard, be they two of a shard."""

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self.events = 0

    @property
    def lines(self) -> list[Line]:
        return [one for one in self.sessions if isinstance(one, Line) and not one.over]

    def served(self) -> list[int]:
        """The shards of the open sessions."""
        return sorted(one.shard for one in self.lines if one.open)

    def forget_closed(self) -> None:
        """Let nobody resume what is closed by now."""
        for line in self.lines:
            if not line.open:
                line.over, line.sent = True, []

    async def close_all(self, code: int) -> None:
        """Close every connection with a code."""
        for line in self.lines:
            socket, line.socket = line.socket, None
            if socket is not None:
                await socket.close(code=code)

    def cut_all(self) -> None:
        """Break every connection without a word."""
        for line in self.lines:
            socket, line.socket = line.socket, None
            transport = socket._req.transport if socket is not None and socket._req else None
            if transport is not None:
                transport.abort()

    async def _identify(self, socket: web.WebSocketResponse, data: dict[str, Any]) -> None:
        shard, count = data.get("shard", [0, 1])
        declared = discord.Intents._from_value(data["intents"])
        line = Line(len(self.sessions), declared, socket, shard=shard, count=count)
        self.sessions.append(line)
        guilds = [one for one in self._backend.guilds.values() if line.is_for(one.id)]
        ready = {
            "v": 10,
            "user": dict(serializers.user_payload(self._backend.bot_user)),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": str(line.number),
            "resume_gateway_url": self.url,
            "shard": [shard, count],
            "application": {"id": str(self._backend.application_id), "flags": 0},
        }
        await self._dispatch(line, "READY", ready)
        for guild in guilds:
            payload = serializers.guild_create_payload(self._backend, guild)
            await self._dispatch(line, "GUILD_CREATE", payload)

    async def _resume(self, socket: web.WebSocketResponse, data: dict[str, Any]) -> None:
        line = self.sessions[int(data["session_id"])]
        if isinstance(line, Line) and line.over:
            await socket.send_json({"op": INVALID_SESSION, "d": False})
            return
        await super()._resume(socket, data)

    def _emit(self, event: str, payload: Mapping[str, Any]) -> None:
        guild = payload.get("guild_id")
        self.events += 1
        for line in self.lines:
            gate = intents.required_intent(event, payload)
            wanted = gate is None or getattr(line.intents, gate)
            if wanted and line.is_for(int(guild) if guild else None):
                entry = self._entry(line, event, payload)
                if line.open and line.socket is not None:
                    _write(line.socket, entry)
