"""Commands in the member's language: what Discord is told of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

import bot.texts
from bot.client import Bot
from bot.texts import ENGLISH, languages, texts_for
from bot.texts.commands import CommandTranslator, key_of
from tests.bot.support.library import FakeLibrary


class Noting(app_commands.Translator):
    """Notes every key that is asked for, with the English words of the code."""

    def __init__(self) -> None:
        self.english: dict[str, str] = {}

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> None:
        self.english[key_of(string, context)] = string.message


def registered(env: simcord.Env) -> list[dict[str, Any]]:
    (request,) = [request for request in env.http_requests if request.method == "PUT"]
    return list(request.json)


def keys_of(language: str) -> set[str]:
    source = (Path(bot.texts.__file__).parent / f"{language}.ftl").read_text(encoding="utf-8")
    return {
        entry.id.name
        for entry in FluentParser().parse(source).body
        if isinstance(entry, fluent.Message)
    }


def parts(command: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield command
    inner = chain(command.get("options") or (), command.get("choices") or ())
    yield from chain.from_iterable(map(parts, inner))


async def noted(env: simcord.Env) -> dict[str, str]:
    noting = Noting()
    for command in env.bot.tree.get_commands():
        await command.get_translated_payload(env.bot.tree, noting)
    for command in env.bot.tree.get_commands(type=discord.AppCommandType.message):
        await command.get_translated_payload(env.bot.tree, noting)
    return noting.english


async def test_every_language_has_every_part_of_every_command(env: simcord.Env) -> None:
    needed = await noted(env)

    for language in languages():
        say = texts_for(language)
        missing = [f"{key} = {words}" for key, words in needed.items() if not say.has(key)]
        assert not missing, f"{language}.ftl lacks these; in English they are"


async def test_the_english_texts_of_commands_are_those_of_the_code(env: simcord.Env) -> None:
    say = texts_for(ENGLISH)
    assert {key: say(key) for key in await noted(env)} == await noted(env)


async def test_no_language_has_texts_of_commands_that_are_gone(env: simcord.Env) -> None:
    kept = {key for key in keys_of(ENGLISH) if key.startswith(("command-", "choice-", "menu-"))}
    assert not kept - (await noted(env)).keys()


async def test_discord_is_told_names_and_descriptions_in_every_language(env: simcord.Env) -> None:
    for part in chain.from_iterable(map(parts, registered(env))):
        assert {"de", "es-ES", "es-419"} <= part["name_localizations"].keys()
        if part.get("description"):
            assert {"de", "es-ES", "es-419"} <= part["description_localizations"].keys()
        assert not {"en-US", "en-GB", "fr"} & part["name_localizations"].keys()


async def test_no_command_is_called_like_another_in_any_language(env: simcord.Env) -> None:
    for locale in ("de", "es-ES"):
        commands = registered(env)
        names = [(c.get("type", 1), c["name_localizations"].get(locale)) for c in commands]
        assert len({*names}) == len(names)
        # Discord finds a command by its English name as well.
        for command in commands:
            others = {other["name"] for other in commands if other is not command}
            assert command["name_localizations"].get(locale) not in others


async def test_commands_are_registered_again_when_a_translation_changed(
    env: simcord.Env,
    library: FakeLibrary,
    make_bot: Callable[[], Bot],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def translate(*_: object) -> str:
        return "anders"

    await env.bot.close()
    library.closed = False
    env.http_requests.clear()
    monkeypatch.setattr(CommandTranslator, "translate", translate)

    await env.restart_bot(make_bot())

    # The names here are all alike, so only that they are sent counts.
    assert sum(request.method == "PUT" for request in env.http_requests) == 1
    env.http_requests.clear()
