"""The database: the one place where stories, passages and vectors are kept."""
