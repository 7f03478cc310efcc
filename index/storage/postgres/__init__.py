"""The database on a PostgreSQL server with pgvector, for many processes on many machines."""
