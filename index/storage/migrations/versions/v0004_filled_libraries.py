"""Make room for libraries that members fill, and give each server one of its own."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from index.likeness import digest_of, sketch_of

revision = "0004"
down_revision = "0003"

_LOCAL = "local"
_DIRECT = "direct:"
_OF_SERVERS = ("server_settings", "ceilings", "rounds", "feedback", "questions")
_COPIED = ("stories", "texts", "passages")


def upgrade() -> None:
    """Move the texts to a table of their own, add what is new, part the servers."""
    op.add_column("libraries", sa.Column("erased_at", sa.DateTime(timezone=True)))
    op.add_column("stories", sa.Column("author", sa.Text()))
    op.add_column("stories", sa.Column("published", sa.Date()))
    op.add_column("stories", sa.Column("replaced_by", sa.BigInteger()))
    _move_texts()
    _create_audit()
    _part_servers()


def _move_texts() -> None:
    texts = op.create_table(
        "texts",
        sa.Column("library", sa.Text(), nullable=False),
        sa.Column("story_id", sa.BigInteger(), nullable=False),
        sa.Column("headings", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("library", "story_id", name="pk_texts"),
        sa.ForeignKeyConstraint(
            ["library", "story_id"],
            ["stories.library", "stories.id"],
            name="fk_texts_stories",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_texts_library_digest", "texts", ["library", "digest"])
    connection = op.get_bind()
    stories = sa.table("stories", sa.column("library"), sa.column("id"), sa.column("text"))
    keys = connection.execute(sa.select(stories.c.library, stories.c.id)).all()
    for library, story_id in keys:
        mine = (stories.c.library == library, stories.c.id == story_id)
        text: str = connection.execute(sa.select(stories.c.text).where(*mine)).scalar_one()
        row = {
            "library": library,
            "story_id": story_id,
            "headings": "[]",
            "digest": digest_of(text),
            "sketch": sketch_of(text),
            "text": text,
        }
        connection.execute(sa.insert(texts).values(row))
    op.drop_column("stories", "text")


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("library", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("by", sa.Text()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("story_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("library", "id", name="pk_audit"),
        sa.ForeignKeyConstraint(
            ["library"], ["libraries.library"], name="fk_audit_libraries", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_audit_library_at", "audit", ["library", "at"])
    op.create_index("ix_audit_library_by", "audit", ["library", "by"])


def _part_servers() -> None:
    """Give each server that left something in the shared library a copy of its stories.

    How far members have read counted in every server, and does so in each copy.
    """
    connection = op.get_bind()
    tables = sa.MetaData()
    tables.reflect(connection, only=["libraries", *_COPIED, *_OF_SERVERS])
    servers = sorted(
        {
            server
            for name in _OF_SERVERS
            for server in connection.scalars(
                sa.select(tables.tables[name].c.server).where(
                    tables.tables[name].c.library == _LOCAL
                )
            )
            if not server.startswith(_DIRECT)
        }
    )
    ceilings = tables.tables["ceilings"]
    for server in servers:
        key = f"server:{server}"
        _copy(connection, tables.tables["libraries"], key)
        for name in _COPIED:
            _copy(connection, tables.tables[name], key)
        for name in _OF_SERVERS:
            table = tables.tables[name]
            mine = (table.c.library == _LOCAL, table.c.server == server)
            connection.execute(sa.update(table).where(*mine).values(library=key))
        _copy(connection, ceilings, key, ceilings.c.server.startswith(_DIRECT))


def _copy(
    connection: sa.Connection, table: sa.Table, key: str, *conditions: sa.ColumnElement[bool]
) -> None:
    columns: list[Any] = [
        sa.literal(key) if column.name == "library" else column for column in table.columns
    ]
    rows = sa.select(*columns).where(table.c.library == _LOCAL, *conditions)
    connection.execute(sa.insert(table).from_select([c.name for c in table.columns], rows))
