"""Commands that take libraries elsewhere: export, import, backup, restore."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.opening import check_held
from bot.settings import load_settings
from bot.terminal.options import LibraryOption, ServerOption
from bot.terminal.tools import tools
from bot.terminal.waiting import Waiting
from index import LOCAL, owner_of, server_key

if TYPE_CHECKING:
    from index import Imported

app = typer.Typer()


@app.command(epilog="Example: verse export tales.zip")
def export(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE.zip", help="The archive to write.", show_default=False),
    ],
    library: LibraryOption = None,
    server: ServerOption = None,
) -> None:
    """Write a library to one archive of plain text and JSON, readable without this program.

    It holds stories, settings, questions, feedback, points and progress, with members' ids.
    """
    screen, settings = tools(context).screen, load_settings(folder=library)
    with tools(context).open_libraries(settings) as libraries:
        if server is not None:
            check_held(libraries, server)
        key = LOCAL if server is None else server_key(server)
        libraries.of(key)
        with Waiting(screen, "Exporting") as progress:
            written = libraries.export(key, file, progress)
    earlier = f", {written.earlier} earlier versions" if written.earlier else ""
    screen.say(
        f"Exported {_stories(written.stories)}{earlier} and {written.records:,} settings and"
        f" records of {_whose(key)} to {file}"
    )


@app.command("import", epilog="Example: verse import tales.zip")
def take_in(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE.zip", help="What export wrote.", show_default=False)
    ],
    library: LibraryOption = None,
    server: ServerOption = None,
) -> None:
    """Import an archive, all of it or nothing, into the library that it came from.

    With --server, its stories go into that server's. What is there already stays as it is.
    """
    screen, settings = tools(context).screen, load_settings(folder=library)
    key = None if server is None else server_key(server)
    with (
        tools(context).open_libraries(settings) as libraries,
        Waiting(screen, "Importing") as progress,
    ):
        imported = libraries.take_in(file, key, progress)
    for old, new in imported.renamed.items():
        screen.say(f"Renamed {old} to {new}, for another story has that name")
    screen.say(_told(imported))


@app.command(epilog="Example: verse backup /var/backups")
def backup(
    context: typer.Context,
    target: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="The file to write, or a folder that gets one named after the moment.",
            show_default=False,
        ),
    ],
    library: LibraryOption = None,
) -> None:
    """Copy all libraries to one file while the bot runs, and check the copy.

    It is checked by restoring it. A manifest with its checksum is written beside it.
    """
    screen, settings = tools(context).screen, load_settings(folder=library)
    with (
        tools(context).open_libraries(settings) as libraries,
        Waiting(screen, "Copying") as progress,
    ):
        made = libraries.back_up(target, progress)
    screen.say(f"Backed up {_counted(made.libraries)} to {made.path}, and restored it once")


@app.command(epilog="Example: verse restore verse-backup.db --library new-folder")
def restore(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="What backup wrote.", show_default=False)
    ],
    library: LibraryOption = None,
) -> None:
    """Put a backup in place in a data folder, or a database server, that holds no library."""
    from index import restore as put_back

    screen, settings = tools(context).screen, load_settings(folder=library)
    url = None if settings.database.url is None else settings.database.url.get_secret_value()
    with Waiting(screen, "Restoring") as progress:
        put = put_back(file, settings.database.folder, progress, url=url)
    if not put.known:
        screen.complain("No manifest is beside it, so that only its inside could be checked.")
    screen.say(f"Restored {_counted(put.libraries)} to {put.place}")


def _told(imported: Imported) -> str:
    parts = [f"Imported {_stories(imported.added)} into {_whose(imported.key)}"]
    if imported.known:
        parts.append(f"{imported.known} had been there already")
    if imported.with_records:
        parts.append("settings and records came along")
    else:
        parts.append("settings and records stayed behind, for they are of another server")
    return "; ".join(parts)


def _whose(key: str) -> str:
    return "the command line's library" if key == LOCAL else f"the library of {owner_of(key)}"


def _counted(libraries: Mapping[str, int]) -> str:
    held = "library" if len(libraries) == 1 else "libraries"
    return f"{len(libraries)} {held} with {_stories(sum(libraries.values()))}"


def _stories(count: int) -> str:
    return f"{count:,} {'story' if count == 1 else 'stories'}"
