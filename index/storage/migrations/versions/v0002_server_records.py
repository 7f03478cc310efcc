"""Create the tables for what the members of servers leave."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables for what the members of servers leave."""
    _create_settings()
    _create_ceilings()
    _create_rounds()
    _create_feedback()
    _create_questions()


def _create_settings() -> None:
    op.create_table(
        "server_settings",
        *_of_server("server_settings"),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("set_by", sa.Text()),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("library", "server", "place", "name", name="pk_server_settings"),
    )


def _create_ceilings() -> None:
    op.create_table(
        "ceilings",
        *_of_server("ceilings"),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("story_id", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("library", "server", "holder", "story_id", name="pk_ceilings"),
        _of_story("ceilings"),
    )
    _create_index("ceilings", "story_id")
    _create_index("ceilings", "holder")


def _create_rounds() -> None:
    op.create_table(
        "rounds",
        *_of_server("rounds"),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("round_key", sa.Text(), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("library", "server", "member", "round_key", name="pk_rounds"),
    )
    _create_index("rounds", "member")


def _create_feedback() -> None:
    op.create_table(
        "feedback",
        *_of_server("feedback"),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=False),
        *_of_answer(),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("encoder", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("library", "server", "member", "message", name="pk_feedback"),
        _of_story("feedback"),
    )
    _create_index("feedback", "story_id")
    _create_index("feedback", "member")


def _create_questions() -> None:
    op.create_table(
        "questions",
        *_of_server("questions"),
        sa.Column("id", sa.BigInteger(), nullable=False),
        *_of_answer(),
        sa.Column("member", sa.Text()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("library", "server", "id", name="pk_questions"),
        _of_story("questions"),
    )
    _create_index("questions", "story_id")
    _create_index("questions", "member", "server")


def _of_server(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("library", sa.Text(), nullable=False),
        sa.Column("server", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["library"], ["libraries.library"], name=f"fk_{table}_libraries", ondelete="CASCADE"
        ),
    )


def _of_answer() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("question", sa.Text()),
        sa.Column("found", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("sureness", sa.Text(), nullable=False),
        sa.Column("story_id", sa.BigInteger()),
        sa.Column("start", sa.Integer()),
        sa.Column("end", sa.Integer()),
    )


def _of_story(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["library", "story_id"],
        ["stories.library", "stories.id"],
        name=f"fk_{table}_stories",
        ondelete="CASCADE",
    )


def _create_index(table: str, *columns: str) -> None:
    name = "_".join(("ix", table, "library", *columns))
    op.create_index(name, table, ["library", *columns])
