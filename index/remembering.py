"""Which libraries stay in memory: those used last, as far as what they take goes round."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

PASSAGES = 100_000
"""In memory, of all libraries together; at 6 kB each, 14 when they are asked, 0.6 to 1.4 GB."""
LIBRARIES = 4_000
"""In memory, whatever they hold."""

_T = TypeVar("_T")


class Remembered(Generic[_T]):
    """Libraries by key; the one not used for the longest time goes first.

    The one used last stays, however large it is. Safe to use from several threads.
    """

    def __init__(self, passages: int = PASSAGES, libraries: int = LIBRARIES) -> None:
        self._room = passages
        self._most = libraries
        self._lock = threading.Lock()
        self._known: OrderedDict[str, _T] = OrderedDict()
        self._sizes: dict[str, int] = {}
        self._passages = 0

    def get(self, key: str) -> _T | None:
        """The library with this key, if it is in memory."""
        with self._lock:
            known = self._known.get(key)
            if known is not None:
                self._known.move_to_end(key)
            return known

    def put(self, key: str, new: _T, instead_of: _T | None) -> _T:
        """Keep a new library, unless another came meanwhile; return the one that is kept.

        Args:
            key: its key.
            new: the library.
            instead_of: what ``get`` gave, and it is to replace.
        """
        with self._lock:
            known = self._known.get(key)
            if known is not None and known is not instead_of:
                return known
            self._drop(key)
            self._known[key] = new
            self._make_room()
            return new

    def holds(self, key: str, library: _T, passages: int) -> None:
        """Note how many passages a library has in memory now."""
        with self._lock:
            if self._known.get(key) is library:
                self._passages += passages - self._sizes.get(key, 0)
                self._sizes[key] = passages
                self._known.move_to_end(key)
                self._make_room()

    def forget(self, key: str) -> None:
        """Let go of a library."""
        with self._lock:
            self._drop(key)

    def __len__(self) -> int:
        return len(self._known)

    def _make_room(self) -> None:
        while len(self._known) > 1 and (
            len(self._known) > self._most or self._passages > self._room
        ):
            self._drop(next(iter(self._known)))

    def _drop(self, key: str) -> None:
        self._known.pop(key, None)
        self._passages -= self._sizes.pop(key, 0)
