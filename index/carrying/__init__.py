"""Taking a library elsewhere: archives that are readable without this program, and backups."""

from __future__ import annotations

from index.carrying.backing_up import BackedUp, back_up, restore
from index.carrying.exporting import Exported, export_library
from index.carrying.importing import Imported, import_archive
from index.carrying.moving import DatabasePlace, Moved, move_libraries

__all__ = [
    "BackedUp",
    "DatabasePlace",
    "Exported",
    "Imported",
    "Moved",
    "back_up",
    "export_library",
    "import_archive",
    "move_libraries",
    "restore",
]
