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

    def most() -> int:
        """The bytes that the largest process that was ever started here took."""
        unit = 1024 if sys.platform == "linux" else 1
        return int(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * unit

    began, before = time.monotonic(), most()
    yield
    assert time.monotonic() - began < 2 * SECONDS
    assert most() <= max(before, MEMORY)
