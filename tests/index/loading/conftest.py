"""Bounds that hold for reading whatever file."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import pytest

from tests.index.loading.outcomes import MEMORY, SECONDS


@pytest.fixture
def bounds() -> Iterator[None]:
    """See that neither time nor memory is taken beyond the limits."""
    resource = pytest.importorskip("resource")

    def most(whose: int) -> int:
        """The bytes that these processes took at most, the largest that ever was."""
        unit = 1024 if sys.platform == "linux" else 1
        return int(resource.getrusage(whose).ru_maxrss) * unit

    began, before = time.monotonic(), most(resource.RUSAGE_CHILDREN)
    yield
    assert time.monotonic() - began < 2 * SECONDS
    # Until it runs its own program, a process counts as large as the one that started it.
    ours = most(resource.RUSAGE_SELF)
    assert most(resource.RUSAGE_CHILDREN) <= max(before, ours, MEMORY)
