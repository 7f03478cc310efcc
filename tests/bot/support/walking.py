"""Does everything that a member can do: each command, each completion, each control of replies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import discord
import simcord
from discord import AppCommandOptionType, app_commands

from tests.bot.support.bodies import shown
from tests.bot.support.posting import posted

SKIPPED = frozenset({"progress", "settings", "forget-me"})
"""What changes how far a member has read, or what is settled: it would change the question."""
_DEPTH = 2
"""How far controls on what controls opened are followed."""
_TEXT_INPUT, _BUTTON, _SELECT = 4, 2, 3
_LEFT_ALONE = ("cv:here:", "cv:storyremove:")
"""Controls that open the shield, or take the stories away."""


class Direct:
    """A user's direct messages, by the face of a member of a server."""

    def __init__(self, user: simcord.UserHandle) -> None:
        self._user = user

    @property
    def actor(self) -> simcord.UserHandle:
        """Whoever simcord knows."""
        return self._user

    async def slash(self, _channel: object, path: str, /, **options: Any) -> Any:
        return await self._user.slash(path, **options)

    async def autocomplete(self, _channel: object, path: str, option: str, typed: str, /) -> Any:
        return await self._user.autocomplete(path, option, typed)

    async def click(self, message: Any, *, custom_id: str) -> Any:
        return await self._user.click(message, custom_id=custom_id)

    async def select(self, message: Any, values: Any, *, custom_id: str) -> Any:
        return await self._user.select(message, values, custom_id=custom_id)

    async def submit_modal(self, opened: Any, fields: dict[str, Any]) -> Any:
        return await self._user.submit_modal(opened, fields)


@dataclass
class Walk:
    """One member's way through everything."""

    member: Any
    channel: simcord.ChannelHandle
    words: Mapping[str, str]
    """What to write into an option or a field, by its name; "" is for all others."""
    done: set[str] = field(default_factory=set)
    files: list[bytes] = field(default_factory=list)
    """What was attached to what the member was shown."""
    said: list[str] = field(default_factory=list)
    """All replies."""
    opened: list[simcord.ResponseMessage] = field(default_factory=list)
    """What the commands showed."""
    follows: bool = True
    """Whether to use the controls of replies."""
    longest: bool = False
    """Whether texts are as long as an option allows."""
    skipped: frozenset[str] = SKIPPED
    """Commands to leave out."""

    async def commands(self, tree: app_commands.CommandTree[Any]) -> None:
        for command, path in _leaves(tree):
            if path.split()[0] in self.skipped:
                continue
            for option in command.parameters:
                if option.autocomplete:
                    for typed in ("", "a", "the"):
                        await self.member.autocomplete(self.channel, path, option.name, typed)
            for options in self._options(command):
                result = await self.member.slash(self.channel, path, **options)
                await self._follow(result, _DEPTH)
                self.done.add(path)

    async def menus(self, tree: app_commands.CommandTree[Any], message: discord.Message) -> None:
        for menu in tree.get_commands(type=discord.AppCommandType.message):
            result = await self.member.context_menu(self.channel, menu.name, message)
            await self._follow(result, _DEPTH)
            self.done.add(menu.name)

    async def controls(self, message: simcord.ResponseMessage) -> None:
        await self._use_all(message, _DEPTH)

    async def follow(self, result: simcord.InteractionResult, depth: int = 1) -> None:
        """Take in what a control led to, and use the controls on it to some depth."""
        await self._follow(result, depth)

    def _options(self, command: app_commands.Command[Any, Any, Any]) -> Iterator[dict[str, Any]]:
        """The needed options alone, and with each value of each choice."""
        needed = {p.name: self._value(p) for p in command.parameters if p.required}
        story = {p.name: self._value(p) for p in command.parameters if p.name == "story"}
        yield needed | story
        for parameter in command.parameters:
            for choice in parameter.choices:
                yield needed | story | {parameter.name: choice.value}

    def _value(self, parameter: app_commands.Parameter) -> Any:
        if parameter.choices:
            return parameter.choices[0].value
        if parameter.type is AppCommandOptionType.integer:
            return 1
        if parameter.type is AppCommandOptionType.boolean:
            return True
        text = self.words.get(parameter.name, self.words[""])
        if self.longest and parameter.name not in self.words:
            most = int(parameter.max_value or 6_000)
            return (text * most)[:most]
        return text

    async def _follow(self, result: simcord.InteractionResult, depth: int) -> None:
        if result.modal is not None:
            fields = {
                c["custom_id"]: self.words[""]
                for c in _walk(result.modal["components"])
                if c.get("type") == _TEXT_INPUT
            }
            await self._follow(await self.member.submit_modal(result, fields), depth)
            return
        for message in (result.response, *result.followups, *posted(result)):
            if message is None:
                continue
            self.files += [await attached.read() for attached in message.attachments]
            self.said.append(shown(message))
            if depth == _DEPTH:
                self.opened.append(message)
            if depth and self.follows:
                await self._use_all(message, depth)

    async def _use_all(self, message: simcord.ResponseMessage, depth: int) -> None:
        for control in list(_walk(message.components)):
            custom_id = control.get("custom_id")
            if custom_id is None or custom_id.startswith(_LEFT_ALONE):
                continue
            if not any(custom_id == c.get("custom_id") for c in _walk(message.components)):
                continue  # the page was turned meanwhile
            if control["type"] == _BUTTON and not control.get("disabled"):
                result = await self.member.click(message, custom_id=custom_id)
                self.done.add(custom_id.split(":")[1])
            elif control["type"] == _SELECT:
                value = control["options"][-1]["value"]
                result = await self.member.select(message, [value], custom_id=custom_id)
            else:
                continue
            if result.response is None or result.response.id != message.id:
                await self._follow(result, depth - 1)


def _leaves(
    tree: app_commands.CommandTree[Any],
) -> Iterator[tuple[app_commands.Command[Any, Any, Any], str]]:
    for command in tree.walk_commands():
        if isinstance(command, app_commands.Command):
            yield command, command.qualified_name


def _walk(components: Any) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from _walk(component.get("components") or [])
        for single in ("component", "accessory"):
            if isinstance(component.get(single), dict):
                yield from _walk([component[single]])
