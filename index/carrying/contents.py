"""What stands in an archive: its files, and the shape of each. Shared by export and import."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, create_model
from sqlalchemy import BigInteger, Boolean, Float, Integer, Table

from index.domain import Heading, Story
from index.storage.tables import audit
from index.storage.types import Moment, Words

FORMAT = "chapter-and-verse library"
VERSION = 1
"""Grows when an older program could not read an archive any more."""
MANIFEST = "manifest.json"
README = "README.txt"
LIBRARY = "library.json"
ABOUT = "about.json"
TEXT = "text.txt"
DEEDS = "added-and-removed.json"
RECORD_FILES = {
    "settings": "library-settings.json",
    "server_settings": "settings.json",
    "ceilings": "progress.json",
    "rounds": "points.json",
    "feedback": "feedback.json",
    "questions": "questions.json",
}
"""By the table that each is made of."""

_Id = Annotated[int, Field(ge=0, lt=2**63)]
_Integer = Annotated[int, Field(ge=-(2**63), lt=2**63)]
_KINDS: dict[type, Any] = {
    Words: str,
    Boolean: bool,
    Moment: datetime,
    Integer: _Integer,
    BigInteger: _Integer,
    Float: Annotated[float, Field(allow_inf_nan=False)],
}
"""What a column holds, by its type in the database."""
_Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_Path = Annotated[
    str, Field(pattern=r"^(stories/[a-z0-9-]{1,80}/)?[A-Za-z-]{1,40}\.(json|txt)$", max_length=160)
]
"""Nothing is ever unpacked to a disk, but no name may look as if it led anywhere."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class FileRecord(_Part):
    """A file of the archive: its size unpacked, and its checksum."""

    bytes: Annotated[int, Field(ge=0)]
    sha256: _Digest


class Manifest(_Part):
    """What the archive is, and all files in it but this one."""

    format: str
    version: int
    program: str
    schema_version: str
    """The version of the database that it was taken from."""
    library: Annotated[str, Field(pattern=r"^(local|(server|member):[0-9]{1,20})$")]
    exported_at: datetime
    files: dict[_Path, FileRecord]


class Head(_Part):
    """What is known of the library as a whole."""

    next_story_id: _Id


class HeadingRecord(_Part):
    """``text[start:end]`` is a heading, level 1 the topmost."""

    start: _Id
    end: _Id
    level: Annotated[int, Field(ge=1, le=1000)]


class About(_Part):
    """All about a story but its text."""

    id: _Id
    name: Annotated[str, Field(min_length=1, max_length=500)]
    title: Annotated[str, Field(max_length=5_000)]
    author: str | None
    published: date | None
    source: str | None
    language: Annotated[str, Field(max_length=100)]
    added_at: datetime
    characters: _Id
    headings: tuple[HeadingRecord, ...] = Field(strict=False)
    replaced_by: _Id | None
    """The id of the newer version, if this is an earlier one."""

    @classmethod
    def of(cls, story: Story) -> About:
        """Return what stands beside a story's text."""
        headings = tuple(
            HeadingRecord(start=one.start, end=one.end, level=one.level) for one in story.headings
        )
        return cls(
            id=story.id,
            name=story.name,
            title=story.title,
            author=story.author,
            published=story.published,
            source=story.source,
            language=story.language,
            added_at=story.added_at,
            characters=len(story.text),
            headings=headings,
            replaced_by=story.replaced_by,
        )

    def with_text(self, text: str) -> Story:
        """Return the story; raises ``ValueError`` where its text is another one."""
        if len(text) != self.characters:
            raise ValueError("the text has another length")
        before = 0
        for one in self.headings:
            if not before <= one.start < one.end <= len(text):
                raise ValueError("a heading is not in the text")
            before = one.end
        return Story(
            id=self.id,
            name=self.name,
            title=self.title,
            text=text,
            source=self.source,
            language=self.language,
            added_at=self.added_at,
            author=self.author,
            published=self.published,
            headings=tuple(Heading(one.start, one.end, one.level) for one in self.headings),
            replaced_by=self.replaced_by,
        )


def rows_of(table: Table) -> TypeAdapter[list[Any]]:
    """Return what reads and writes the rows of a table, the library left out, as JSON."""
    columns: dict[str, Any] = {}
    for column in table.c:
        if column.name != "library":
            kind = _KINDS[type(column.type)]
            columns[column.name] = (kind | None if column.nullable else kind, ...)
    row = create_model(table.name, __base__=_Part, **columns)
    return TypeAdapter(list[row])  # type: ignore[valid-type]


DEED_ROWS = rows_of(audit)

EXPLANATION = """\
This archive holds a library of Chapter & Verse (a Discord bot that answers with quotes).
It can be read without the program: everything is plain text or JSON, in UTF-8.

stories/.../text.txt    the text of a story; line breaks are single line feeds
stories/.../about.json  its name, title, author, date, source and headings; offsets count
                        characters (Unicode code points) of the text, the end not included;
                        "replaced_by" is the id of the newer version of an earlier one
settings.json           the settings of the server and of its channels
library-settings.json   settings of the library itself
questions.json          the questions that the server keeps
feedback.json           what members said about answers
progress.json           how far members and channels have read, as offsets
points.json             the rounds of quizzes that members answered
added-and-removed.json  who did what to the library
library.json            what the program needs to go on counting
manifest.json           the files with their sizes and SHA-256 checksums

Members, channels and servers go by their Discord ids: treat this file as what they entrusted to
you. It does not change when something is removed from the library later. The search index is not
in it; importing makes it anew:  verse import FILE.zip
"""
