"""The Discord face of Chapter & Verse, and its command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.client import create_bot

__all__ = ["create_bot"]


def __getattr__(name: str) -> object:
    # discord.py takes half a second to import, and `verse --help` does not need it.
    if name == "create_bot":
        from bot.client import create_bot

        return create_bot
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
