"""Names that one process at a time may hold, agreed upon by all that share a database."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Claim:
    """Who holds a name, and until when if they do not renew it."""

    holder: str
    until: datetime


class Claims(Protocol):
    """What processes hold. A claim ends by itself, so that nobody waits for one that died.

    All methods raise ``StorageError`` and ``LibraryBusyError`` where the database cannot be
    read or written. Time is that of the database's clock, the same for all processes.
    """

    def claim(self, name: str, holder: str, seconds: float) -> bool:
        """Hold a name for some seconds from now; False where somebody else holds it.

        Claiming what one holds already moves its end.
        """
        ...

    def renew(self, names: Collection[str], holder: str, seconds: float) -> frozenset[str]:
        """Move the end of claims to some seconds from now; return which are the holder's still.

        One whose end has passed is still the holder's as long as nobody has claimed it since.
        """
        ...

    def release(self, holder: str, names: Collection[str] | None = None) -> None:
        """Give up these names, or with None all that the holder holds."""
        ...

    def held(self, prefix: str) -> Mapping[str, Claim]:
        """The claims on names that begin so, by name; none whose end has passed."""
        ...

    def once(self, name: str, seconds: float) -> bool:
        """True for the first who asks, of all processes, and for nobody until it ends."""
        ...

    def tidy(self) -> int:
        """Forget the claims whose end has passed; return how many there were."""
        ...
