"""English words that change what a sentence says: numbers, negations, opposites."""
