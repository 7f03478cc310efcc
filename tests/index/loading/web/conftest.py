"""A site on loopback, and what reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from index.errors import LoadingError
from index.loading.web import Fetched, WebOptions
from index.loading.web.fetching import Fetcher
from tests.index.loading.web.serving import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(WebOptions(allow_private=True, max_bytes=100_000, seconds=5.0))


@pytest.fixture
def read(site: Site, fetcher: Fetcher) -> Callable[[str], Fetched]:
    return lambda path: fetcher.fetch(site.address(path))


@pytest.fixture
def refused(site: Site, fetcher: Fetcher) -> Callable[[str], LoadingError]:
    def refused_(path: str) -> LoadingError:
        with pytest.raises(LoadingError) as caught:
            fetcher.fetch(site.address(path))
        return caught.value

    return refused_
