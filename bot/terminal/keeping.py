"""Commands that change the library or list it: add, remove, stories, reindex."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.crediting import address_of
from bot.settings import load_settings
from bot.terminal import machine
from bot.terminal.options import JsonOption, LibraryOption
from bot.terminal.screen import cell
from bot.terminal.tools import opened, tools
from bot.terminal.waiting import Waiting
from index import StoryEntry, load_story

app = typer.Typer()

_CREDITS: Mapping[str, Callable[[StoryEntry], str]] = {
    "Author": lambda entry: entry.author or "",
    "Published": lambda entry: entry.published.isoformat() if entry.published else "",
    "Address": lambda entry: address_of(entry) or "",
}
"""Columns of the list that are left out where no story has anything in them."""


@app.command(epilog="Example: verse add the-snow-man.txt")
def add(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Text (.txt) or Markdown (.md) in UTF-8.", show_default=False
        ),
    ],
    name: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Name of the story; its file's stem if not given.",
            show_default=False,
        ),
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Add stories. When one of the files cannot be read, none is added."""
    if name is not None and len(files) > 1:
        raise typer.BadParameter("--name goes with one file only")
    screen = tools(context).screen
    settings = load_settings(folder=library)
    limit = settings.story.max_bytes
    drafts = [load_story(path, name=name, max_bytes=limit) for path in files]
    with opened(context, settings) as books:
        for draft in drafts:
            with Waiting(screen, f"Adding {draft.name}") as progress:
                story = books.add(draft, progress=progress)
            screen.say(f"Added {story.name}: {story.title}")


@app.command(epilog="Example: verse remove the-snow-man")
def remove(
    context: typer.Context,
    story: Annotated[
        str, typer.Argument(metavar="STORY", help="Name or title.", show_default=False)
    ],
    library: LibraryOption = None,
) -> None:
    """Remove a story with all that was made from it."""
    with opened(context, load_settings(folder=library)) as books:
        removed = books.remove(story)
    tools(context).screen.say(f"Removed {removed.name}: {removed.title}")


@app.command(epilog="Example: verse stories --json")
def stories(
    context: typer.Context, json: JsonOption = False, library: LibraryOption = None
) -> None:
    """List the stories, oldest first; in a pipe as name, title and length between tabs."""
    screen = tools(context).screen
    with opened(context, load_settings(folder=library)) as books:
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
def reindex(context: typer.Context, library: LibraryOption = None) -> None:
    """Encode all stories anew, as is needed after the encoder was changed."""
    screen = tools(context).screen
    with (
        opened(context, load_settings(folder=library)) as books,
        Waiting(screen, "Encoding") as progress,
    ):
        count = books.reindex(progress=progress)
    screen.say(f"Re-indexed {count} {'story' if count == 1 else 'stories'}.")
