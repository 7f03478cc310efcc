"""The command that looks at everything from outside: doctor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import typer
from pydantic import SecretStr

from bot.opening import library_options
from bot.settings import load_settings
from bot.terminal import machine
from bot.terminal.guard import FAILED
from bot.terminal.lines import Line
from bot.terminal.observing import health_checks
from bot.terminal.options import JsonOption, LibraryOption, ServerOption
from bot.terminal.shards import shard_checks
from bot.terminal.tools import tools
from bot.terminal.waiting import Waiting
from bot.tokens import token_fault
from index import LOCAL, server_key

if TYPE_CHECKING:
    from index import Check

_MARKS = {"fine": ("ok", "green"), "note": ("note", "yellow"), "failed": ("FAILED", "bold red")}

app = typer.Typer()


@app.command(epilog="Example: verse doctor")
def doctor(
    context: typer.Context,
    json: JsonOption = False,
    library: LibraryOption = None,
    server: ServerOption = None,
) -> None:
    """Check that everything works; say what to do where it does not."""
    from index import CheckState, diagnose

    settings = load_settings(folder=library)
    key = LOCAL if server is None else server_key(server)
    screen = tools(context).screen
    with Waiting(screen, "Checking") as progress:
        checks = [
            *diagnose(library_options(settings, key), progress),
            token_check(settings.discord.token),
            *health_checks(settings.health),
            *shard_checks(settings),
        ]
    if json:
        screen.data([machine.check_object(check) for check in checks])
    else:
        screen.show(check_lines(checks))
    failed = any(check.state is CheckState.FAILED for check in checks)
    raise typer.Exit(FAILED if failed else 0)


def token_check(token: SecretStr | None) -> Check:
    """Whether the bot's token is set and looks like one; it is not shown and not tried."""
    from index import Check, CheckState

    name = "Discord token"
    if token is None:
        return Check(
            name,
            CheckState.NOTE,
            "not set",
            "only `verse run` needs it: set DISCORD_TOKEN to the token from Discord's developer"
            " portal, Bot, Reset Token",
        )
    wrong = token_fault(token.get_secret_value().strip())
    if wrong is None:
        return Check(name, CheckState.FINE, "set and well-formed")
    return Check(
        name,
        CheckState.FAILED,
        wrong,
        "copy it again from Discord's developer portal, Bot, Reset Token, to DISCORD_TOKEN",
    )


def check_lines(checks: Iterable[Check]) -> Iterator[Line]:
    """One line a check, and one with the remedy where something is to be done."""
    for check in checks:
        mark, style = _MARKS[check.state]
        yield ((f"{mark:<7}", style), (f"{check.name}: {check.found}", ""))
        if check.remedy is not None:
            yield ((f"{'':7}-> {check.remedy}", ""),)
