"""What a vector engine must do. One contract suite tests every engine against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Shape (n, dimensions), every row finite and of length 1."""
Ids = NDArray[np.int64]
"""Shape (n,), unique and not negative."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What a search found: at most k, nearest first, and never a filler id.

    ``similarities`` are cosines in -1..1 (float32, shape (n,)): they mean the same for
    every engine, and higher is nearer.
    """

    ids: Ids
    similarities: NDArray[np.float32]


class VectorSearch(Protocol):
    """Vectors that can be searched; the half of ``VectorStore`` that changes nothing."""

    @property
    def dimensions(self) -> int:
        """The length of every vector."""
        ...

    def vectors_of(self, ids: Ids) -> Vectors:
        """The vectors under these ids, in their order."""
        ...

    def search(
        self, query: NDArray[np.float32], k: int, *, within: Ids | None = None
    ) -> Neighbours:
        """The k nearest vectors, of those ``within`` if given."""
        ...


class VectorStore(Protocol):
    """Vectors under stable ids, searched by inner product.

    Engines validate what they are given and raise ``VectorError`` for vectors that are not
    finite and normalised, for ids that are negative, repeated or already present, and for
    another number of dimensions. A search may run while another thread adds or removes.
    """

    @property
    def dimensions(self) -> int:
        """The length of every vector."""
        ...

    def __len__(self) -> int: ...

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add one vector per id, all of them or none."""
        ...

    def remove(self, ids: Ids) -> int:
        """Remove these ids, ignoring unknown ones; return how many were there."""
        ...

    def vectors_of(self, ids: Ids) -> Vectors:
        """The stored vectors under these ids, in their order; raises ``VectorError`` for others."""
        ...

    def search(
        self, query: NDArray[np.float32], k: int, *, within: Ids | None = None
    ) -> Neighbours:
        """Find the k nearest vectors to ``query`` (shape (dimensions,), normalised).

        ``within`` limits the search to these ids before ranking. Equal similarities are
        ordered by id.
        """
        ...
