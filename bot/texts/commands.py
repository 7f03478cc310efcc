"""Names and descriptions of the commands in the member's language.

Keys are derived from the command, with its groups in front, ``-`` between: ``command-ask``,
``command-ask-description``, ``command-ask-question``, ``command-ask-question-description``. A
choice is ``choice-<value>``; a context menu is ``menu-`` and its name's words.
"""

from __future__ import annotations

import re

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

from bot.texts import ENGLISH, texts_for


class CommandTranslator(app_commands.Translator):
    """Gives discord.py what the language files say of a command.

    English is what stands in the code.
    """

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The text for one part of a command, or None where the English one is to be shown."""
        say = texts_for(locale)
        key = key_of(string, context)
        return say(key) if say.language != ENGLISH and say.has(key) else None


def key_of(string: app_commands.locale_str, context: app_commands.TranslationContextTypes) -> str:
    """The key under which the language files have this part of a command."""
    if context.location is Location.choice_name:
        return f"choice-{_words(str(context.data.value))}"
    if context.location is Location.other:
        return _words(string.message)
    if isinstance(context.data, app_commands.ContextMenu):
        return f"menu-{_words(context.data.name)}"
    if isinstance(context.data, app_commands.Parameter):
        owner = _words(context.data.command.qualified_name)
        key = f"command-{owner}-{_words(context.data.display_name)}"
    else:
        key = f"command-{_words(context.data.qualified_name)}"
    return f"{key}-description" if "description" in context.location.name else key


def _words(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.casefold()))
