"""A gateway before simcord's Discord: sessions, sequences, RESUME, and faults."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import discord
from aiohttp import WSMsgType, web
from simcord import intents
from simcord.backend import Backend, serializers

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT = 0, 1, 2, 6, 7
INVALID_SESSION, HELLO, ACKNOWLEDGED = 9, 10, 11


@dataclass
class Session:
    """What Discord knows of a client between connections."""

    number: int
    intents: discord.Intents
    socket: web.WebSocketResponse | None
    sent: list[dict[str, Any]] = field(default_factory=list)
    """All dispatches, the first of which has the sequence 1."""


class Gateway:
    """Sends every event of the backend to those who identified, whether they are connected or not.

    An event that found nobody connected is sent again when the session is resumed.
    """

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.url = ""
        self.heartbeat_ms = 40_000
        self.deaf = False
        """Whether heartbeats are left without an answer."""
        self.down = False
        """Whether nobody can connect."""
        self.refused = 0
        """How often somebody tried all the same."""
        self.forgets = False
        """Whether sessions that are to be resumed are not known any more."""
        self.sessions: list[Session] = []
        self.resumed = 0
        self.closed_with: list[int | None] = []
        backend.subscribers.append(self._emit)

    @property
    def last(self) -> Session:
        return self.sessions[-1]

    @property
    def connected(self) -> bool:
        return bool(self.sessions) and self.last.socket is not None

    # -------------------------------------------------------------- faults

    async def close(self, code: int) -> None:
        """Close the connection with a code."""
        socket, self.last.socket = self._socket(), None
        await socket.close(code=code)

    def cut(self) -> None:
        """Break the connection without a word, which the client sees as code 1006."""
        socket, self.last.socket = self._socket(), None
        transport = socket._req.transport if socket._req else None
        assert transport
        transport.abort()

    async def reconnect(self) -> None:
        """Ask the client to connect anew and resume."""
        await self._socket().send_json({"op": RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool) -> None:
        """Tell the client that its session is not valid."""
        socket = self._socket()
        if not resumable:
            self.last.socket = None
        await socket.send_json({"op": INVALID_SESSION, "d": resumable})

    async def again(self, event: str) -> None:
        """Send the last event of this name once more, as a new dispatch."""
        payload = next(one["d"] for one in reversed(self.last.sent) if one["t"] == event)
        await self._dispatch(self.last, event, payload)

    def _socket(self) -> web.WebSocketResponse:
        assert self.last.socket is not None, "nobody is connected"
        return self.last.socket

    # ------------------------------------------------------------ protocol

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if self.down:
            self.refused += 1
            return web.Response(status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_ms}})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._take(socket, json.loads(message.data))
        self.closed_with.append(socket.close_code)
        for session in self.sessions:
            if session.socket is socket:
                session.socket = None
        return socket

    async def _take(self, socket: web.WebSocketResponse, payload: dict[str, Any]) -> None:
        if payload["op"] == HEARTBEAT and not self.deaf:
            await socket.send_json({"op": ACKNOWLEDGED})
        elif payload["op"] == IDENTIFY:
            await self._identify(socket, payload["d"])
        elif payload["op"] == RESUME:
            await self._resume(socket, payload["d"])

    async def _identify(self, socket: web.WebSocketResponse, data: dict[str, Any]) -> None:
        declared = discord.Intents._from_value(data["intents"])
        session = Session(len(self.sessions), declared, socket)
        self.sessions.append(session)
        guilds = list(self._backend.guilds.values())
        ready = {
            "v": 10,
            "user": dict(serializers.user_payload(self._backend.bot_user)),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": str(session.number),
            "resume_gateway_url": self.url,
            "shard": data.get("shard", [0, 1]),
            "application": {"id": str(self._backend.application_id), "flags": 0},
        }
        await self._dispatch(session, "READY", ready)
        for guild in guilds:
            payload = serializers.guild_create_payload(self._backend, guild)
            await self._dispatch(session, "GUILD_CREATE", payload)

    async def _resume(self, socket: web.WebSocketResponse, data: dict[str, Any]) -> None:
        if self.forgets:
            await socket.send_json({"op": INVALID_SESSION, "d": False})
            return
        session = self.sessions[int(data["session_id"])]
        for payload in session.sent[data["seq"] :]:
            await socket.send_json(payload)
        session.socket = socket
        self.resumed += 1
        await self._dispatch(session, "RESUMED", {})

    def _emit(self, event: str, payload: Mapping[str, Any]) -> None:
        if not self.sessions:
            return
        session = self.last
        gate = intents.required_intent(event, payload)
        if gate is None or getattr(session.intents, gate):
            entry = self._entry(session, event, payload)
            if session.socket is not None and not session.socket.closed:
                # Written at once, so that the order is kept; nothing here waits for the client.
                _write(session.socket, entry)

    async def _dispatch(self, session: Session, event: str, payload: Mapping[str, Any]) -> None:
        entry = self._entry(session, event, payload)
        if session.socket is not None:
            await session.socket.send_json(entry)

    def _entry(self, session: Session, event: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        shown: dict[str, Any] = copy.deepcopy(dict(payload))
        bot_id = self._backend.bot_user.id
        if event == "MESSAGE_CREATE" and not session.intents.message_content:
            intents.censor_message(shown, bot_id, backend=self._backend)
        if event == "GUILD_CREATE":
            intents.prune_guild_create(shown, session.intents, bot_id)
        entry = {"op": DISPATCH, "t": event, "s": len(session.sent) + 1, "d": shown}
        session.sent.append(entry)
        return entry


def _write(socket: web.WebSocketResponse, entry: dict[str, Any]) -> None:
    sending = asyncio.ensure_future(socket.send_json(entry))
    # A client that has gone meanwhile gets it when it resumes.
    sending.add_done_callback(lambda done: done.cancelled() or done.exception())
