"""What the bot says to members: one Project Fluent file per language beside this module.

To add a language, copy ``en.ftl`` to ``<language>.ftl`` (``fr.ftl``, or ``pt-BR.ftl`` for one
region), translate what stands right of each ``=``, and run ``tests/bot/texts``: they name every
key, variable or length that is wrong. Nothing else has to be changed; the file is found by its
name, and the commands are registered anew at the next start.

Keys are written whole wherever they are used, so that a search finds them. Values are plain
text or Discord's markdown as they are sent; words of a story or a member come in as variables,
escaped by the caller.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from fluent.runtime import FluentBundle, FluentResource

if TYPE_CHECKING:
    import discord

Value = str | int | float
"""What a text's variable can be; numbers are written as the language writes them."""

ENGLISH = "en"
"""The language that has every text, and speaks for the others where one is missing."""
_SUFFIX = ".ftl"


class Texts:
    """All texts of one language; an instance is called ``say``.

    Args:
        language: the name of its file, such as ``de``.
        source: the file's text, in Fluent's syntax.
        fallback: the texts to use for keys that this language lacks.
    """

    def __init__(self, language: str, source: str, fallback: Texts | None = None) -> None:
        self.language = language
        self._fallback = fallback
        # The marks that keep directions of writing apart would be copied with every text.
        self._bundle = FluentBundle([language], use_isolating=False)
        self._bundle.add_resource(FluentResource(source))

    def __call__(self, key: str, /, **values: Value) -> str:
        """The text of ``key`` with ``values`` in it.

        Raises:
            KeyError: English has no such key either.
            ValueError: the text has a variable without a value.
        """
        if not self.has(key):
            if self._fallback is None:
                raise KeyError(key)
            return self._fallback(key, **values)
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        text, errors = self._bundle.format_pattern(pattern, values)
        if errors:
            raise ValueError(f"{key} in {self.language}: {errors[0]}")
        return str(text)

    def has(self, key: str) -> bool:
        """Whether this very language has a text for ``key``."""
        return self._bundle.has_message(key)

    def knows(self, key: str) -> bool:
        """Whether there is a text for ``key``, in this language or in English."""
        return self.has(key) or (self._fallback is not None and self._fallback.knows(key))


def texts_for(locale: discord.Locale | str | None) -> Texts:
    """The texts for one of Discord's locales: its own, else its language's, else English."""
    code = str(locale or ENGLISH).casefold()
    names = {name.casefold(): name for name in languages()}
    return _texts(names.get(code) or names.get(code.partition("-")[0]) or ENGLISH)


@cache
def languages() -> tuple[str, ...]:
    """The languages there are, by the names of their files."""
    return tuple(sorted(_sources()))


@cache
def _texts(language: str) -> Texts:
    fallback = None if language == ENGLISH else _texts(ENGLISH)
    return Texts(language, _sources()[language], fallback)


@cache
def _sources() -> Mapping[str, str]:
    return {
        file.name.removesuffix(_SUFFIX): file.read_text(encoding="utf-8")
        for file in files(__name__).iterdir()
        if file.name.endswith(_SUFFIX)
    }
