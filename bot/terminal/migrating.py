"""The command that moves all libraries to another database: migrate."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import Settings, load_settings
from bot.terminal.options import LibraryOption
from bot.terminal.tools import tools
from bot.terminal.waiting import Waiting

if TYPE_CHECKING:
    from index import DatabasePlace, Moved

_SERVERS = ("postgresql://", "postgres://")
_SHOWN = 16
"""Characters of a digest that are enough to compare two by eye."""

app = typer.Typer()


def _place(written: str | None) -> str | None:
    if written is not None and "://" in written and not written.startswith(_SERVERS):
        # What was written may hold a password, so it is not repeated.
        raise typer.BadParameter(
            "an address begins with postgresql://, and anything else is a folder"
        )
    return written


@app.command(epilog="Example: verse migrate --to postgresql://verse@localhost/verse")
def migrate(
    context: typer.Context,
    to: Annotated[
        str,
        typer.Option(
            metavar="URL|FOLDER",
            help="Where to: a PostgreSQL database, or a folder.",
            callback=_place,
            show_default=False,
        ),
    ],
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="URL|FOLDER",
            help="Where from; what the settings name if not given.",
            callback=_place,
            show_default=False,
        ),
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Move all libraries to another database, vectors and all, and compare every row.

    Nothing is encoded again. A run that was interrupted goes on where it was when it is started
    again. A password may stand in PGPASSWORD or ~/.pgpass instead of the address.
    """
    from index import move_libraries

    screen, settings = tools(context).screen, load_settings(folder=library)
    giving = _of_settings(settings) if source is None else _written_place(source)
    began = time.monotonic()
    with Waiting(screen, "Moving") as progress:
        moved = move_libraries(giving, _written_place(to), progress)
    for line in (*_told(moved, time.monotonic() - began), _next(to)):
        screen.say(line)


def _written_place(written: str) -> DatabasePlace:
    from index import DatabasePlace

    if written.startswith(_SERVERS):
        return DatabasePlace(Path(), written)
    return DatabasePlace(Path(written).expanduser())


def _of_settings(settings: Settings) -> DatabasePlace:
    from index import DatabasePlace

    url = settings.database.url
    return DatabasePlace(settings.database.folder, None if url is None else url.get_secret_value())


def _told(moved: Moved, seconds: float) -> tuple[str, str]:
    held = "library" if moved.libraries == 1 else "libraries"
    texts = "story" if moved.stories == 1 else "stories"
    there = moved.libraries - moved.copied
    before = f"; {there:,} of them had been there already" if there else ""
    jobs = f", {moved.jobs:,} jobs" if moved.jobs else ""
    return (
        f"Moved {moved.libraries:,} {held} with {moved.stories:,} {texts},"
        f" {moved.passages:,} passages{jobs} to {moved.target} in {seconds:,.1f} s{before}",
        f"Verified {moved.digests:,} digests; that of all is {moved.sha256[:_SHOWN]}",
    )


def _next(to: str) -> str:
    if to.startswith(_SERVERS):
        setting = "DATABASE_URL to that address"
    else:
        setting = f"DATABASE_FOLDER to {to}, unset DATABASE_URL"
    return f"Now stop the bot, run this once more for what changed since, set {setting}, start it."
