"""How much of a file is read: what comes in is bounded before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LoadingLimits:
    """Bounds on one file, address or archive that is to become stories."""

    max_bytes: int = 20_000_000
    """Of a file as it comes."""
    max_unpacked_bytes: int = 200_000_000
    """Of all that a packed file holds, counted while it is unpacked."""
    max_characters: int = 5_000_000
    """Of one story."""
    max_pages: int = 5_000
    """Of a format that has pages."""
    max_files: int = 500
    """In an archive or a folder."""
    seconds: float = 60.0
    """For the process that parses."""
    memory_bytes: int = 1_500_000_000
    """Of the process that parses."""
