"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def _server_id(written: str | None) -> str | None:
    if written is not None and not (written.isascii() and written.isdigit()):
        raise typer.BadParameter("a server's id is a number; Discord's developer mode copies it")
    return written


LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library",
        metavar="PATH",
        help="Folder of the library; it wins over DATABASE_FOLDER.",
        file_okay=False,
        show_default=False,
    ),
]
ServerOption = Annotated[
    str | None,
    typer.Option(
        "--server",
        metavar="ID",
        help="The library of this Discord server; the command line's own if not given.",
        callback=_server_id,
        show_default=False,
    ),
]
StoryOption = Annotated[
    str | None,
    typer.Option(
        "--story",
        metavar="NAME",
        help="Only in this story: its name or title, in any case.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
ConversationOption = Annotated[
    bool,
    typer.Option(
        "--conversation",
        help="With `-`: the lines are one conversation, in which a question may follow up.",
    ),
]
