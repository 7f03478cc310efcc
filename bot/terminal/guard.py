"""The one door for errors: a plain sentence on standard error, and exit code 1."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from bot.settings import SettingsError
from bot.terminal.screen import Screen
from index import StoryIndexError

FAILED = 1
NOT_IN_THE_STORY = 3
INTERRUPTED = 130
EXIT_CODES = (
    "Exit codes: 0 done, or answered · 1 something went wrong · 2 wrong usage ·"
    " 3 the story doesn't say (with --json that is 0: the object tells it) · 130 interrupted."
)


class PlainErrors(TyperGroup):
    """A group of commands whose expected errors are told without a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except (SettingsError, StoryIndexError) as error:
            Screen().complain(str(error))
            raise typer.Exit(FAILED) from None
