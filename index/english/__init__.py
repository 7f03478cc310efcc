"""What several parts know of English words: numbers, days, negations, opposites."""
