"""simcord's Discord behind a real API and gateway on a loopback port, both of which can fail.

simcord's own transports stand in for discord.py's, with all that discord.py does when requests
fail; here the bot runs with discord.py's own, and only what they reach is simcord's. A fault is
met by the next requests that it is for, and the request may have been carried out before it fails.
"""

from __future__ import annotations

import asyncio
import fnmatch
import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from aiohttp import web
from simcord._clock import Clock
from simcord.backend import Backend, errors, serializers
from simcord.backend.models import Interaction, Message
from simcord.http import routes as routes
from simcord.http.router import dispatch
from simcord.interactions import base_payload

from tests.bot.support.bodies import buttons_of, check_body
from tests.bot.support.gateway import Gateway

_COMMAND, _COMPONENT = 2, 3
_HAS_THREAD = 160004


class _RealClock(Clock):
    """Goes on by itself; ``elapsed`` is how far it is ahead."""

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.elapsed)


@dataclass
class Fault:
    """How the next requests fail."""

    method: str
    path: str
    status: int | None
    """What is answered; None to cut the connection."""
    code: int
    taken: bool
    """Whether the request was carried out before."""
    times: int
    delay: float


class FaultyDiscord:
    """One server with one channel, two members, and faults."""

    def __init__(self) -> None:
        self.backend = Backend(clock=_RealClock())
        self.gateway = Gateway(self.backend)
        self.requests: list[tuple[str, str, int | None]] = []
        """All that was asked, and the status that was answered; None where it was cut."""
        self._faults: list[Fault] = []
        self._nonces: dict[str, Message] = {}
        self.guild = self.backend.create_guild("Readers")
        self.channel = self.backend.create_channel(self.guild.id, "stories").id
        self.alice = self._member("alice")
        self.bob = self._member("bob")

    def _member(self, name: str) -> int:
        user = self.backend.make_user(name)
        self.backend.add_member(self.guild.id, user.id)
        return user.id

    # -------------------------------------------------------------- faults

    def fail(
        self,
        method: str,
        path: str,
        *,
        status: int | None = None,
        code: int = 0,
        taken: bool = False,
        times: int = 1,
        delay: float = 0.0,
    ) -> None:
        """Let the next requests fail: with a status, or else by a connection that is cut.

        Args:
            method: of the requests.
            path: a pattern of their paths, without the version.
            status: what is answered; 429 says to wait for a moment.
            code: Discord's own code of the failure.
            taken: whether they are carried out all the same.
            times: how many fail.
            delay: seconds before.
        """
        self._faults.append(Fault(method, path, status, code, taken, times, delay))

    def clear(self) -> None:
        """Let nothing fail any more."""
        self._faults.clear()

    def mute_bot(self) -> None:
        """Take from the bot the right to write in the channel; it may still reply to commands."""
        for role in self.guild.roles.values():
            role.permissions &= ~discord.Permissions(send_messages=True).value

    # ------------------------------------------------------------- members

    def say(self, member: int, text: str, channel: int | None = None) -> Message:
        """Write a message."""
        return self.backend.create_message(channel or self.channel, member, text)

    def mention(self, member: int, text: str) -> Message:
        """Write a message that mentions the bot."""
        return self.say(member, f"<@{self.backend.bot_user.id}> {text}")

    def slash(self, member: int, name: str, **options: Any) -> Interaction:
        """Use a slash command; returns what Discord knows of it."""
        command = self.backend.find_command(name, None)
        assert command, f"the bot has no command {name}"
        types = {option["name"]: option["type"] for option in command["options"]}
        data = {
            "id": command["id"],
            "name": name,
            "type": 1,
            "options": [
                {"name": key, "type": types[key], "value": value} for key, value in options.items()
            ],
        }
        return self._interact(_COMMAND, member, data)

    def press(self, member: int, message: Message, label: str) -> Interaction:
        """Press a button of a message."""
        data = {"custom_id": buttons_of(message.components)[label], "component_type": 2}
        shown = dict(serializers.message_payload(self.backend, message))
        return self._interact(_COMPONENT, member, data, message=message, extra={"message": shown})

    def _interact(
        self,
        kind: int,
        member: int,
        data: dict[str, Any],
        *,
        message: Message | None = None,
        extra: dict[str, Any] | None = None,
    ) -> Interaction:
        record, payload = base_payload(
            self.backend,
            type=kind,
            channel_id=self.channel,
            guild_id=self.guild.id,
            user_id=member,
            data=data,
        )
        record.source_message_id = message.id if message else None
        self.backend.emit("INTERACTION_CREATE", payload | (extra or {}))
        return record

    def sent(self, channel: int | None = None) -> list[Message]:
        """The bot's messages, the oldest first, without those that only promise an answer."""
        found = self.backend.messages.get(channel or self.channel, {}).values()
        return [
            message
            for message in sorted(found, key=lambda one: one.id)
            if message.author_id == self.backend.bot_user.id
            and (message.content or message.components)
        ]

    # ----------------------------------------------------------------- API

    async def api(self, request: web.Request) -> web.StreamResponse:
        path = request.path
        fault = self._fault(request.method, path)
        body, files = await _read(request)
        answer: tuple[int, Any] | None = None
        if fault is None or fault.taken:
            answer = self._carry_out(request, path, body, files)
        if fault is not None:
            await asyncio.sleep(fault.delay)
            answer = _failed(fault)
        self.requests.append((request.method, path, answer[0] if answer else None))
        if answer is None:
            assert request.transport
            request.transport.abort()
            return web.Response()
        status, told = answer
        # discord.py believes a 429 only from Discord itself, which says so.
        headers = {"Via": "1.1 discord"} if status == 429 else {}
        if told is None:
            return web.Response(status=204, headers=headers)
        # discord.py reads only what has this very content type, without a charset.
        return web.Response(
            body=json.dumps(told).encode(),
            status=status,
            content_type="application/json",
            headers=headers,
        )

    def _fault(self, method: str, path: str) -> Fault | None:
        for fault in self._faults:
            if fault.method in {method, "*"} and fnmatch.fnmatch(path, fault.path):
                fault.times -= 1
                if not fault.times:
                    self._faults.remove(fault)
                return fault
        return None

    def _carry_out(
        self, request: web.Request, path: str, body: Any, files: list[discord.File]
    ) -> tuple[int, Any]:
        method = request.method
        if path == "/gateway/bot":
            return 200, {"url": self.gateway.url, "shards": 1, "session_start_limit": {}}
        check_body(method, path, body)
        posts = method == "POST" and fnmatch.fnmatch(path, "/channels/*/messages")
        known = self._nonces.get(body.get("nonce", "")) if posts else None
        if known is not None and body.get("enforce_nonce"):
            return 200, serializers.message_payload(self.backend, known)
        if method == "POST" and path.endswith("/threads"):
            hung = int(path.split("/")[-2])
            if hung in self.backend.channels:
                return 400, {"code": _HAS_THREAD, "message": "There is a thread already."}
        try:
            told = dispatch(
                self.backend, method, path, json=body, params=dict(request.query), files=files
            )
        except errors.BackendError as error:
            return error.status, error.to_json()
        if posts and body.get("nonce"):
            message = self.backend.get_message(int(path.split("/")[2]), int(told["id"]))
            self._nonces[body["nonce"]] = message
        return (204 if told is None else 200), told


def _failed(fault: Fault) -> tuple[int, Any] | None:
    if fault.status is None:
        return None
    told: dict[str, Any] = {"code": fault.code, "message": "a fault of the test"}
    if fault.status == 429:
        told |= {"retry_after": 0.05, "global": False}
    return fault.status, told


async def _read(request: web.Request) -> tuple[Any, list[discord.File]]:
    if not request.can_read_body:
        return None, []
    if request.content_type == "application/json":
        return await request.json(), []
    body: Any = None
    files = []
    async for part in await request.multipart():
        data = await part.read()  # type: ignore[union-attr]
        if part.name == "payload_json":  # type: ignore[union-attr]
            body = json.loads(data)
        else:
            files.append(discord.File(io.BytesIO(data), filename=part.filename or "file"))  # type: ignore[union-attr]
    return body, files
