"""Vector search, and the files in which large indexes are saved."""
