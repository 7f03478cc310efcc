"""The vectors of sentences and words that questions meet again and again, remembered."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoding import Encoder
from index.stores.base import Vectors

REMEMBERED = 20_000
"""Texts; with 384 dimensions their vectors take 30 MB."""


class RememberedVectors:
    """Vectors of texts, those used last kept. Safe to use from several threads."""

    def __init__(self, encoder: Encoder, size: int = REMEMBERED) -> None:
        self._encoder = encoder
        self._size = size
        self._lock = threading.Lock()
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def of(self, texts: Sequence[str]) -> Vectors:
        """The vectors of some texts, shape (len(texts), dimensions); new ones are encoded."""
        found = {}
        with self._lock:
            for text in texts:
                if text in self._known:
                    self._known.move_to_end(text)
                    found[text] = self._known[text]
        new = sorted({text for text in texts if text not in found})
        if new:
            # Outside the lock, so that a thread whose texts are known need not wait.
            found |= zip(new, self._encoder.encode(new), strict=True)
            with self._lock:
                self._known |= {text: found[text] for text in new}
                while len(self._known) > self._size:
                    self._known.popitem(last=False)
        return np.array([found[text] for text in texts], dtype=np.float32)

    def forget(self) -> None:
        """Forget every text, as when a story is removed."""
        with self._lock:
            self._known.clear()
