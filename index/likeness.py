"""Whether two texts are the same, or nearly: by a digest of their words, and by a sketch.

The sketch is the bottom-k sketch of a text's runs of words (Broder, "On the resemblance and
containment of documents", 1997): of all hashes of its runs the smallest ones, by which the share
of runs that two texts have in common is estimated without either text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b, sha256

import numpy as np
from numpy.typing import NDArray

RUN = 4
"""Words of a run."""
SIZE = 256
"""Hashes of a sketch; the estimate's standard error is below 1 / sqrt(SIZE), which is 0.06."""

NEARLY = 0.8
"""The likeness from which two texts count as nearly the same: of 100 runs, 80 are in both."""

_TELLING = 50
"""Runs below which a text is too short for an estimate."""

ALMOST = 1 - 1 / (2 * SIZE)
"""The likeness of texts that differ where no hash of their sketches tells."""

Hashes = NDArray[np.uint64]
_STORED = np.dtype("<u8")
_WORD = re.compile(r"\w+")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


@dataclass(frozen=True, slots=True)
class Twin:
    """A story whose text is the same as another, or nearly."""

    story_id: int
    name: str
    likeness: float
    """In 0..1; 1 where the words are the very same."""

    @property
    def same(self) -> bool:
        """Whether the words are the very same."""
        return self.likeness == 1.0


def digest_of(text: str) -> str:
    """Return a digest that two texts share if they differ in case, spaces and marks only."""
    return sha256(" ".join(_words(text)).encode("utf-8", "surrogatepass")).hexdigest()


def sketch_of(text: str) -> bytes:
    """Return the sketch of a text, at most ``SIZE`` hashes, ascending, eight bytes each."""
    return np.unique(_runs(_words(text)))[:SIZE].astype(_STORED).tobytes()


def likeness(one: bytes, other: bytes) -> float:
    """Estimate the share of runs of words that two texts have in common, in 0..1.

    It is 0 where one of them has too few for an estimate.

    Args:
        one: the sketch of a text.
        other: the sketch of another.
    """
    first, second = (np.frombuffer(sketch, _STORED) for sketch in (one, other))
    if min(len(first), len(second)) < _TELLING:
        return 0.0
    union = np.union1d(first, second)[:SIZE]
    shared = np.isin(union, first, assume_unique=True) & np.isin(union, second, assume_unique=True)
    return float(shared.mean())


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: list[str]) -> Hashes:
    """The hash of every run of words; shape (runs,)."""
    known = {word: _hash(word) for word in set(words)}
    hashes = np.array([known[word] for word in words], dtype=np.uint64)
    width = min(RUN, len(hashes))
    if not width:
        return hashes
    total = len(hashes) - width + 1
    runs = np.zeros(total, np.uint64)
    # Unsigned integers wrap around, as a hash wants it.
    for offset in range(width):
        runs = (runs ^ hashes[offset : offset + total]) * _MULTIPLIER
        runs ^= runs >> _SHIFT
    return runs


def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest())
