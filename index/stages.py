"""Tells whoever wants to know how long the stages of an answer take."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import perf_counter
from typing import Literal

Stage = Literal["retrieving", "reading"]
"""Finding passages, the question's own vector included; and reading them for the answer."""
Tell = Callable[[Stage, float], None]
"""Takes a stage and its seconds."""

_listener: ContextVar[Tell | None] = ContextVar("listener", default=None)


@contextmanager
def telling(tell: Tell) -> Iterator[None]:
    """Have ``tell`` called, on this thread, with each stage that ends in the block."""
    token = _listener.set(tell)
    try:
        yield
    finally:
        _listener.reset(token)


@contextmanager
def stage(name: Stage) -> Iterator[None]:
    """Tell how long the block took, unless it raises."""
    tell = _listener.get()
    begun = perf_counter()
    yield
    if tell is not None:
        tell(name, perf_counter() - begun)
