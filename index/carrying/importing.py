"""An archive -> a library, or more stories in one: all of it in one change, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.carrying.archives import read_archive
from index.domain import Story
from index.encoding import Encoder
from index.errors import EncoderMismatchError
from index.indexing import encode_story
from index.progress import Progress, silent
from index.storage.base import EncodedStory
from index.storage.carried import CarriedRows
from index.storage.database import Database


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import."""

    key: str
    """Of the library that it went to."""
    added: int
    """Stories, without earlier versions."""
    known: int
    """Stories whose text was there already, or nearly."""
    renamed: Mapping[str, str]
    """Old name -> new name of stories whose name was taken by another one."""
    with_records: bool
    """Whether settings, questions, feedback, points and progress came along: into the library
    of the same server only, where those that are there already stay."""


def import_archive(
    database: Database,
    path: Path,
    encoder: Encoder,
    *,
    key: str | None = None,
    progress: Progress = silent,
) -> Imported:
    """Take the library in an archive in, indexed anew; once this returns it survives anything.

    Args:
        database: where to.
        path: the archive.
        encoder: what the stories are encoded with.
        key: the library that it goes to; the one that it was taken from if not given.
        progress: told about it; whatever it raises ends the import, of which nothing is kept.

    Raises:
        CarryingError: the archive cannot be read.
        EncoderMismatchError: the library was indexed with another encoder.
        LibraryBusyError: the library was changed meanwhile; nothing was imported.
        LoadingError: a story has no sentence.
    """
    carried = read_archive(path, progress)
    rows = CarriedRows(database, key or carried.key)
    _refuse_other_encoder(database, rows, encoder)
    wanted = [one for one in rows.planned(carried).added if one.replaced_by is None]
    same = rows.key == carried.key
    plan = rows.take_in(carried, _encoded(wanted, encoder, progress), records=same)
    return Imported(
        key=rows.key,
        added=sum(one.replaced_by is None for one in plan.added),
        known=len(plan.known),
        renamed=plan.renamed,
        with_records=same,
    )


def _encoded(
    wanted: Sequence[Story], encoder: Encoder, progress: Progress
) -> dict[int, EncodedStory]:
    encoded: dict[int, EncodedStory] = {}
    for number, story in enumerate(wanted):
        progress("indexing", number, len(wanted))
        encoded[story.id] = encode_story(story, encoder)
    progress("indexing", len(wanted), len(wanted))
    return encoded


def _refuse_other_encoder(database: Database, rows: CarriedRows, encoder: Encoder) -> None:
    """Refuse before the long work what would be refused after it."""
    if rows.key not in database.library_keys():
        return
    if rows.state().encoder not in (None, encoder.fingerprint):
        raise EncoderMismatchError(
            "This library was indexed with another encoder than the one that is set;"
            " run `verse reindex`, or set ENCODER_MODEL back."
        )
