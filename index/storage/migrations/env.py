"""Runs the migrations on the connection that the program hands over."""

from __future__ import annotations

from alembic import context

from index.storage.tables import metadata

# The caller's transaction holds all of the migrations, so that a crash leaves none half done.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
