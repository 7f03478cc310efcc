"""Commands that list the library or change what is in it: remove, stories, reindex, log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.crediting import address_of
from bot.settings import load_settings
from bot.terminal import machine
from bot.terminal.options import JsonOption, LibraryOption, ServerOption
from bot.terminal.screen import cell
from bot.terminal.tools import opened, tools
from bot.terminal.waiting import Waiting
from index import LOCAL, AuditEntry, StoryEntry

app = typer.Typer()

_CREDITS: Mapping[str, Callable[[StoryEntry], str]] = {
    "Author": lambda entry: entry.author or "",
    "Published": lambda entry: entry.published.isoformat() if entry.published else "",
    "Address": lambda entry: address_of(entry) or "",
}
"""Columns of the list that are left out where no story has anything in them."""


@app.command(epilog="Example: verse remove the-snow-man")
def remove(
    context: typer.Context,
    story: Annotated[
        str, typer.Argument(metavar="STORY", help="Name or title.", show_default=False)
    ],
    library: LibraryOption = None,
    server: ServerOption = None,
) -> None:
    """Remove a story with all that was made from it."""
    with opened(context, load_settings(folder=library), server) as books:
        removed = books.remove(story)
    tools(context).screen.say(f"Removed {removed.name}: {removed.title}")


@app.command(epilog="Example: verse stories --json")
def stories(
    context: typer.Context,
    json: JsonOption = False,
    library: LibraryOption = None,
    server: ServerOption = None,
) -> None:
    """List the stories, oldest first; in a pipe as name, title and length between tabs."""
    screen = tools(context).screen
    with opened(context, load_settings(folder=library), server) as books:
        entries = books.stories()
    if json:
        screen.data([machine.story_object(entry) for entry in entries])
    elif not entries:
        screen.complain("There is no story; add one with: verse add FILE")
    else:
        screen.table(_table(entries), [_row(entry) for entry in entries])


def _row(entry: StoryEntry) -> str:
    return f"{entry.name}\t{entry.title}\t{entry.characters}"


def _table(entries: tuple[StoryEntry, ...]) -> Table:
    table = Table("Name", "Title", box=None, pad_edge=False)
    known = {name: of for name, of in _CREDITS.items() if any(map(of, entries))}
    for column in known:
        table.add_column(column, overflow="fold")
    table.add_column("Characters", justify="right")
    table.add_column("Added")
    for entry in entries:
        cells = [cell(of(entry)) for of in known.values()]
        added = entry.added_at.astimezone().date().isoformat()
        size = f"{entry.characters:,}"
        table.add_row(Text(entry.name), Text(entry.title), *cells, size, added)
    return table


@app.command(epilog="Example: verse reindex")
def reindex(
    context: typer.Context, library: LibraryOption = None, server: ServerOption = None
) -> None:
    """Encode all stories anew, as is needed after the encoder was changed.

    All libraries of the folder are encoded, unless one server's is named.
    """
    screen, settings = tools(context).screen, load_settings(folder=library)
    if server is not None:
        with (
            opened(context, settings, server) as books,
            Waiting(screen, "Encoding") as progress,
        ):
            count = books.reindex(progress=progress)
        screen.say(f"Re-indexed {_stories(count)}.")
        return
    with tools(context).open_libraries(settings) as libraries:
        keys, count = libraries.held() or (LOCAL,), 0
        for number, key in enumerate(keys, start=1):
            with Waiting(screen, f"Encoding library {number} of {len(keys)}") as progress:
                count += libraries.of(key, progress=progress).reindex(progress=progress)
    within = "" if len(keys) == 1 else f" in {len(keys)} libraries"
    screen.say(f"Re-indexed {_stories(count)}{within}.")


def _stories(count: int) -> str:
    return f"{count:,} {'story' if count == 1 else 'stories'}"


@app.command(epilog="Example: verse log --limit 20")
def log(
    context: typer.Context,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, max=1_000, help="How many of the newest.")
    ] = 50,
    json: JsonOption = False,
    library: LibraryOption = None,
    server: ServerOption = None,
) -> None:
    """List who added and removed what, the newest first.

    Nobody stands beside what was done at the command line, or by a member who was forgotten.
    """
    screen = tools(context).screen
    with opened(context, load_settings(folder=library), server) as books:
        entries = books.audit(limit)
    if json:
        screen.data([machine.audit_object(entry) for entry in entries])
    elif not entries:
        screen.complain("Nothing was added or removed yet; add a story with: verse add FILE")
    else:
        screen.table(_deeds(entries), ["\t".join(_deed(entry)) for entry in entries])


def _deeds(entries: tuple[AuditEntry, ...]) -> Table:
    table = Table("When", "What", "Story", "Characters", "Member", box=None, pad_edge=False)
    for entry in entries:
        table.add_row(*map(Text, _deed(entry)))
    return table


def _deed(entry: AuditEntry) -> tuple[str, ...]:
    when = entry.at.astimezone().isoformat(sep=" ", timespec="seconds")
    return when, entry.deed.value, entry.name, str(entry.characters), entry.by or "-"
