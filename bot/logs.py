"""What is written to standard error, and what never is."""

from __future__ import annotations

import logging

import discord


def write_logs(level: str) -> None:
    """Log from ``level`` on, without what members write."""
    handler = logging.StreamHandler()
    # On the handler too: some libraries give their own loggers a level that lets all through.
    handler.setLevel(level)
    logging.basicConfig(
        level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", handlers=[handler]
    )
    # At DEBUG discord.py logs whole requests, and with them what members wrote.
    logging.getLogger("discord").setLevel(max(logging.INFO, logging.getLevelNamesMapping()[level]))
    # It warns at each start that it cannot speak, which nobody here asks of it.
    discord.VoiceClient.warn_nacl = False
    discord.VoiceClient.warn_dave = False
