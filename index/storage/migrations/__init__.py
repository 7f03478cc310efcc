"""The database's versions, applied by alembic when a library is opened."""

from __future__ import annotations

HEAD = "0005"
"""The newest revision; kept here so that opening a current database need not import alembic."""
