from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
import pytest

from index.domain import StoryDraft
from index.storage.base import EncodedStory, PassageDraft
from index.storage.database import Database
from tests.index.storage.servers import new_database


@contextmanager
def sqlite(folder: Path) -> Iterator[Callable[[], Database]]:
    yield lambda: Database.open(folder / "data")


@contextmanager
def postgres(folder: Path) -> Iterator[Callable[[], Database]]:
    with new_database() as url:
        yield lambda: Database.open(folder / "data", url)


ENGINES = {"sqlite": sqlite, "postgres": postgres}
"""Each gives what opens the one database of a test."""


@pytest.fixture(params=sorted(ENGINES))
def open_database(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[], Database]]:
    """Opens the test's database once more, as another process or a restart would."""
    with ExitStack() as opened:
        opening = opened.enter_context(ENGINES[request.param](tmp_path))
        yield lambda: opened.enter_context(opening())


@pytest.fixture
def draft() -> Callable[..., StoryDraft]:
    """A draft named as wanted, with words enough for three passages."""

    def make(name: str = "akar", text: str = "Akar spoke. Nobody moved. It rained.") -> StoryDraft:
        return StoryDraft(name=name, title=name.title(), text=text, source="here", language="en")

    return make


@pytest.fixture
def encoded() -> Callable[..., EncodedStory]:
    """What an encoder could have made of a draft: random vectors, the same for the same seed."""

    def make(
        passages: int = 3,
        *,
        seed: int = 0,
        dimensions: int = 8,
        encoder: str = "fake-1",
        passage_version: int = 1,
    ) -> EncodedStory:
        drawn = np.random.default_rng(seed).standard_normal((passages, dimensions))
        drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
        return EncodedStory(
            passages=[PassageDraft(at * 2, at * 2 + 5, f"context {at}") for at in range(passages)],
            vectors=drawn.astype(np.float32),
            encoder=encoder,
            passage_version=passage_version,
        )

    return make
