"""A small Discord on a loopback port that has shards: sessions, servers, messages and replies.

Any number of processes may connect. It writes down what each was sent and what came back.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB"  # noqa: S105
ME = {"id": "1", "username": "verse", "discriminator": "0", "avatar": None, "bot": True}
APPLICATION = {
    "id": "1",
    "name": "verse",
    "icon": None,
    "description": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "",
    "flags": 0,
    "owner": ME,
    "summary": "",
}
ALICE = {"id": "50", "username": "alice", "discriminator": "0", "avatar": None}
_MEMBER = {"roles": [], "joined_at": None, "deaf": False, "mute": False, "flags": 0}
_EVERYTHING = str((1 << 53) - 1)
_DISPATCH, _HEARTBEAT, _IDENTIFY, _RESUME = 0, 1, 2, 6
_INVALID, _HELLO, _ACKNOWLEDGED = 9, 10, 11


@dataclass
class Session:
    """One identification and its connection."""

    shard: int
    count: int
    socket: web.WebSocketResponse
    at: float
    sequence: int = 0

    @property
    def open(self) -> bool:
        return not self.socket.closed

    async def send(self, event: str, data: dict[str, Any]) -> None:
        self.sequence += 1
        payload = {"op": _DISPATCH, "t": event, "s": self.sequence, "d": data}
        await self.socket.send_json(payload)


@dataclass
class PlainDiscord:
    """Servers are numbered from 0; the server ``n`` belongs to the shard ``n % count``."""

    servers: int = 4
    recommended: int = 1
    at_once: int = 16
    """Shards that may identify at the same time."""
    left: int = 1000
    reset_ms: int = 0
    url: str = ""
    sessions: list[Session] = field(default_factory=list)
    replies: Counter[int] = field(default_factory=Counter)
    """How many times each message was replied to, by its id."""
    _messages: int = 10_000

    def served(self) -> dict[int, list[Session]]:
        """The open sessions of each shard."""
        found: dict[int, list[Session]] = {}
        for session in self.sessions:
            if session.open:
                found.setdefault(session.shard, []).append(session)
        return found

    async def ask(self, server: int, question: str = "what did Akar promise?") -> int:
        """Mention the bot in a server; return the message's id."""
        self._messages += 1
        message = self._messages
        await self.tell(server, message, question)
        return message

    async def tell(self, server: int, message: int, question: str) -> None:
        """Send a message to all that serve the server's shard."""
        for session in [one for one in self.sessions if one.open]:
            if server % session.count == session.shard:
                await session.send("MESSAGE_CREATE", _asked(server, message, question))

    async def api(self, request: web.Request) -> web.Response:
        path = request.path
        if request.method == "POST" and path.endswith("/messages"):
            return self._replied(await _body(request))
        if request.method == "POST" and path.endswith("/typing"):
            return web.Response(status=204)
        if path.startswith("/guilds/"):
            return self._looked_up(path.split("/"))
        answers: dict[str, Any] = {
            "/users/@me": ME,
            "/oauth2/applications/@me": APPLICATION,
            "/gateway/bot": {
                "url": self.url.replace("http", "ws") + "/gateway",
                "shards": self.recommended,
                "session_start_limit": {
                    "total": 1000,
                    "remaining": self.left,
                    "reset_after": self.reset_ms,
                    "max_concurrency": self.at_once,
                },
            },
            "/applications/1/commands": [],
        }
        return _json(answers[path])

    def _looked_up(self, path: list[str]) -> web.Response:
        server = int(path[2]) >> 22
        if server >= self.servers:
            return _json({"message": "Missing Access", "code": 50001}, status=403)
        return _json({**_MEMBER, "user": ALICE} if "members" in path else guild(server))

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": _HELLO, "d": {"heartbeat_interval": 40_000}})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._take(socket, json.loads(message.data))
        return socket

    async def _take(self, socket: web.WebSocketResponse, payload: dict[str, Any]) -> None:
        if payload["op"] == _HEARTBEAT:
            await socket.send_json({"op": _ACKNOWLEDGED})
        elif payload["op"] == _RESUME:
            await socket.send_json({"op": _INVALID, "d": False})
        elif payload["op"] == _IDENTIFY:
            shard, count = payload["d"]["shard"]
            self.left -= 1
            session = Session(shard, count, socket, time.monotonic())
            self.sessions.append(session)
            here = [server for server in range(self.servers) if server % count == shard]
            ready = {
                "v": 10,
                "user": ME,
                "guilds": [{"id": str(number_of(server)), "unavailable": True} for server in here],
                "session_id": str(len(self.sessions)),
                "resume_gateway_url": self.url.replace("http", "ws") + "/gateway",
                "application": {"id": "1", "flags": 0},
                "shard": [shard, count],
            }
            await session.send("READY", ready)
            for server in here:
                await session.send("GUILD_CREATE", guild(server))

    def _replied(self, body: dict[str, Any]) -> web.Response:
        reference = int(body.get("message_reference", {}).get("message_id", 0))
        self.replies[reference] += 1
        self._messages += 1
        return _json({**_message(0, self._messages, ""), "author": ME})


def number_of(server: int) -> int:
    """The snowflake of a server."""
    return (server << 22) + 7


def guild(server: int) -> dict[str, Any]:
    number = str(number_of(server))
    everyone = {"id": number, "name": "@everyone", "permissions": _EVERYTHING, "position": 0}
    channel = {"id": str(number_of(server) + 1), "type": 0, "name": "stories", "position": 0}
    return {
        "id": number,
        "name": f"Readers {server}",
        "owner_id": "50",
        "preferred_locale": "en-US",
        "roles": [{**everyone, "color": 0, "hoist": False, "managed": False, "mentionable": False}],
        "channels": [{**channel, "permission_overwrites": []}],
        "members": [{"user": ME, **_MEMBER}],
        "member_count": 2,
        "emojis": [],
        "stickers": [],
        "threads": [],
        "unavailable": False,
        "features": [],
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "system_channel_flags": 0,
    }


def _asked(server: int, message: int, question: str) -> dict[str, Any]:
    return {
        **_message(server, message, f"<@1> {question}"),
        "guild_id": str(number_of(server)),
        "author": ALICE,
        "member": _MEMBER,
        "mentions": [{**ME, "member": _MEMBER}],
    }


def _message(server: int, message: int, content: str) -> dict[str, Any]:
    return {
        "id": str(message),
        "channel_id": str(number_of(server) + 1),
        "content": content,
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "type": 0,
        "tts": False,
        "pinned": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
    }


async def _body(request: web.Request) -> dict[str, Any]:
    if not request.content_type.startswith("multipart/"):
        found: dict[str, Any] = await request.json()
        return found
    form = await request.post()
    return dict(json.loads(str(form["payload_json"])))


def _json(body: Any, status: int = 200) -> web.Response:
    # discord.py reads only what has this very content type, without a charset.
    text = json.dumps(body).encode()
    return web.Response(body=text, status=status, content_type="application/json")


@asynccontextmanager
async def running(discord: PlainDiscord) -> AsyncIterator[PlainDiscord]:
    application = web.Application()
    application.router.add_get("/gateway", discord.gateway)
    application.router.add_route("*", "/{path:.*}", discord.api)
    runner = web.AppRunner(application, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    discord.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield discord
    finally:
        await runner.cleanup()
