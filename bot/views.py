"""Pages as Discord components, and buttons that still work after a restart."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Self, cast

import discord
from discord import ui

from bot import places
from bot.pages import Button, Page, displays, written

if TYPE_CHECKING:
    from bot.client import Bot

_RawButton = ui.Button[ui.LayoutView]


class Neighbour(ui.DynamicItem[_RawButton], template=places.NEIGHBOUR):
    """Shows the passage before or after a place to whoever presses it."""

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """The button as it came back from Discord, perhaps from before a restart."""
        return cls(cast("_RawButton", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Reply with the neighbouring passage."""
        match = self.template.fullmatch(self.custom_id)
        assert match is not None, "the template was matched to get here"  # noqa: S101
        place = places.Place.decode(match["place"])
        direction = places.direction_of(match["way"])
        await _bot(interaction).reading_on.neighbour(interaction, place, direction)


class More(ui.DynamicItem[_RawButton], template=places.MORE):
    """Shows further passages that were found to whoever presses it."""

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """The button as it came back from Discord, perhaps from before a restart."""
        return cls(cast("_RawButton", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Reply with the passages that this button carries."""
        match = self.template.fullmatch(self.custom_id)
        assert match is not None, "the template was matched to get here"  # noqa: S101
        await _bot(interaction).reading_on.more(interaction, places.places_of(match["places"]))


BUTTONS = (Neighbour, More)


def layout(page: Page) -> ui.LayoutView:
    """The page as components; it keeps nothing in memory."""
    view = ui.LayoutView(timeout=None)
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=page.accent)
    for number, section in enumerate(page.sections):
        if number:
            container.add_item(ui.Separator())
        for text in displays(section):
            container.add_item(ui.TextDisplay(text))
    if page.file:
        container.add_item(ui.File(f"attachment://{page.file.name}"))
    if page.buttons:
        container.add_item(ui.ActionRow(*(_item(button) for button in page.buttons)))
    return view.add_item(container)


def attachments(page: Page) -> list[discord.File]:
    """The files that go with the page's components."""
    if page.file is None:
        return []
    text = written(page.file.blocks).encode()
    return [discord.File(io.BytesIO(text), filename=page.file.name)]


def _item(button: Button) -> Neighbour | More:
    raw: _RawButton = ui.Button(
        label=button.label, custom_id=button.custom_id, style=discord.ButtonStyle.secondary
    )
    return More(raw) if places.MORE.fullmatch(button.custom_id) else Neighbour(raw)


def _bot(interaction: discord.Interaction[Any]) -> Bot:
    return cast("Bot", interaction.client)
