"""Exchanges: something that somebody did, and all that the bot does about it, under one code.

The code tells which lines of the log belong together, and a member whose question failed can
name it to the operator. It says nothing of who asked, or what.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

_CODE_BYTES = 4


@dataclass(slots=True)
class Exchange:
    """One exchange while it goes on."""

    code: str = field(default_factory=lambda: secrets.token_hex(_CODE_BYTES))
    """Eight hexadecimal digits drawn by chance."""
    error: type[BaseException] | None = None
    """What ended it last, once something did."""

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Note what the block raises."""
        try:
            yield
        except BaseException as error:
            self.error = type(error)
            raise


_current: ContextVar[Exchange | None] = ContextVar("exchange", default=None)


@contextmanager
def exchange() -> Iterator[Exchange]:
    """Join the exchange that this task or thread belongs to, or begin one."""
    joined = _current.get()
    if joined is not None:
        yield joined
        return
    begun = Exchange()
    token = _current.set(begun)
    try:
        yield begun
    finally:
        _current.reset(token)


def current_code() -> str | None:
    """The code of the exchange that this task or thread belongs to; None outside of all."""
    current = _current.get()
    return None if current is None else current.code
