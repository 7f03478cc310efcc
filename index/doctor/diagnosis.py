"""All checks, one after the other. Each stands alone, so that a broken one hides no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from index.doctor.checks import Check
from index.doctor.keeping import check_backups, check_database, check_saved_index, check_vectors
from index.doctor.machine import check_disk, check_python
from index.doctor.models import check_encoder, check_reader, check_reader_weights, check_weights
from index.doctor.queue import check_queue
from index.doctor.server import check_server
from index.progress import Progress, silent

if TYPE_CHECKING:
    from index.options import LibraryOptions

_Check = Callable[["LibraryOptions"], Check]
_OF_FOLDER: tuple[_Check, ...] = (check_disk, check_database, check_queue, check_backups)
_OF_MODELS: tuple[_Check, ...] = (
    check_weights,
    check_encoder,
    check_reader_weights,
    check_reader,
)


def diagnose(options: LibraryOptions, progress: Progress = silent) -> tuple[Check, ...]:
    """Run all checks; takes seconds, because it loads the models. Nothing is repaired."""
    checks = (check_python, *_OF_FOLDER, *_OF_MODELS, check_vectors, check_saved_index)
    if options.database_url is not None:
        checks = (check_python, check_server, check_queue, *_OF_MODELS, check_vectors)
    found = []
    for done, check in enumerate(checks):
        progress("checking", done, len(checks))
        found.append(check(options))
    return tuple(found)
