"""A Discord with two servers and their members, which remembers what each of them was told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import discord
from aiohttp import web
from simcord.backend import serializers
from simcord.backend.models import Interaction, Message
from simcord.interactions import base_payload

from tests.bot.support.bodies import BadBodyError, texts_of
from tests.bot.support.faults import FaultyDiscord
from tests.chaos.gateway import ShardGateway

SHARDS = 2
MEMBERS = ("mia", "alice", "bob", "carol", "dave")
"""Mia manages both servers; Carol says how far she has read, and Dave has himself forgotten."""
ANSWER_SECONDS = 10.0
"""How long a first answer may take. Discord's three seconds are too few for a machine that is
made to work at its limit, and what comes later is not what is tried here."""
_COMMAND, _COMPONENT = 2, 3
_SUBCOMMAND, _BUTTON, _SELECT = 1, 2, 3
_NONCE = re.compile(r"(?P<of>\d+)-\d+")


@dataclass(frozen=True, slots=True)
class Server:
    """One server, with a channel for everything and one that only has rules."""

    guild: int
    channel: int
    ruled: int


class ChaosDiscord(FaultyDiscord):
    """Two servers, each in a shard of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.gateway: ShardGateway = ShardGateway(self.backend)
        self.backend.subscribers[:] = [self.gateway._emit]
        self.broken: list[str] = []
        """What the bots sent that Discord would refuse."""
        self.moved = 0
        """Grows with every request."""
        self.members = {name: self.backend.make_user(name).id for name in MEMBERS}
        self._files: dict[str, bytes] = {}
        del self.backend.guilds[self.guild.id]
        self.servers = tuple(self._server(shard) for shard in range(SHARDS))

    def _server(self, shard: int) -> Server:
        guild = self.backend.create_guild(f"Readers {shard}", shard_id=shard, shard_count=SHARDS)
        manages = discord.Permissions(manage_guild=True).value
        role = self.backend.create_role(guild.id, "Managers", permissions=manages)
        for name, number in self.members.items():
            self.backend.add_member(guild.id, number, roles=[role.id] if name == "mia" else [])
        channel = self.backend.create_channel(guild.id, "stories").id
        return Server(guild.id, channel, self.backend.create_channel(guild.id, "rules").id)

    # ------------------------------------------------------------- members

    def command(
        self, server: Server, member: str, path: str, *, where: int = 0, **options: Any
    ) -> Interaction:
        """Use a slash command, such as ``story add``; a name with bytes is a file."""
        name, *inner = path.split()
        command = self.backend.find_command(name, None)
        assert command, f"the bot has no command {name}"
        known = command["options"]
        if inner:
            known = next(one for one in known if one["name"] == inner[0])["options"]
        types = {option["name"]: option["type"] for option in known}
        given: list[dict[str, Any]] = []
        files: dict[str, Any] = {}
        for key, value in options.items():
            if isinstance(value, tuple):
                value = self._upload(files, *value)
            given.append({"name": key, "type": types[key], "value": value})
        if inner:
            given = [{"name": inner[0], "type": _SUBCOMMAND, "options": given}]
        data: dict[str, Any] = {"id": command["id"], "name": name, "type": 1, "options": given}
        if files:
            data["resolved"] = {"attachments": files}
        return self.interact(server, _COMMAND, member, data, channel=where)

    def _upload(self, files: dict[str, Any], name: str, words: bytes) -> str:
        number = str(self.backend.snowflake())
        url = f"{self.gateway.url.replace('ws', 'http', 1).removesuffix('/gateway')}/cdn/{number}"
        self._files[number] = words
        kept = {"id": number, "filename": name, "size": len(words), "url": url, "proxy_url": url}
        files[number] = {**kept, "content_type": "text/plain"}
        return number

    def use(
        self,
        server: Server,
        member: str,
        message: Message,
        custom_id: str,
        *,
        channel: int = 0,
        chosen: str | None = None,
    ) -> Interaction:
        """Press a button below a message, or choose in a select."""
        data: dict[str, Any] = {"custom_id": custom_id, "component_type": _BUTTON}
        if chosen is not None:
            data |= {"component_type": _SELECT, "values": [chosen]}
        return self.interact(server, _COMPONENT, member, data, message, channel)

    def interact(
        self,
        server: Server,
        kind: int,
        member: str,
        data: dict[str, Any],
        message: Message | None = None,
        channel: int = 0,
    ) -> Interaction:
        record, payload = base_payload(
            self.backend,
            type=kind,
            channel_id=channel or server.channel,
            guild_id=server.guild,
            user_id=self.members[member],
            data=data,
        )
        record.initial_response_deadline = self.backend.iso_after(ANSWER_SECONDS)
        if message is not None:
            record.source_message_id = message.id
            payload["message"] = dict(serializers.message_payload(self.backend, message))
        self.backend.emit("INTERACTION_CREATE", payload)
        return record

    def ask(self, server: Server, member: str, question: str) -> Message:
        """Mention the bot in a message."""
        text = f"<@{self.backend.bot_user.id}> {question}"
        return self.backend.create_message(server.channel, self.members[member], text)

    # ---------------------------------------------------------------- told

    def messages(self, server: Server) -> list[Message]:
        """The bot's messages that say something, the oldest first."""
        found = [
            message
            for channel in (server.channel, server.ruled)
            for message in self.backend.messages.get(channel, {}).values()
        ]
        mine = [one for one in found if one.author_id == self.backend.bot_user.id]
        return sorted((one for one in mine if shown(one)), key=lambda one: one.id)

    def replies(self, server: Server, asked: int) -> list[Message]:
        """What replied to a message."""
        found = self.messages(server)
        return [one for one in found if int((one.reference or {}).get("message_id", 0)) == asked]

    def told(self, server: Server, record: Interaction) -> list[Message]:
        """The messages that are an answer to an interaction, the first one first."""
        ids = [*([record.message_id] if record.message_id else []), *record.followup_ids]
        channel = self.backend.messages.get(record.channel_id, {})
        found = [channel[one] for one in ids if one in channel]
        named = {str(record.id), *map(str, ids)}
        for nonce, message in self._nonces.items():
            match = _NONCE.fullmatch(nonce)
            if match and match["of"] in named and message not in found:
                found.append(message)
        return [one for one in found if shown(one)]

    # ----------------------------------------------------------------- API

    async def api(self, request: web.Request) -> web.StreamResponse:
        self.moved += 1
        number = request.path.removeprefix("/cdn/")
        if number != request.path:
            return web.Response(body=self._files[number])
        return await super().api(request)

    def _carry_out(
        self, request: web.Request, path: str, body: Any, files: list[discord.File]
    ) -> tuple[int, Any]:
        if path == "/gateway/bot":
            limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 16}
            told = {"url": self.gateway.url, "shards": SHARDS, "session_start_limit": limit}
            return 200, told
        try:
            return super()._carry_out(request, path, body, files)
        except BadBodyError as error:
            self.broken.append(str(error))
            raise


def shown(message: Message) -> str:
    """All that a message shows, as its sender wrote it."""
    texts = [message.content] if message.content else []
    return "\n".join([*texts, *texts_of(message.components)])
