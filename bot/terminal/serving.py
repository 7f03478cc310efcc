"""Commands that run the bot: run, demo."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.settings import load_settings
from bot.terminal.options import LibraryOption
from bot.terminal.tools import tools

DEMO_PORT = 8765

app = typer.Typer()


@app.command(epilog="Example: DISCORD_TOKEN=... verse run")
def run(context: typer.Context, library: LibraryOption = None) -> None:
    """Run the bot on Discord until Ctrl-C; it needs DISCORD_TOKEN."""
    raise typer.Exit(tools(context).run_bot(load_settings(folder=library)))


@app.command(epilog="Example: verse demo --port 8080")
def demo(
    context: typer.Context,
    port: Annotated[
        int,
        typer.Option(
            metavar="PORT", min=0, max=65535, help="Port of the page; 0 takes a free one."
        ),
    ] = DEMO_PORT,
    library: LibraryOption = None,
) -> None:
    """Try the bot in the browser, without a token and without Discord."""
    raise typer.Exit(tools(context).serve_demo(load_settings(folder=library), port))
