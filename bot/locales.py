"""The languages of members' Discords, as far as they were seen."""

from __future__ import annotations

from collections import OrderedDict

import discord

_KEPT = 10_000
"""Members who are remembered; the one not seen for the longest time is forgotten first."""


class KnownLocales:
    """Remembers the locales that come with commands and buttons, for messages tell none."""

    def __init__(self) -> None:
        self._locales: OrderedDict[int, discord.Locale] = OrderedDict()

    def note(self, member_id: int, locale: discord.Locale) -> None:
        """A member's Discord speaks this language."""
        self._locales[member_id] = locale
        self._locales.move_to_end(member_id)
        if len(self._locales) > _KEPT:
            self._locales.popitem(last=False)

    def forget(self, member_id: int) -> None:
        """Forget a member's locale until it is seen again."""
        self._locales.pop(member_id, None)

    def of(self, member_id: int) -> discord.Locale | None:
        """The member's locale, or None when it was not seen since the start."""
        return self._locales.get(member_id)
