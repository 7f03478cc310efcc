"""Create the first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the first tables."""
    _create_libraries()
    _create_stories()
    _create_passages()
    _create_settings()


def _create_libraries() -> None:
    op.create_table(
        "libraries",
        sa.Column("library", sa.Text(), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("next_story_id", sa.BigInteger(), nullable=False),
        sa.Column("next_passage_id", sa.BigInteger(), nullable=False),
        sa.Column("encoder", sa.Text()),
        sa.Column("passage_version", sa.Integer()),
        sa.Column("dimensions", sa.Integer()),
        sa.Column("seeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("library", name="pk_libraries"),
    )


def _create_stories() -> None:
    op.create_table(
        "stories",
        sa.Column("library", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded_name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.Text()),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("library", "id", name="pk_stories"),
        sa.UniqueConstraint("library", "folded_name", name="uq_stories_library_folded_name"),
        sa.ForeignKeyConstraint(
            ["library"], ["libraries.library"], name="fk_stories_libraries", ondelete="CASCADE"
        ),
    )


def _create_passages() -> None:
    op.create_table(
        "passages",
        sa.Column("library", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("story_id", sa.BigInteger(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("library", "id", name="pk_passages"),
        sa.ForeignKeyConstraint(
            ["library", "story_id"],
            ["stories.library", "stories.id"],
            name="fk_passages_stories",
            ondelete="CASCADE",
        ),
        sa.CheckConstraint('start >= 0 AND "end" > start', name=op.f("ck_passages_span")),
    )
    op.create_index("ix_passages_library_story_id", "passages", ["library", "story_id"])


def _create_settings() -> None:
    op.create_table(
        "settings",
        sa.Column("library", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("library", "name", name="pk_settings"),
        sa.ForeignKeyConstraint(
            ["library"], ["libraries.library"], name="fk_settings_libraries", ondelete="CASCADE"
        ),
    )
