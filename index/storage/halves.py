"""Vectors as the database keeps them: half precision, which costs a cosine less than 0.001."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.stores.base import Vectors

_HALF = np.dtype("<f2")
_TOLERANCE = 0.01
"""How far a stored vector's length may be from 1 before it is taken for damage."""


def to_halves(vectors: Vectors) -> list[bytes]:
    """Return one blob per row, two bytes a dimension, little-endian."""
    stored = vectors.astype(_HALF).tobytes()
    width = vectors.shape[1] * _HALF.itemsize
    return [stored[at : at + width] for at in range(0, len(stored), width)]


def from_halves(blobs: Sequence[bytes], dimensions: int) -> Vectors:
    """Return the rows as float32 of length 1, shape (n, dimensions).

    Raises:
        ValueError: these blobs were never written by ``to_halves``.
    """
    if set(map(len, blobs)) != {dimensions * _HALF.itemsize}:
        raise ValueError(f"a stored vector does not have {dimensions} dimensions")
    halves = np.frombuffer(b"".join(blobs), dtype=_HALF).reshape(-1, dimensions)
    vectors = halves.astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    if not np.all(np.abs(lengths - 1.0) <= _TOLERANCE):
        raise ValueError("a stored vector does not have the length 1")
    vectors /= lengths[:, np.newaxis]
    return vectors
