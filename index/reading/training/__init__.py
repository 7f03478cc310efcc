"""How the reader learns: data, negatives, features, and the loop. Not needed to answer."""
