"""``verse``: the command line."""

from __future__ import annotations

import io
import sys

import typer

from bot.terminal import (
    adding,
    asking,
    carrying,
    checking,
    checking_words,
    comparing,
    evaluating,
    keeping,
    migrating,
    serving,
)
from bot.terminal.guard import EXIT_CODES, PlainErrors
from bot.terminal.tools import Tools

app = typer.Typer(name="verse", cls=PlainErrors, no_args_is_help=True, epilog=EXIT_CODES)
for family in (
    asking.app,
    comparing.app,
    checking_words.app,
    adding.app,
    keeping.app,
    carrying.app,
    migrating.app,
    checking.app,
    evaluating.app,
    serving.app,
):
    app.registered_commands += family.registered_commands


@app.callback()
def verse(context: typer.Context) -> None:
    """Ask a story and read the answer in its own words, with the place where they stand."""
    if context.obj is None:
        context.obj = Tools()


def main() -> None:
    """Run ``verse`` with the arguments of this process."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # An old code page must not turn an answer into a traceback.
            stream.reconfigure(errors="backslashreplace")
    app(prog_name="verse")
