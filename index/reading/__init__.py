"""Question and passages -> the words that answer, and how likely they do."""
