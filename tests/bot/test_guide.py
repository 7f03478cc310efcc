"""The guide for those who run a server says what the bot asks for and what it does."""

from __future__ import annotations

import re
from pathlib import Path

import discord
import pytest

from bot.client import Bot

GUIDE = Path(__file__).parents[2] / "docs" / "discord.md"


def test_the_link_that_invites_asks_for_the_permissions_that_are_named() -> None:
    named = discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        create_public_threads=True,
        attach_files=True,
        read_message_history=True,
    )
    (asked,) = re.findall(r"permissions=(\d+)", GUIDE.read_text(encoding="utf-8"))
    assert int(asked) == named.value


def test_the_intents_that_are_named_are_those_of_the_bot(simcord_bot: Bot) -> None:
    intents = {name for name, on in simcord_bot.intents if on}
    assert intents == {"guilds", "guild_messages", "dm_messages"}


@pytest.mark.usefixtures("env")
async def test_every_command_is_told_of(simcord_bot: Bot) -> None:
    guide, tree = GUIDE.read_text(encoding="utf-8"), simcord_bot.tree
    menus = [*tree.get_commands(type=discord.AppCommandType.message)]
    names = [f"`/{one.name}`" for one in tree.get_commands(type=discord.AppCommandType.chat_input)]
    missing = [one for one in names + [menu.name for menu in menus] if one not in guide]
    assert not missing


def test_every_picture_is_there_and_has_a_description() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    pictures = re.findall(r'(?:src|srcset)="([^"]+)"', guide)
    assert pictures
    assert [one for one in pictures if not (GUIDE.parent / one).is_file()] == []
    images = re.findall(r"<img [^>]*>", guide)
    assert all(re.search(r'alt="[^"]{10,}"', one) for one in images)
