"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
