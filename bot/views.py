"""Pages and forms as Discord components, whose controls still work after a restart."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Self, cast

import discord
from discord import ui
from discord.ui.select import BaseSelect

from bot import actions
from bot.actions import Used
from bot.pages import Button, Form, Offered, Page, Row, Select, Weight, displays, written

if TYPE_CHECKING:
    from bot.client import Bot

_RawButton = ui.Button[ui.LayoutView]
_RawSelect = BaseSelect[ui.LayoutView]
_STYLES = {
    Weight.PLAIN: discord.ButtonStyle.secondary,
    Weight.MAIN: discord.ButtonStyle.primary,
    Weight.DANGER: discord.ButtonStyle.danger,
}


class Pressable(ui.DynamicItem[_RawButton], template=actions.BUTTON):
    """A button that does the action of its custom id."""

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """The button as it came back from Discord, perhaps from before a restart."""
        return cls(cast("_RawButton", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button says."""
        await _take(interaction, self.template, self.custom_id)


class Choosable(ui.DynamicItem[_RawSelect], template=actions.SELECT):
    """A select that does the action of its custom id."""

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """The select as it came back from Discord, perhaps from before a restart."""
        return cls(cast("_RawSelect", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the select says, with what was chosen."""
        chosen = cast("dict[str, Any]", interaction.data).get("values", [])
        await _take(interaction, self.template, self.custom_id, tuple(map(str, chosen)))


CONTROLS = (Pressable, Choosable)


class Sheet(ui.Modal):
    """A form. What is written into it comes back through ``take_form``, restarted or not."""

    def __init__(self, form: Form) -> None:
        super().__init__(title=form.title, custom_id=form.custom_id)
        for field in form.fields:
            style = discord.TextStyle.long if field.long else discord.TextStyle.short
            written: ui.TextInput[Sheet] = ui.TextInput(
                custom_id=field.name,
                style=style,
                default=field.value or None,
                required=field.required,
                max_length=field.longest,
            )
            self.add_item(ui.Label(text=field.label, component=written))


async def take_form(interaction: discord.Interaction[Any]) -> None:
    """Do what a form says that was sent; any other interaction is left alone."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return
    data = cast("Mapping[str, Any]", interaction.data)
    await _take(interaction, actions.FORM, data["custom_id"], fields=dict(_filled(data)))


def layout(page: Page) -> ui.LayoutView:
    """The page as components; it keeps nothing in memory."""
    view = ui.LayoutView(timeout=None)
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=page.accent)
    for number, section in enumerate(page.sections):
        if number:
            container.add_item(ui.Separator())
        for text in displays(section):
            container.add_item(ui.TextDisplay(text))
    if page.picture:
        shown = discord.MediaGalleryItem(
            f"attachment://{page.picture.name}", description=page.picture.description
        )
        container.add_item(ui.MediaGallery(shown))
    if page.file:
        container.add_item(ui.File(f"attachment://{page.file.name}"))
    for row in page.all_rows():
        container.add_item(ui.ActionRow(*_items(row)))
    return view.add_item(container)


def attachments(page: Page) -> list[discord.File]:
    """The files that go with the page's components."""
    files = []
    if page.picture:
        files.append(
            discord.File(
                io.BytesIO(page.picture.data),
                filename=page.picture.name,
                description=page.picture.description,
            )
        )
    if page.file:
        text = written(page.file.blocks).encode()
        files.append(discord.File(io.BytesIO(text), filename=page.file.name))
    return files


def _items(row: Row) -> Iterator[Pressable | Choosable]:
    if isinstance(row, Select):
        yield Choosable(_select(row))
        return
    for button in row:
        yield Pressable(_button(button))


def _button(button: Button) -> _RawButton:
    return ui.Button(
        label=button.label,
        custom_id=button.custom_id,
        style=_STYLES[button.weight],
        disabled=button.disabled,
    )


def _select(select: Select) -> _RawSelect:
    limits: dict[str, Any] = {
        "custom_id": select.custom_id,
        "placeholder": select.placeholder,
        "min_values": select.least,
        "max_values": select.most,
    }
    chosen = [discord.Object(one) for one in select.chosen]
    if select.offered is Offered.ROLES:
        roles = [discord.SelectDefaultValue.from_role(cast("Any", one)) for one in chosen]
        return ui.RoleSelect(default_values=roles, **limits)
    if select.offered is Offered.CHANNELS:
        channels = [discord.SelectDefaultValue.from_channel(cast("Any", one)) for one in chosen]
        return ui.ChannelSelect(default_values=channels, **limits)
    options = [
        discord.SelectOption(
            label=choice.label,
            value=choice.value,
            description=choice.description or None,
            default=choice.chosen,
        )
        for choice in select.choices
    ]
    return ui.Select(options=options, **limits)


async def _take(
    interaction: discord.Interaction[Any],
    template: re.Pattern[str],
    custom_id: str,
    values: tuple[str, ...] = (),
    *,
    fields: Mapping[str, str] | None = None,
) -> None:
    match = template.fullmatch(custom_id)
    if match is not None:
        used = Used(interaction, match["payload"], values, fields or {})
        await _bot(interaction).used(match["action"], used)


def _filled(component: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields of a form, by name, however deep Discord puts them."""
    if "value" in component and "custom_id" in component:
        yield component["custom_id"], component["value"] or ""
    within = [*component.get("components", ())]
    if isinstance(component.get("component"), Mapping):
        within.append(component["component"])
    for inner in within:
        yield from _filled(inner)


def _bot(interaction: discord.Interaction[Any]) -> Bot:
    return cast("Bot", interaction.client)
