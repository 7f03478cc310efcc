"""Keep with a vote who asked the question, so that its text goes when they are forgotten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; of older votes nobody knows who asked, so that their texts go."""
    op.add_column("feedback", sa.Column("asker", sa.Text()))
    op.create_index("ix_feedback_library_asker", "feedback", ["library", "asker"])
    feedback = sa.table("feedback", sa.column("question", sa.Text()))
    op.execute(feedback.update().values(question=None))
