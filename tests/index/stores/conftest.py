from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@pytest.fixture
def unit() -> Callable[..., Vectors]:
    """Random vectors of length 1, the same for the same seed."""

    def make(count: int, *, dimensions: int = 16, seed: int = 0) -> Vectors:
        drawn = np.random.default_rng(seed).standard_normal((count, dimensions))
        return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)

    return make
