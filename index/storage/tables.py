"""The tables, as the newest migration leaves them.

Every primary key begins with the library, so that a query without one stands out and the same
schema can be spread over machines by it: on PostgreSQL the tables are partitioned by its hash.
What the members of a server leave has the server next. An index begins with the library, or ends
with it: the latter find what is kept about a member in whatever library.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)

from index.storage.types import Halves, Moment, Words


def folded(name: str) -> str:
    """Return what two names have in common when they differ only in case or in composition."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

libraries = Table(
    "libraries",
    metadata,
    Column("library", Words, primary_key=True),
    Column("generation", BigInteger, nullable=False),
    Column("revision", Words, nullable=False),
    Column("next_story_id", BigInteger, nullable=False),
    Column("next_passage_id", BigInteger, nullable=False),
    # What all stored vectors have in common; null while there are none.
    Column("encoder", Words),
    Column("passage_version", Integer),
    Column("dimensions", Integer),
    Column("seeded", Boolean, nullable=False),
    # When all of it goes, since the bot was removed from its server; null while it stays.
    Column("erased_at", Moment),
)


def _of_library() -> Column[str]:
    """The first column of what goes with its library."""
    gone = ForeignKey("libraries.library", ondelete="CASCADE")
    return Column("library", Words, gone, primary_key=True)


stories = Table(
    "stories",
    metadata,
    _of_library(),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Words, nullable=False),
    Column("folded_name", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("source", Words),
    Column("language", Words, nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("author", Words),
    Column("published", Date),
    # The newer version of an earlier one, which is in no list and has no passages.
    Column("replaced_by", BigInteger),
    # An earlier version gives its name back: here it has one that no story can have.
    UniqueConstraint("library", "folded_name"),
)

# By themselves, so that a list of stories is read without touching the texts.
texts = Table(
    "texts",
    metadata,
    Column("library", Words, primary_key=True),
    Column("story_id", BigInteger, primary_key=True, autoincrement=False),
    # JSON: [start, end, level] of each heading.
    Column("headings", Words, nullable=False),
    # By which the same text is known again, and one that is nearly the same.
    Column("digest", Words, nullable=False),
    Column("sketch", LargeBinary, nullable=False),
    Column("text", Words, nullable=False),
    ForeignKeyConstraint(
        ["library", "story_id"], ["stories.library", "stories.id"], ondelete="CASCADE"
    ),
    Index(None, "library", "digest"),
)

passages = Table(
    "passages",
    metadata,
    Column("library", Words, primary_key=True),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("story_id", BigInteger, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("context", Words, nullable=False),
    Column("vector", Halves, nullable=False),
    ForeignKeyConstraint(
        ["library", "story_id"], ["stories.library", "stories.id"], ondelete="CASCADE"
    ),
    CheckConstraint('start >= 0 AND "end" > start', name="span"),
    Index(None, "library", "story_id"),
)

settings = Table(
    "settings",
    metadata,
    _of_library(),
    Column("name", Words, primary_key=True),
    Column("value", Words, nullable=False),
)


audit = Table(
    "audit",
    metadata,
    _of_library(),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("deed", Words, nullable=False),
    # The member; null for the command line, and for one who asked to be forgotten.
    Column("by", Words),
    Column("at", Moment, nullable=False),
    # No foreign key: what was removed stays in the list by its name.
    Column("story_id", BigInteger, nullable=False),
    Column("name", Words, nullable=False),
    Column("characters", Integer, nullable=False),
    Index(None, "library", "at"),
    Index(None, "by", "library"),
)


def _of_server() -> tuple[Column[str], Column[str]]:
    """The first columns of what the members of a server leave."""
    return (
        _of_library(),
        Column("server", Words, primary_key=True),
    )


def _of_story() -> ForeignKeyConstraint:
    """What lets a row go with its story; it binds no row whose story is null."""
    return ForeignKeyConstraint(
        ["library", "story_id"], ["stories.library", "stories.id"], ondelete="CASCADE"
    )


def _of_answer() -> tuple[Column[Any], ...]:
    """A question and what the story said to it."""
    return (
        Column("question", Words),
        Column("found", Boolean, nullable=False),
        Column("confidence", Float, nullable=False),
        Column("sureness", Words, nullable=False),
        Column("story_id", BigInteger),
        Column("start", Integer),
        Column("end", Integer),
    )


server_settings = Table(
    "server_settings",
    metadata,
    *_of_server(),
    # A channel, or "" for the whole server.
    Column("place", Words, primary_key=True),
    Column("name", Words, primary_key=True),
    Column("value", Words, nullable=False),
    Column("set_by", Words),
    Column("set_at", Moment, nullable=False),
    Index(None, "set_by", "library"),
)

ceilings = Table(
    "ceilings",
    metadata,
    *_of_server(),
    # "member:" or "channel:" before the id.
    Column("holder", Words, primary_key=True),
    Column("story_id", BigInteger, primary_key=True, autoincrement=False),
    Column("end", Integer, nullable=False),
    _of_story(),
    Index(None, "library", "story_id"),
    Index(None, "holder", "library"),
)

rounds = Table(
    "rounds",
    metadata,
    *_of_server(),
    Column("member", Words, primary_key=True),
    Column("round_key", Words, primary_key=True),
    Column("right", Boolean, nullable=False),
    Column("points", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "member", "library"),
)

feedback = Table(
    "feedback",
    metadata,
    *_of_server(),
    Column("member", Words, primary_key=True),
    Column("message", Words, primary_key=True),
    Column("helped", Boolean, nullable=False),
    *_of_answer(),
    # Who asked; null where the text is not kept.
    Column("asker", Words),
    Column("program", Words, nullable=False),
    Column("reader", Words, nullable=False),
    Column("encoder", Words, nullable=False),
    Column("at", Moment, nullable=False),
    _of_story(),
    Index(None, "library", "story_id"),
    Index(None, "member", "library"),
    Index(None, "asker", "library"),
)

questions = Table(
    "questions",
    metadata,
    *_of_server(),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    *_of_answer(),
    Column("member", Words),
    Column("at", Moment, nullable=False),
    _of_story(),
    Index(None, "library", "story_id"),
    Index(None, "member", "library", "server"),
)

SERVER_TABLES = (server_settings, ceilings, rounds, feedback, questions)
"""All that the members of a server leave."""
for _table in SERVER_TABLES:
    # For what was left in a member's direct messages, in whatever library.
    Index(None, _table.c.server, _table.c.library)

# The two below bind processes together and belong to no library; what they hold is short-lived.
claims = Table(
    "claims",
    metadata,
    # What is claimed, such as a shard or the answering of one message.
    Column("name", Words, primary_key=True),
    Column("holder", Words, nullable=False),
    Column("until", Moment, nullable=False),
    Index(None, "until"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Words, primary_key=True),
    Column("library", Words, nullable=False),
    # The member who asked for it; null for none, and for one who asked to be forgotten.
    Column("by", Words),
    # JSON: what is to be done, and where its end is told.
    Column("wish", Words, nullable=False),
    # What it is done with, such as a file that a member brought.
    Column("material", LargeBinary),
    Column("state", Words, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("taken_by", Words),
    Column("taken_until", Moment),
    # JSON: what came of it so far; null until anything did.
    Column("outcome", Words),
    # When its state changed last.
    Column("moved_at", Moment, nullable=False),
    Index(None, "state", "asked_at"),
    Index(None, "library", "asked_at"),
    Index(None, "taken_until"),
    Index(None, "by"),
)
