"""A very small Discord on a loopback port: one bot user, one gateway."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

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
_DISPATCH, _HELLO, _ACKNOWLEDGED = 0, 10, 11
_HEARTBEAT, _IDENTIFY = 1, 2


@dataclass
class FakeDiscord:
    """What the server was asked, and how it is to answer."""

    token: str
    status: int = 200
    close_code: int | None = None
    """With which code the gateway closes after an identification; None to stay open."""
    url: str = ""
    identified: list[int] = field(default_factory=list)
    closed_with: list[int | None] = field(default_factory=list)

    async def api(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bot {self.token}":
            return _json({"message": "401: Unauthorized", "code": 0}, status=401)
        if self.status != 200:
            return _json({"message": "no", "code": 0}, status=self.status)
        answers: dict[str, Any] = {
            "/users/@me": ME,
            "/oauth2/applications/@me": APPLICATION,
            "/gateway/bot": {
                "url": self.url.replace("http", "ws") + "/gateway",
                "shards": 1,
                "session_start_limit": {},
            },
            "/applications/1/commands": [],
        }
        return _json(answers[request.path])

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": _HELLO, "d": {"heartbeat_interval": 40_000}})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._answer(socket, json.loads(message.data))
        self.closed_with.append(socket.close_code)
        return socket

    async def _answer(self, socket: web.WebSocketResponse, payload: dict[str, Any]) -> None:
        if payload["op"] == _HEARTBEAT:
            await socket.send_json({"op": _ACKNOWLEDGED})
        elif payload["op"] == _IDENTIFY:
            self.identified.append(payload["d"]["intents"])
            if self.close_code is not None:
                await socket.close(code=self.close_code)
                return
            ready = {
                "v": 10,
                "user": ME,
                "guilds": [],
                "session_id": "s",
                "resume_gateway_url": self.url.replace("http", "ws") + "/gateway",
                "application": {"id": "1", "flags": 0},
                "shard": payload["d"]["shard"],
            }
            await socket.send_json({"op": _DISPATCH, "t": "READY", "s": 1, "d": ready})


@asynccontextmanager
async def running(discord: FakeDiscord) -> AsyncIterator[FakeDiscord]:
    application = web.Application()
    application.router.add_get("/gateway", discord.gateway)
    application.router.add_route("*", "/{path:.*}", discord.api)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    discord.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield discord
    finally:
        await runner.cleanup()


def _json(body: Any, status: int = 200) -> web.Response:
    # discord.py reads only what has this very content type, without a charset.
    return web.Response(
        body=json.dumps(body).encode(), status=status, content_type="application/json"
    )
