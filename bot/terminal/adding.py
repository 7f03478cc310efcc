"""Commands that bring stories in: add, replace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import load_settings
from bot.terminal.batches import Batch
from bot.terminal.guard import FAILED, INTERRUPTED
from bot.terminal.options import LibraryOption, ServerOption
from bot.terminal.sources import Sources, find, read_ahead
from bot.terminal.tools import opened, tools
from bot.terminal.waiting import Waiting
from index import (
    LoadingError,
    OperatorError,
    StoryDraft,
    StoryExistsError,
    StoryTwinError,
)

if TYPE_CHECKING:
    from index import Library, Loader, Story

_REFUSALS = (LoadingError, StoryExistsError, StoryTwinError)
"""What is wrong with one story and says nothing of the next."""

app = typer.Typer()


@app.command(epilog="Example: verse add the-snow-man.txt tales/ ADDRESS")
def add(
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Files (.txt .md .html .pdf .docx .epub .odt .rtf, or a .zip of these), folders"
            " with all below them, and addresses of web pages.",
            show_default=False,
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
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="STORY",
            help="Append to this story, as its next chapters, instead.",
            show_default=False,
        ),
    ] = None,
    library: LibraryOption = None,
    server: ServerOption = None,
) -> None:
    """Add stories. What cannot be added is told, and does not keep the others out."""
    found = find(sources)
    if name is not None and (to is not None or len(found.listed) > 1):
        raise typer.BadParameter("--name goes with one new story only")
    settings = load_settings(folder=library)
    loader, screen = tools(context).loader(settings), tools(context).screen
    with opened(context, settings, server, new=to is None) as books:
        if to is not None:
            books.story(to)  # an unknown one is told before anything is read
        with Batch(screen, found) as batch, _told_in_the_end(batch, found):
            _add_all(partial(_add_one, books, to), loader, found, name, batch)
    if batch.failed:
        raise typer.Exit(FAILED)


def _add_all(
    add_one: Callable[[StoryDraft, Batch], None],
    loader: Loader,
    found: Sources,
    name: str | None,
    batch: Batch,
) -> None:
    with closing(read_ahead(loader, found.listed, name)) as reading:
        for source, future in reading:
            batch.begin(source)
            try:
                drafts = future.result()
            except LoadingError as error:
                batch.refused(str(error))
                continue
            for draft in drafts:
                try:
                    add_one(draft, batch)
                except _REFUSALS as error:
                    batch.refused(str(error))


def _add_one(books: Library, to: str | None, draft: StoryDraft, batch: Batch) -> None:
    # Counted before it is told, so that Ctrl-C after a line finds the line counted.
    try:
        if to is None:
            story = books.add(draft, progress=batch)
            batch.added += 1
            batch.told(f"Added {story.name}: {_credited(story)}")
        else:
            story = books.append(to, draft, progress=batch)
            batch.added += 1
            size = f"{len(story.text):,} characters"
            batch.told(f"Appended {draft.title} to {story.name}, which now has {size}")
    except StoryTwinError as error:
        if error.reason != "same":
            raise
        batch.known += 1
        batch.told(f"Passed over {draft.name}: its text is in {error.facts['name']} already")


@contextmanager
def _told_in_the_end(batch: Batch, found: Sources) -> Iterator[None]:
    """Say what was added, also when that ends early; of one source its own line says it."""
    try:
        yield
    except KeyboardInterrupt:
        batch.told(
            f"Stopped. {batch.count()} What was added stays; the same command adds the rest."
        )
        raise typer.Exit(INTERRUPTED) from None
    except OperatorError:
        batch.told(batch.count())
        raise
    if len(found.listed) != 1 or found.unknown or found.hidden:
        batch.told(batch.count())


def _credited(story: Story) -> str:
    date = story.published.isoformat() if story.published else None
    credit = ", ".join(part for part in (story.author, date) if part)
    return f"{story.title} ({credit})" if credit else story.title


@app.command(epilog="Example: verse replace the-snow-man corrected/the-snow-man.txt")
def replace(
    context: typer.Context,
    story: Annotated[
        str, typer.Argument(metavar="STORY", help="Name or title.", show_default=False)
    ],
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="The corrected version: a file or an address.",
            show_default=False,
        ),
    ],
    library: LibraryOption = None,
    server: ServerOption = None,
) -> None:
    """Put a corrected version in a story's place; what was quoted before keeps its words."""
    screen, settings = tools(context).screen, load_settings(folder=library)
    found = find([source])
    if len(found.listed) != 1:
        raise typer.BadParameter("a story is replaced by one file or one address")
    with opened(context, settings, server) as books:
        books.story(story)
        with Waiting(screen, "Replacing") as progress:
            with closing(read_ahead(tools(context).loader(settings), found.listed)) as reading:
                drafts = [draft for _, future in reading for draft in future.result()]
            if len(drafts) != 1:
                raise typer.BadParameter("the archive holds several stories; unpack it first")
            replaced = books.replace(story, drafts[0], progress=progress)
    screen.say(f"Replaced {replaced.name}: {_credited(replaced)}")
