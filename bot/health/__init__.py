"""How the bot says from outside how it is doing."""

from __future__ import annotations

from bot.health.watch import Watch

__all__ = ["Watch"]
