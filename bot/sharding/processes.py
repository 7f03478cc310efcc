"""What this process agrees upon with the others that share its database."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final, TypeVar

from bot.errors import ClosingError

if TYPE_CHECKING:
    from index import Claims

REPEATED_SECONDS: Final = 900.0
"""For so long no other process may begin what one has begun: the life of an interaction."""
_CHORE_SECONDS = 600.0
_T = TypeVar("_T")


class Processes:
    """The claims of this process, on threads of their own: they wait behind no question.

    What asks the claims raises ``StorageError`` or ``LibraryBusyError`` as they do, and
    ``ClosingError`` after the end.
    """

    def __init__(self) -> None:
        self.me: Final = secrets.token_hex(8)
        """The holder of what this process claims; another one after every start."""
        self._claims: Claims | None = None
        # One thread, so that what keeps the shards is not held up by many messages.
        self._keeping = ThreadPoolExecutor(1, "claims")
        self._asking = ThreadPoolExecutor(4, "once")

    def open(self, claims: Claims) -> None:
        """Take the claims of the database, which was opened."""
        self._claims = claims

    async def ask(self, function: Callable[[Claims], _T]) -> _T:
        """Run something on the claims; what is asked first is done first."""
        return await self._run(self._keeping, function)

    async def first(self, name: str) -> bool:
        """Whether no process has begun what has this name; from now on one has."""
        if self._claims is None:
            # The end has come, and the others serve nothing yet that this process served.
            return True
        return await self._run(self._asking, lambda claims: claims.once(name, REPEATED_SECONDS))

    @asynccontextmanager
    async def chore(self, name: str) -> AsyncIterator[bool]:
        """Tell within the block whether this is the only process that is doing a chore."""
        claimed = f"chore:{name}"
        alone = await self.ask(lambda claims: claims.claim(claimed, self.me, _CHORE_SECONDS))
        try:
            yield alone
        finally:
            if alone:
                await self.ask(lambda claims: claims.release(self.me, [claimed]))

    def close(self) -> None:
        """Ask nothing any more."""
        self._claims = None
        self._keeping.shutdown(wait=False)
        self._asking.shutdown(wait=False)

    async def _run(self, pool: ThreadPoolExecutor, function: Callable[[Claims], _T]) -> _T:
        claims = self._claims
        if claims is None:
            raise ClosingError
        return await asyncio.get_running_loop().run_in_executor(pool, function, claims)
