"""Make room for what binds several processes together: claims and jobs.

On PostgreSQL this is the first version: it creates everything.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from index.storage.migrations.partitioned import statements

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create both tables, or all."""
    if op.get_bind().dialect.name == "postgresql":
        for statement in statements():
            op.execute(statement)
        return
    _create_claims()
    _create_jobs()
    _look_up_members()


def _look_up_members() -> None:
    """Let what is kept about a member be found without asking library by library."""
    turned = (
        ("audit", ("by",)),
        ("ceilings", ("holder",)),
        ("rounds", ("member",)),
        ("feedback", ("member",)),
        ("feedback", ("asker",)),
        ("questions", ("member", "server")),
    )
    for table, (column, *more) in turned:
        op.drop_index("_".join(("ix", table, "library", column, *more)), table)
        _create_index(table, column, "library", *more)
    _create_index("server_settings", "set_by", "library")
    for table in ("server_settings", "ceilings", "rounds", "feedback", "questions"):
        _create_index(table, "server", "library")


def _create_index(table: str, *columns: str) -> None:
    op.create_index("_".join(("ix", table, *columns)), table, [*columns])


def _create_claims() -> None:
    op.create_table(
        "claims",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_claims"),
    )
    op.create_index("ix_claims_until", "claims", ["until"])


def _create_jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("library", sa.Text(), nullable=False),
        sa.Column("by", sa.Text()),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("material", sa.LargeBinary()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.Text()),
        sa.Column("taken_until", sa.DateTime(timezone=True)),
        sa.Column("outcome", sa.Text()),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
    )
    op.create_index("ix_jobs_state_asked_at", "jobs", ["state", "asked_at"])
    op.create_index("ix_jobs_library_asked_at", "jobs", ["library", "asked_at"])
    op.create_index("ix_jobs_taken_until", "jobs", ["taken_until"])
    op.create_index("ix_jobs_by", "jobs", ["by"])
