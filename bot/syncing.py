"""Registers the commands with Discord, only when they changed."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

if TYPE_CHECKING:
    from bot.desk import Desk

_log = logging.getLogger(__name__)


async def sync_commands(
    tree: app_commands.CommandTree[Any], application_id: int, desk: Desk
) -> None:
    """Sync unless the last sync sent the same commands and Discord still has them.

    A failure is logged and leaves the bot usable by messages.
    """
    key = f"discord.commands.{application_id}"
    digest = await _digest(tree)
    try:
        if await desk.read(lambda libraries: libraries.setting(key)) == digest:
            registered = {command.name for command in await tree.fetch_commands()}
            if registered == {command.name for command in tree.get_commands()}:
                return
        await tree.sync()
    except discord.HTTPException as error:
        _log.error(
            "Discord refused the commands (status %s, code %s); they are sent again at the next "
            "start.",
            error.status,
            error.code,
        )
        return
    await desk.read(lambda libraries: libraries.set_setting(key, digest))
    _log.info("The commands were registered with Discord.")


async def _digest(tree: app_commands.CommandTree[Any]) -> str:
    translator = tree.translator or app_commands.Translator()
    payload = sorted(
        [await command.get_translated_payload(tree, translator) for command in tree.get_commands()],
        key=_name,
    )
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()


def _name(payload: dict[str, Any]) -> str:
    return str(payload["name"])
