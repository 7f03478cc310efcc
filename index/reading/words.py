"""What single words mean to the encoder, remembered."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoding import Encoder
from index.stores.base import Vectors

REMEMBERED = 20_000
"""Words; with 384 dimensions they take 30 MB."""


class WordVectors:
    """Vectors of terms, those encoded last kept. Safe to use from several threads."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._lock = threading.Lock()
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def of(self, terms: Sequence[str]) -> Vectors:
        """The vectors of some terms, shape (len(terms), dimensions); new ones are encoded."""
        with self._lock:
            new = sorted({term for term in terms if term not in self._known})
            if new:
                self._known |= zip(new, self._encoder.encode(new), strict=True)
            vectors = np.array([self._known[term] for term in terms])
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return vectors
