"""Checks of what waits to be added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.doctor.checks import Check, CheckState, told
from index.errors import StoryIndexError
from index.storage.database import Database
from index.storage.job_rows import JobRows
from index.storage.sqlite import DATABASE_FILE

if TYPE_CHECKING:
    from index.options import LibraryOptions


def check_queue(options: LibraryOptions) -> Check:
    """Tell of what was set aside, because processes ended while they added it."""
    name = "Adding"
    if options.database_url is None and not (options.folder / DATABASE_FILE).exists():
        return Check(name, CheckState.FINE, "nothing waits")
    try:
        with Database.open(options.folder, options.database_url) as database:
            jobs = JobRows(database)
            aside, waiting = jobs.set_aside(), sum(jobs.crowd().values())
    except StoryIndexError as error:
        return told(name, error, CheckState.NOTE)
    waits = f"{waiting} waiting" if waiting else "nothing waits"
    if not aside:
        return Check(name, CheckState.FINE, waits)
    remedy = (
        "look in the log for what ended the processes while they added it, such as too little"
        " memory; the members were told, and may bring it again"
    )
    return Check(name, CheckState.NOTE, f"{aside} set aside in the last month, {waits}", remedy)
